import type { Figure, FittedMethod } from '../../records/fitted-model.ts'
import { spreadsOf } from '../drift/spread.ts'
import type { TrainedModel } from '../train-model.ts'
import { judgeBaseline } from '../training/baseline.ts'
import { judgeRows } from '../training/judge.ts'
import { judgeSegments } from '../training/judge-segments.ts'
import { leadingFigure } from '../training/leading-figure.ts'
import type { RowSet } from '../training/split-rows.ts'
import { typicalValue } from '../training/typical-value.ts'
import type { TrainingTask } from '../training-task.ts'

/** What a lifetime model was fitted to and foretold. */
export interface FittedLifetimeRows {
  readonly method: FittedMethod
  /** Of whom it tells something, with what came. */
  readonly judge: RowSet
  readonly predicted: Float64Array
  readonly notes: readonly string[]
}

/** How a lifetime model came about and how good it is. */
export function lifetimeCard(
  task: TrainingTask,
  { method, judge, predicted, notes }: FittedLifetimeRows,
): TrainedModel['card'] {
  const { answer, seed, budget } = task
  const judged = judgeRows({ judge, predicted, answer, threshold: 0.5, seed })
  // What was true of the stretch before is all that anybody could have known of how often it is true.
  const learn = { ...judge, target: judge.before ?? judge.target }
  const leading = leadingFigure(answer)
  const figure: Figure = { name: leading.name, value: leading.of(judge.target, predicted) }
  const { at = 0, customers = 0 } = task.instants.at(-1) ?? {}
  const rows = judge.rows.length
  const mean = judge.target.reduce((sum, value) => sum + value, 0) / rows
  return {
    ...{ seed, budget, folds: 0, rows },
    instants: [{ at, customers, rows, mean }],
    features: task.features.map(feature => ({
      ...feature,
      knownShare: rows / Math.max(1, task.target.length),
      typical: typicalOf(task, feature.name),
    })),
    tried: [{ method, settings: 'as defined', figure, error: 0, chosen: true, hasFormula: true }],
    recommendation: 'It is the lifetime model that was asked for: nothing else was compared with it.',
    calibration: {
      by: 'none',
      says: 'A lifetime model is not calibrated: what it says follows from its parameters.',
    },
    judged: { by: 'later', at, ...judged },
    baseline: judgeBaseline(answer, learn, judge, seed),
    segments: judgeSegments(task, judge, predicted),
    spreads: spreadsOf(judge.table, predicted),
    notes,
  }
}

function typicalOf({ table }: TrainingTask, name: string): number | string | null {
  const column = table.columns.find(each => each.name === name)
  return column === undefined ? null : typicalValue(column)
}

/** Parameters with their standard errors: `r 0.243 ± 0.013`. */
export function parametersText({
  parameters,
  errors,
}: {
  readonly parameters: object
  readonly errors: Readonly<Record<string, number | null>>
}): string {
  return Object.entries(parameters)
    .flatMap(([name, value]) => {
      if (typeof value !== 'number') return []
      const error = errors[name] ?? null
      return `${name} ${digits(value)}${error === null ? '' : ` ± ${digits(error)}`}`
    })
    .join(', ')
}

export function unidentifiedNotes(what: string, names: readonly string[]): string[] {
  if (names.length === 0) return []
  return [
    `${what} does not tell ${names.join(', ')}: other values fit about as well. What is foretold may still hold; the parameters themselves say nothing.`,
  ]
}

export function count(value: number): string {
  return value.toLocaleString('en')
}

export function digits(value: number): string {
  return value.toLocaleString('en', { maximumSignificantDigits: 4, useGrouping: false })
}
