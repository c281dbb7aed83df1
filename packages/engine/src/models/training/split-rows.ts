import { makeFolds, seeded, selectTable, type Table } from '@kindred/learning'
import { EngineError } from '../../errors.ts'
import type { TrainingTask } from '../training-task.ts'

/** Some rows of the task, with all that is told of them. */
export interface RowSet {
  /** Places in the task. */
  readonly rows: Int32Array
  readonly table: Table
  readonly target: Float64Array
  readonly customers: Int32Array
  readonly before?: Float64Array
  /** Of a model of what treatments change: 0 was left alone, 1 had the first treatment, and so on. */
  readonly arms?: Int32Array
}

export interface SplitRows {
  readonly learn: RowSet
  readonly judge: RowSet
  /** Where the target does not look ahead there is no later period: customers are set apart. */
  readonly by: 'later' | 'apart'
}

/** Of customers set apart where there is no later period. */
const APART = 5
const LEAST_ROWS = 50
const LEAST_OF_AN_ANSWER = 10

/**
 * What is learned from and what is judged by.
 *
 * @throws EngineError `too_few_to_learn_from`, `one_answer_only`
 */
export function splitRows(task: TrainingTask): SplitRows {
  const last = task.instants.length - 1
  const by = last > 0 ? ('later' as const) : ('apart' as const)
  const judged = by === 'later' ? rowsWhere(task, row => task.instantOf[row] === last) : apart(task)
  const isJudged = new Uint8Array(task.target.length)
  for (const row of judged) isJudged[row] = 1
  const learn = rowSet(
    task,
    rowsWhere(task, row => isJudged[row] === 0),
  )
  const judge = rowSet(task, judged)
  for (const part of [learn, judge]) requireEnough(task, part)
  return { learn, judge, by }
}

function rowsWhere({ target }: TrainingTask, holds: (row: number) => boolean): Int32Array {
  return Int32Array.from(target.keys()).filter(holds)
}

function apart(task: TrainingTask): Int32Array {
  if (task.target.length < LEAST_ROWS) tooFew(task, task.target.length)
  const { target, seed, customers } = task
  const [first] = makeFolds(target, { folds: APART, random: seeded(seed), groups: customers })
  return first?.test ?? new Int32Array(0)
}

export function rowSet(task: TrainingTask, rows: Int32Array): RowSet {
  const { before, arms } = task
  return {
    rows,
    table: selectTable(task.table, rows),
    target: pick(task.target, rows),
    customers: Int32Array.from(rows, row => task.customers[row] ?? -1),
    ...(before && { before: pick(before, rows) }),
    ...(arms && { arms: Int32Array.from(rows, row => arms[row] ?? -1) }),
  }
}

function pick(values: Float64Array, rows: Int32Array): Float64Array {
  return Float64Array.from(rows, row => values[row] ?? Number.NaN)
}

function requireEnough(task: TrainingTask, { target }: RowSet): void {
  const rows = target.length
  if (rows < (task.instants.length > 1 ? LEAST_ROWS : LEAST_ROWS / APART)) tooFew(task, rows)
  const { model, asked, answer } = task
  const given = { model, target: asked.target ?? '', rows }
  if (answer === 'amount') {
    if (target.every(value => value === target[0]))
      throw new EngineError('one_answer_only', { ...given, answer: String(target[0]) })
    return
  }
  const yes = target.reduce((sum, value) => sum + value, 0)
  if (yes === 0 || yes === rows)
    throw new EngineError('one_answer_only', { ...given, answer: yes === 0 ? 'false' : 'true' })
  if (Math.min(yes, rows - yes) < Math.min(LEAST_OF_AN_ANSWER, rows / APART))
    tooFew(task, Math.min(yes, rows - yes))
}

function tooFew({ model }: TrainingTask, rows: number): never {
  throw new EngineError('too_few_to_learn_from', { model, rows, wanted: LEAST_ROWS })
}
