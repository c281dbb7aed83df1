import { Kernels } from '../kernels/kernels.ts'
import { Task } from '../kernels/task.ts'
import type { ReadRows } from './read-rows.ts'
import { TreeQuestions } from './tree-questions.ts'
import type { ValueTree } from './value-tree.ts'

/** Leaves are bits of a number. */
const MOST_LEAVES = 64
/** Rows that are laid out at a time, and those of them that are taken at a time. */
const HEIGHT = 4096
const PART = 1024
/** Columns lie a little apart, or the same row of all of them would fall into the same place of the cache. */
const STRIDE = HEIGHT + 8
/** With fewer rows, laying out takes longer than walking. */
const FEWEST = 512

/** Whether trees are small enough, and rows many enough. */
export function fitsTreeKernel(trees: readonly ValueTree[], rows: number, outputs: number): boolean {
  return outputs === 1 && rows >= FEWEST && trees.every(({ values }) => values.length <= MOST_LEAVES)
}

/** `addTrees` by compiled loops: the same sums, bit for bit. */
export function kernelAddTrees(trees: readonly ValueTree[], read: ReadRows, sums: Float64Array): void {
  const questions = new TreeQuestions(trees, read)
  const values = trees.flatMap(tree => tree.values)
  const doubles = questions.columns.length * STRIDE + HEIGHT + 3 * questions.count + values.length
  using kernels = new Kernels(8 * doubles + 12 * (trees.length + 1) + 4096, 1)
  const memory = {
    columns: kernels.doubles(questions.columns.length * STRIDE),
    sums: kernels.doubles(HEIGHT),
    questions: kernels.doubles(3 * questions.count),
    trees: kernels.integers(3 * (trees.length + 1)),
    values: kernels.doubles(values.length),
  }
  memory.values.set(values)
  questions.write(memory.questions, memory.trees, 8 * STRIDE)
  const task = new Task<string>(kernels, {
    columns: memory.columns,
    sums: memory.sums,
    count: 0,
    questions: memory.questions,
    trees: memory.trees,
    treeCount: trees.length,
    values: memory.values,
    parts: 0,
    rowsOfPart: PART,
    next: 0,
  })
  for (let from = 0; from < read.rows; from += HEIGHT) {
    const to = Math.min(from + HEIGHT, read.rows)
    questions.columns.forEach((column, at) => {
      column(memory.columns.subarray(at * STRIDE, at * STRIDE + to - from), from)
    })
    memory.sums.set(sums.subarray(from, to))
    task.setInteger('count', to - from)
    task.setInteger('parts', Math.ceil((to - from) / PART))
    task.run('scoreTrees')
    sums.set(memory.sums.subarray(0, to - from), from)
  }
}
