import { Kernels } from '../kernels/kernels.ts'
import { Task } from '../kernels/task.ts'
import type { ReadRows } from './read-rows.ts'
import { type AskedColumn, TreeQuestions } from './tree-questions.ts'
import type { ValueTree } from './value-tree.ts'

/** Leaves are bits of eight bytes. */
const MOST_LEAVES = 64
/** Rows that are laid out and coded at a time: a multiple of 64, which the loops take at once. */
const HEIGHT = 1024
/** Columns lie a little apart, or the same row of all of them would fall into the same place of the cache. */
const STRIDE = HEIGHT + 64
const SCRATCH = 1024
/** With fewer rows, laying out takes longer than walking. */
const FEWEST = 512

/**
 * `addTrees` by compiled loops, where trees are small enough and rows many enough: the same sums, bit for bit.
 *
 * @returns Whether it was done.
 */
export function kernelAddTrees(
  trees: readonly ValueTree[],
  read: ReadRows,
  sums: Float64Array,
  outputs: number,
): boolean {
  if (outputs !== 1 || read.rows < FEWEST) return false
  if (!trees.every(({ values }) => values.length <= MOST_LEAVES)) return false
  const questions = new TreeQuestions(trees, read)
  if (!questions.areFew) return false
  const layout = layoutOf(trees, questions)
  using kernels = new Kernels(bytesFor(layout, questions.columns.length), 1)
  addWith(kernels, layout, questions.columns, sums)
  return true
}

/** Questions and trees as the loops read them. */
interface Layout {
  readonly questions: Int32Array
  readonly eights: Int32Array
  readonly trees: Int32Array
  readonly values: Float64Array
}

function layoutOf(trees: readonly ValueTree[], { trees: asked }: TreeQuestions): Layout {
  const all = asked.flat()
  const questions = new Int32Array(2 * all.reduce((sum, { length }) => sum + length, 0))
  const bytes = new Uint8Array(questions.buffer)
  const eights = new Int32Array(all.length + 1)
  let count = 0
  all.forEach((eight, at) => {
    for (const { column, above, lefts } of eight) {
      questions[2 * count] = column * STRIDE
      // Codes are compared as signed bytes: less 128.
      bytes[8 * count + 4] = above ^ 128
      bytes[8 * count + 5] = lefts
      count += 1
    }
    eights[at + 1] = count
  })
  return { questions, eights, trees: beginnings(trees, asked), values: valuesOf(trees) }
}

/** Of every tree its first eight leaves and its first value, and behind the last. */
function beginnings(trees: readonly ValueTree[], asked: TreeQuestions['trees']): Int32Array {
  const found = new Int32Array(2 * (trees.length + 1))
  trees.forEach(({ values }, at) => {
    found[2 * at + 2] = found[2 * at]! + asked[at]!.length
    found[2 * at + 3] = found[2 * at + 1]! + values.length
  })
  return found
}

function valuesOf(trees: readonly ValueTree[]): Float64Array {
  return Float64Array.from(trees.flatMap(({ values }) => values))
}

function bytesFor({ questions, eights, trees, values }: Layout, columns: number): number {
  const lists = questions.byteLength + eights.byteLength + trees.byteLength + values.byteLength
  return lists + columns * (9 * STRIDE + 8 * 256 + 8) + 8 * HEIGHT + SCRATCH + 4096
}

function addWith(
  kernels: Kernels,
  layout: Layout,
  columns: readonly AskedColumn[],
  sums: Float64Array,
): void {
  const memory = {
    values: kernels.doubles(columns.length * STRIDE),
    codes: kernels.bytes(columns.length * STRIDE),
    sums: kernels.doubles(HEIGHT),
  }
  const coding = codingTask(kernels, columns, memory)
  const scoring = scoringTask(kernels, layout, columns.length, memory)
  for (let from = 0; from < sums.length; from += HEIGHT) {
    const count = Math.min(HEIGHT, sums.length - from)
    columns.forEach(({ write }, at) => {
      write(memory.values.subarray(at * STRIDE, at * STRIDE + count), from)
    })
    memory.sums.set(sums.subarray(from, from + count))
    for (const task of [coding, scoring]) task.setInteger('count', count)
    coding.run('binRows')
    scoring.run('scoreTrees')
    sums.set(memory.sums.subarray(0, count), from)
  }
}

interface Block {
  readonly values: Float64Array
  readonly codes: Uint8Array
  readonly sums: Float64Array
}

function codingTask(
  kernels: Kernels,
  columns: readonly AskedColumn[],
  { values, codes }: Block,
): Task<string> {
  const edges = kernels.doubles(256 * columns.length).fill(Number.POSITIVE_INFINITY)
  const places = kernels.integers(columns.length)
  const missing = kernels.integers(columns.length)
  columns.forEach((column, at) => {
    edges.set(column.thresholds, 256 * at)
    places[at] = at * STRIDE
    missing[at] = column.missing
  })
  return new Task<string>(kernels, {
    ...{ values, height: STRIDE, count: 0, columns: columns.length, edges, places, missing },
    // Codes of one column lie side by side, as those of a row do where trees are grown.
    ...{ codes, stride: 1, lists: 0, heightOfAll: 0, parts: 1, rowsOfPart: HEIGHT, next: 0 },
  })
}

function scoringTask(
  kernels: Kernels,
  layout: Layout,
  columns: number,
  { codes, sums }: Block,
): Task<string> {
  const copied = (list: Int32Array): Int32Array => {
    const copy = kernels.integers(list.length)
    copy.set(list)
    return copy
  }
  const values = kernels.doubles(layout.values.length)
  values.set(layout.values)
  return new Task<string>(kernels, {
    ...{ codes, columns, stride: STRIDE, sums, count: 0 },
    ...{ questions: copied(layout.questions), eights: copied(layout.eights), trees: copied(layout.trees) },
    ...{ treeCount: layout.trees.length / 2 - 1, values, scratch: kernels.bytes(SCRATCH) },
    ...{ parts: 1, rowsOfPart: HEIGHT, next: 0 },
  })
}
