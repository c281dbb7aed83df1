import { deepFreeze } from '../deep-freeze.ts'
import { LearningError } from '../errors.ts'
import { weightsOf } from '../matrix/require-matrix.ts'
import { requireTable } from '../matrix/require-table.ts'
import { requireTarget } from '../matrix/require-target.ts'
import type { CategoryColumn, Column, NumberColumn, Table } from '../matrix/table.ts'
import { requireOption } from '../numeric/require-option.ts'
import { step, type Watch } from '../numeric/watch.ts'
import type { BayesColumn, FittedBayes } from './fitted-bayes.ts'

export interface BayesOptions extends Watch {
  /** One a row, 0 or more: a row of weight 2 counts as two rows. Default 1 each. */
  readonly weights?: Float64Array
  /** Rows of each word and answer that are added to those there are. Default 1. */
  readonly smoothing?: number
}

interface Rows {
  readonly target: Float64Array
  readonly weights: Float64Array
}

/**
 * Naive Bayes: every column speaks for itself, and their odds are multiplied. Numbers are taken for normal within each
 * answer, words by how often they are; what is missing of a number says nothing, a missing word is a word.
 *
 * Probabilities are too sure of themselves where columns repeat each other: calibrate them.
 *
 * @param target - 0 or 1 a row.
 * @throws LearningError what a table is refused for; `wrong_length`, `bad_target`, `one_class`, `bad_weight`,
 *         `bad_option`, `cancelled`; `nothing_left` if no column is known of both answers
 *
 * Checked: scikit-learn's GaussianNB and CategoricalNB (supervised.reference.test.ts).
 * Cost: one pass.
 *
 * @example
 * const age = { name: 'age', kind: 'number', values: Float64Array.of(20, 22, 50, 54) }
 * fitBayes({ columns: [age] }, [0, 0, 1, 1]).columns[0].means // [21, 52]
 */
export function fitBayes(table: Table, target: ArrayLike<number>, options: BayesOptions = {}): FittedBayes {
  const { smoothing = 1 } = options
  requireOption('smoothing', smoothing, { above: 0 })
  const count = requireTable(table)
  const weights = weightsOf(count, options.weights)
  const rows: Rows = { target: requireTarget(target, 'binary', weights), weights }
  const columns = table.columns.flatMap((column, at) => {
    const found = columnOf(column, rows, smoothing)
    step(options, at + 1, table.columns.length)
    return found
  })
  if (columns.length === 0)
    throw new LearningError('nothing_left', { reasons: ['no column is known of both answers'] })
  const [no, yes] = byAnswer(rows, () => 1)
  return deepFreeze({ kind: 'bayes', version: 1, prior: Math.log(yes / no), columns })
}

function columnOf(column: Column, rows: Rows, smoothing: number): BayesColumn[] {
  return column.kind === 'number' ? normalOf(column, rows) : [wordsOf(column, rows, smoothing)]
}

/** Of the widest variance, what is added to both: a column that is all alike is not infinitely sure. */
const LEAST = 1e-9

function normalOf({ name, values }: NumberColumn, rows: Rows): BayesColumn[] {
  const known = (of: (value: number) => number) => (row: number) =>
    Number.isNaN(values[row]!) ? 0 : of(values[row]!)
  const weight = byAnswer(
    rows,
    known(() => 1),
  )
  if (weight[0] === 0 || weight[1] === 0) return []
  const sums = byAnswer(
    rows,
    known(value => value),
  )
  const means = [sums[0] / weight[0], sums[1] / weight[1]] as const
  const middle = (sums[0] + sums[1]) / (weight[0] + weight[1])
  const whole = byAnswer(
    rows,
    known(value => (value - middle) ** 2),
  )
  const raise = (LEAST * (whole[0] + whole[1])) / (weight[0] + weight[1])
  // All alike in both answers: it tells nothing.
  if (raise === 0) return []
  const deviations = ([0, 1] as const).map(answer => {
    const squares = byAnswer(
      rows,
      known(value => (value - means[answer]) ** 2),
    )
    return Math.sqrt(squares[answer] / weight[answer] + raise)
  })
  return [{ kind: 'number', name, means, deviations: [deviations[0]!, deviations[1]!] }]
}

function wordsOf({ name, values }: CategoryColumn, rows: Rows, smoothing: number): BayesColumn {
  const counts = new Map<string | null, [number, number]>()
  values.forEach((word, row) => {
    if (rows.weights[row] === 0) return
    const pair = counts.get(word) ?? [0, 0]
    pair[rows.target[row] === 1 ? 1 : 0] += rows.weights[row]!
    counts.set(word, pair)
  })
  const levels = [...counts.keys()].sort((a, b) => (String(a) < String(b) ? -1 : 1))
  const all = byAnswer(rows, () => 1)
  const below = all.map(weight => weight + smoothing * levels.length)
  const logOdds = levels.map(level => {
    const [no = 0, yes = 0] = counts.get(level) ?? []
    return Math.log((yes + smoothing) / below[1]!) - Math.log((no + smoothing) / below[0]!)
  })
  return { kind: 'category', name, levels, logOdds, unseen: Math.log(below[0]! / below[1]!) }
}

/** Σ weight · value over the rows of no, and over those of yes. */
function byAnswer({ target, weights }: Rows, value: (row: number) => number): [no: number, yes: number] {
  const sums: [number, number] = [0, 0]
  for (let row = 0; row < target.length; row += 1)
    if (weights[row]! > 0) sums[target[row] === 1 ? 1 : 0] += weights[row]! * value(row)
  return sums
}
