import type { ClassWeights } from '../matrix/class-weights.ts'
import type { Task } from '../matrix/require-target.ts'
import type { Random } from '../numeric/random.ts'
import { requireOption } from '../numeric/require-option.ts'
import type { Watch } from '../numeric/watch.ts'

export interface ForestOptions extends Watch {
  /** Draws the rows of every tree, and the columns of every question. */
  readonly random: Random
  /** Whether something happens (0 or 1), how much of it, or which of several classes (0, 1, 2 …). Default `binary`. */
  readonly task?: Task | 'classes'
  /** Default 100. */
  readonly trees?: number
  /** Columns in which the rows of a node differ that are tried for a question. Default: the root of all, of numbers a third. */
  readonly tries?: number
  /** Questions from the root to a leaf, at most. Default 1000. */
  readonly depth?: number
  /** The least weight of a leaf. Default 1. */
  readonly leaf?: number
  /** Whether every tree is grown from rows drawn with replacement, as many as there are. Default true. */
  readonly bootstrap?: boolean
  /** Bins of a column of numbers, at most: 2 to 255. Default 255. */
  readonly bins?: number
  /** One a row, 0 or more: what the row counts in the trees for which it is drawn. Default 1 each. */
  readonly weights?: Float64Array
  /** Of a binary task. Default `none`. */
  readonly classWeights?: ClassWeights
  /** Whether each row is foretold by the trees that do not know it, and what of that is kept. Default `score`. */
  readonly outOfBag?: 'none' | 'score' | 'predictions'
  /** Threads to work in; any number gives the same result. Default 1. */
  readonly threads?: number
}

/** @throws LearningError `bad_option` */
export function requireForestOptions(options: ForestOptions, columns: number): void {
  const { trees = 100, tries = 1, depth = 1000, leaf = 1, bins = 255, threads = 1 } = options
  requireOption('trees', trees, { least: 1, most: 100_000, whole: true })
  requireOption('tries', tries, { least: 1, most: Math.max(1, columns), whole: true })
  requireOption('depth', depth, { least: 0, most: 1000, whole: true })
  requireOption('leaf', leaf, { least: 0 })
  requireOption('bins', bins, { least: 2, most: 255, whole: true })
  requireOption('threads', threads, { least: 1, most: 64, whole: true })
}
