import { judgeUplift, seeded, upliftIntervals } from '@kindred/learning'
import type { CustomerTable } from '../ports/warehouse-tables.ts'
import type { Figure, FittedModel } from '../records/fitted-model.ts'
import { restoreModel } from './methods/restore-model.ts'
import type { InstantRows } from './rows/instant-rows.ts'
import { joinColumns } from './rows/join-columns.ts'
import { judgeRows } from './training/judge.ts'

export interface JudgedScores {
  readonly rows: number
  readonly figures: readonly Figure[]
}

export interface ScoredRows extends Pick<InstantRows, 'target' | 'arms'> {
  /** One a row of `target`, NaN where there is none. */
  readonly scores: Float64Array
  readonly seed: number
}

/** How good scores were that are known now to have come true or not; rows without a score are left out. */
export function judgeScore(
  { answer, asked }: Pick<FittedModel, 'answer' | 'asked'>,
  { target, arms, scores, seed }: ScoredRows,
): JudgedScores {
  const isAsked = (row: number) => asked.uplift === undefined || (arms?.[row] ?? -1) <= 1
  const rows = Int32Array.from(target.keys()).filter(row => !Number.isNaN(scores[row]) && isAsked(row))
  const [came, predicted] = [pick(target, rows), pick(scores, rows)]
  if (asked.uplift !== undefined && arms !== undefined)
    return {
      rows: rows.length,
      figures: effectFigures(
        came,
        Int32Array.from(rows, row => arms[row] ?? 0),
        predicted,
        seed,
      ),
    }
  const judge = { rows, table: { columns: [] }, target: came, customers: rows }
  const { figures } = judgeRows({ judge, predicted, answer, threshold: 0.5, seed })
  return { rows: rows.length, figures }
}

/** Of the first treatment, against those left alone. */
function effectFigures(
  target: Float64Array,
  treatment: Int32Array,
  scores: Float64Array,
  seed: number,
): readonly Figure[] {
  const { qiniNormalised } = judgeUplift({ target, treatment, scores })
  const { qini, auuc } = upliftIntervals({ target, treatment, scores }, { random: seeded(seed) })
  return [
    { name: 'qini', value: qini.value, interval: [qini.low, qini.high] },
    { name: 'qini_normalised', value: qiniNormalised },
    { name: 'auuc', value: auuc.value, interval: [auuc.low, auuc.high] },
  ]
}

/** What a model foretells of rows that were read, its inputs under other names; for methods without a formula. */
export function foretoldBy(
  fitted: FittedModel,
  part: { readonly table: CustomerTable; readonly rows: Int32Array },
  nameOf: (input: string) => string,
): Float64Array {
  const columns = fitted.inputs.map(({ name }) => ({ ...joinColumns(nameOf(name), [part]), name }))
  return restoreModel(fitted).predict({ columns })
}

function pick(values: Float64Array, rows: Int32Array): Float64Array {
  return Float64Array.from(rows, row => values[row] ?? Number.NaN)
}
