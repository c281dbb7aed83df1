import { deepFreeze } from '../deep-freeze.ts'
import { weightsOf } from '../matrix/require-matrix.ts'
import { requireTable } from '../matrix/require-table.ts'
import { requireTarget, type Task } from '../matrix/require-target.ts'
import type { Column, Table } from '../matrix/table.ts'
import type { Random } from '../numeric/random.ts'
import { requireOption } from '../numeric/require-option.ts'
import { step, type Watch } from '../numeric/watch.ts'
import { binsOf, type ColumnBins, wordCodes } from '../trees/column-bins.ts'
import { TreeLists } from '../trees/tree-lists.ts'
import { type ArmSums, addRow, effectOf, emptySums, isFilled, meanOf } from './arm-sums.ts'
import type { FittedUpliftTree } from './fitted-uplift-tree.ts'
import { requireTreatment } from './require-treatment.ts'
import { bestSplit, type GrowingRows } from './uplift-split.ts'

export interface UpliftTreeOptions extends Watch {
  readonly random: Random
  readonly task: Task
  /** 0 for those left alone, else the number of the treatment. */
  readonly treatment: ArrayLike<number>
  /** One a row, 0 or more. Default 1 each. */
  readonly weights?: Float64Array
  /** Questions from the root to a leaf, at most. Default 4. */
  readonly depth?: number
  /** The least weight of every arm in a leaf, on either half. Default 100. */
  readonly leaf?: number
}

/** Cuts of a column of numbers that are looked at. */
const BINS = 32

/**
 * A tree of questions that parts customers by what a treatment changes. One half of the rows, drawn by chance, says where
 * to ask, the other half what the effects of the leaves are (an honest tree): they are not those that looked best.
 *
 * @param target - 0 or 1 a row, or a finite number.
 * @throws LearningError what a table, a target and weights are refused for; `bad_treatment`, `empty_arm`, `bad_option`,
 *         `cancelled`
 *
 * Source: Rzepakowski and Jaroszewicz (2012), Decision trees for uplift modeling with single and multiple treatments;
 * Athey and Imbens (2016) for the criterion and the halves.
 * Checked: known effects (uplift-learners.test.ts).
 * Cost: rows × columns a level.
 *
 * @example
 * const x = { name: 'x', kind: 'number', values: Float64Array.from({ length: 80 }, (_, row) => row % 2) }
 * const treatment = Array.from({ length: 80 }, (_, row) => (row >> 1) % 2)
 * const target = treatment.map((arm, row) => arm * (row % 2))
 * const options = { treatment, task: 'binary', random: seeded(1), leaf: 5 }
 * fitUpliftTree({ columns: [x] }, target, options).tree.values // [0, 0, 0, 1]
 */
export function fitUpliftTree(
  table: Table,
  target: ArrayLike<number>,
  options: UpliftTreeOptions,
): FittedUpliftTree {
  const { depth = 4, leaf = 100, random, task } = options
  requireOption('depth', depth, { least: 0, most: 30, whole: true })
  requireOption('leaf', leaf, { least: 1 })
  const weights = weightsOf(requireTable(table), options.weights)
  const values = requireTarget(target, task, weights)
  const { arms, treatments } = requireTreatment(options.treatment, weights)
  const bins = binsOf(table, { weights, bins: BINS, random })
  const codes = table.columns.map((column, at) => codesOf(column, bins[at]!))
  const rows = Int32Array.from(weights.keys()).filter(row => weights[row]! > 0)
  const asks = rows.filter(() => random.uniform() < 0.5)
  const asked = new Set(asks)
  const halves = { asks, tells: rows.filter(row => !asked.has(row)) }
  const lists = new TreeLists()
  grow({ bins, codes, arms, treatments, target: values, weights, leaf }, halves, { depth, lists })
  step(options, 1, 1)
  const columns = table.columns.map(({ name, kind }) => ({ name, kind }))
  return deepFreeze({ kind: 'uplift_tree', version: 1, columns, treatments, tree: lists.tree() })
}

interface Halves {
  readonly asks: Int32Array
  readonly tells: Int32Array
}

interface Place {
  /** Questions that may still be asked. */
  readonly depth: number
  readonly lists: TreeLists
  /** What the leaf around it would say, where an arm is empty. */
  readonly above?: readonly number[]
}

function grow(growing: GrowingRows, { asks, tells }: Halves, { depth, lists, above }: Place): void {
  const told = sumsOf(growing, tells)
  const says = saysOf(growing, told, above)
  const split = depth > 0 ? bestSplit(growing, asks, sumsOf(growing, asks)) : undefined
  const weight = tells.reduce((sum, row) => sum + growing.weights[row]!, 0)
  if (split === undefined) {
    lists.leaf(weight, says)
    return
  }
  const codes = growing.codes[split.question.column]!
  const side = (rows: Int32Array, wanted: 0 | 1): Int32Array =>
    rows.filter(row => split.isLeft[codes[row]!] === wanted)
  const [left, right] = ([1, 0] as const).map(wanted => ({
    asks: side(asks, wanted),
    tells: side(tells, wanted),
  }))
  // A leaf whose effect could not be told is none.
  if (![left!, right!].every(half => isFilled(sumsOf(growing, half.tells), growing.leaf))) {
    lists.leaf(weight, says)
    return
  }
  const question = lists.question(split.question, weight)
  grow(growing, left!, { depth: depth - 1, lists, above: says })
  lists.turnRight(question)
  grow(growing, right!, { depth: depth - 1, lists, above: says })
}

function sumsOf({ arms, treatments, target, weights }: GrowingRows, rows: Int32Array): ArmSums {
  const sums = emptySums(treatments + 1)
  for (const row of rows) addRow(sums, 0, { arm: arms[row]!, weight: weights[row]!, target: target[row]! })
  return sums
}

function saysOf(
  { treatments }: GrowingRows,
  sums: ArmSums,
  above: readonly number[] | undefined,
): readonly number[] {
  if (above !== undefined && !isFilled(sums, 0)) return above
  return [meanOf(sums, 0), ...Array.from({ length: treatments }, (_, at) => effectOf(sums, at + 1))]
}

function codesOf(column: Column, bins: ColumnBins): Uint8Array {
  if (column.kind === 'category') return bins.kind === 'category' ? wordCodes(bins, column) : new Uint8Array()
  const ends = bins.kind === 'number' ? bins.ends : new Float64Array()
  return Uint8Array.from(column.values, value => (Number.isNaN(value) ? ends.length + 1 : binOf(ends, value)))
}

/** How many ends a value is above. */
function binOf(ends: Float64Array, value: number): number {
  let low = 0
  let high = ends.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (ends[middle]! < value) low = middle + 1
    else high = middle
  }
  return low
}
