import { describe, expect, test } from 'vitest'
import type { LearningErrorCode } from '../errors.ts'
import { rocAuc } from '../evaluation/roc-auc.ts'
import { applyLayers } from '../layers/apply-layers.ts'
import { selectTable } from '../matrix/select-table.ts'
import type { Column, Table } from '../matrix/table.ts'
import { seeded } from '../numeric/random.ts'
import { type FittedModel, predictModel } from '../supervised/fitted-model.ts'
import { layersOf } from '../supervised/layers-of.ts'
import type { FitRequest, Method } from '../supervised/method.ts'
import { codeOf } from './estimator-suite.ts'
import { shuffled } from './grouped-rows.ts'

export type PredictorCheck = 'order' | 'weights' | 'progress'

/** Checks that every supervised method passes, on numbers and words with gaps whose answer is known with noise. */
export function predictorSuite(
  method: Method,
  skip: Readonly<Partial<Record<PredictorCheck, string>>> = {},
): void {
  describe.each(method.tasks)(`${method.id}, %s`, task => {
    const { table, target, truth } = madeUp(task, 400, 7)
    const request: FitRequest = { table, target, task, seed: 3 }
    const fit = (given: Partial<FitRequest> = {}): FittedModel => method.fit({ ...request, ...given })
    const answersOf = (given: Partial<FitRequest>): Float64Array => predictModel(fit(given), table)
    const check = (name: PredictorCheck, says: string, run: () => void): void => {
      const reason = skip[name]
      if (reason === undefined) test(says, run)
      else test.skip(`${says}: ${reason}`, run)
    }

    test('it foretells rows that it has not seen better than chance by far', () => {
      const fresh = madeUp(task, 400, 8)
      const answers = predictModel(fit(), fresh.table)
      expect(answers.every(Number.isFinite)).toBe(true)
      if (task === 'binary') {
        expect(rocAuc(fresh.target, answers)).toBeGreaterThan(rocAuc(fresh.target, fresh.truth) - 0.1)
        for (const answer of answers) expect(answer >= 0 && answer <= 1).toBe(true)
      } else expect(errorOf(fresh.target, answers)).toBeLessThan(0.5 * errorOf(fresh.target, undefined))
      expect(truth).toHaveLength(400)
    })

    test('the same seed gives the same result, and rows are left as they were', () => {
      const copy = structuredClone(table)
      expect(fit()).toEqual(fit({ table: copy }))
      expect(table).toEqual(copy)
    })

    test('what was fitted is frozen, survives JSON, and tells its kind and version', () => {
      const fitted = fit()
      const revived: FittedModel = JSON.parse(JSON.stringify(fitted))
      expect(revived).toEqual(fitted)
      expect(Object.isFrozen(fitted)).toBe(true)
      expect(fitted).toMatchObject({ kind: expect.any(String), version: 1 })
      expect(predictModel(revived, table)).toEqual(predictModel(fitted, table))
    })

    check('order', 'the order of rows does not matter', () => {
      const order = shuffled(400, seeded(5))
      const other = { table: selectTable(table, order), target: Array.from(order, row => target[row]!) }
      expectAlike(answersOf(other), answersOf({}), 1e-6)
    })

    check('weights', 'a weight is so many rows, and a row without weight is none', () => {
      const weights = Float64Array.from(target, (_, row) => 1 + (row % 3))
      const repeated = Array.from(weights).flatMap((weight, row) => new Array<number>(weight).fill(row))
      const numbers = { columns: table.columns.slice(0, 2).map(withoutGaps) }
      const asTheyAre = (rows: Partial<FitRequest>): Float64Array =>
        predictModel(fit({ ...rows, settings: {} }), numbers)
      const plain = asTheyAre({
        table: selectTable(numbers, repeated),
        target: repeated.map(row => target[row]!),
      })
      // A preparation takes rows as they are: its middle and scale differ a little.
      expectAlike(asTheyAre({ table: numbers, weights }), plain, 0.02)
      const none = weights.map((_, row) => (row < 200 ? 1 : 0))
      const half = selectTable(table, [...new Array(200).keys()])
      expectAlike(
        answersOf({ weights: none }),
        answersOf({ table: half, target: target.slice(0, 200) }),
        1e-9,
      )
    })

    test('words that were not seen, and gaps where there were none, are answered', () => {
      const strange: Table = {
        columns: table.columns.map(column =>
          column.kind === 'number'
            ? { ...column, values: column.values.map(() => Number.NaN) }
            : { ...column, values: column.values.map(() => 'never seen') },
        ),
      }
      expect(predictModel(fit(), strange).every(Number.isFinite)).toBe(true)
    })

    test('its layers, where it has them, say the same', () => {
      const fitted = fit()
      const layers = layersOf(fitted)
      if (layers !== undefined) expectAlike(applyLayers(layers, table), predictModel(fitted, table), 1e-9)
    })

    test('what cannot be learned from is refused by name', () => {
      const refused: readonly (readonly [Partial<FitRequest>, LearningErrorCode])[] = [
        [{ table: { columns: [] }, target: [] }, 'no_columns'],
        [{ target: target.slice(1) }, 'wrong_length'],
        [{ target: target.map((value, row) => (row === 3 ? Number.NaN : value)) }, 'bad_target'],
        [{ weights: new Float64Array(400) }, 'bad_weight'],
        [{ weights: new Float64Array(3) }, 'wrong_length'],
        [{ table: constant(400) }, 'nothing_left'],
        [
          { table: { columns: [{ ...table.columns[0]!, kind: 'number', values: infinite }] } },
          'infinite_value',
        ],
        ...(task === 'binary' ? [[{ target: target.map(() => 1) }, 'one_class'] as const] : []),
      ]
      for (const [given, code] of refused) expect(codeOf(() => fit(given))).toBe(code)
      const fitted = fit()
      expect(codeOf(() => predictModel(fitted, { columns: [table.columns[0]!] }))).toBe('column_missing')
      expect(codeOf(() => predictModel(fitted, swapped(table)))).toBe('column_of_other_kind')
    })

    check('progress', 'progress is told, and it stops when asked to', () => {
      const told: [number, number][] = []
      fit({ progress: (done, of) => told.push([done, of]) })
      expect(told.length).toBeGreaterThan(0)
      told.forEach(([done, of], at) => {
        expect(done).toBeGreaterThan(told[at - 1]?.[0] ?? 0)
        expect(done).toBeLessThanOrEqual(of)
      })
      expect(codeOf(() => fit({ signal: AbortSignal.abort() }))).toBe('cancelled')
    })
  })
}

const infinite = new Float64Array(400).fill(Number.POSITIVE_INFINITY)

/** Two numbers, one of them with gaps, and words: the answer rises with the first, and with one word. */
function madeUp(
  task: 'binary' | 'number',
  count: number,
  seed: number,
): { readonly table: Table; readonly target: number[]; readonly truth: number[] } {
  const random = seeded(seed)
  const [age, visits] = [new Float64Array(count), new Float64Array(count)]
  const words: (string | null)[] = []
  const truth: number[] = []
  const target: number[] = []
  for (let row = 0; row < count; row += 1) {
    age[row] = 40 + 12 * random.normal()
    visits[row] = random.uniform() < 0.1 ? Number.NaN : random.below(20)
    words.push(['red', 'green', 'blue', null][random.below(4)]!)
    const score = (age[row]! - 40) / 6 + (words[row] === 'red' ? 2 : -0.5)
    truth.push(score)
    if (task === 'number') target.push(10 + score + 0.3 * random.normal())
    else target.push(random.uniform() < 1 / (1 + Math.exp(-score)) ? 1 : 0)
  }
  const columns: readonly Column[] = [
    { name: 'age', kind: 'number', values: age },
    { name: 'visits', kind: 'number', values: visits },
    { name: 'colour', kind: 'category', values: words },
  ]
  return { table: { columns }, target, truth }
}

/** Mean squared error, of the mean where nothing is foretold. */
function errorOf(target: readonly number[], answers: Float64Array | undefined): number {
  const mean = target.reduce((sum, value) => sum + value, 0) / target.length
  return target.reduce((sum, value, row) => sum + (value - (answers?.[row] ?? mean)) ** 2, 0) / target.length
}

function expectAlike(given: Float64Array, wanted: Float64Array, off: number): void {
  expect(given).toHaveLength(wanted.length)
  given.forEach((value, row) => {
    expect(Math.abs(value - wanted[row]!)).toBeLessThanOrEqual(off * (1 + Math.abs(wanted[row]!)))
  })
}

function withoutGaps(column: Column): Column {
  if (column.kind === 'category') return column
  return { ...column, values: column.values.map(value => (Number.isNaN(value) ? 3 : value)) }
}

function constant(rows: number): Table {
  return { columns: [{ name: 'x', kind: 'number', values: new Float64Array(rows).fill(4) }] }
}

function swapped({ columns }: Table): Table {
  return {
    columns: columns.map(column =>
      column.kind === 'number'
        ? { name: column.name, kind: 'category', values: Array.from(column.values, String) }
        : { name: column.name, kind: 'number', values: new Float64Array(column.values.length) },
    ),
  }
}
