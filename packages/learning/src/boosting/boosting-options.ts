import { LearningError } from '../errors.ts'
import type { ClassWeights } from '../matrix/class-weights.ts'
import type { Task } from '../matrix/require-target.ts'
import type { Table } from '../matrix/table.ts'
import type { Random } from '../numeric/random.ts'
import { requireOption } from '../numeric/require-option.ts'
import type { Watch } from '../numeric/watch.ts'

/** Columns of numbers with which what is foretold may only rise, or only fall. */
export type Monotone = Readonly<Record<string, 'rising' | 'falling'>>

export interface BoostingOptions extends Watch {
  /** Draws rows and columns where shares of them are asked for, and the sample that bins are cut from. */
  readonly random: Random
  /** Whether something happens (0 or 1), or how much of it. Default `binary`. */
  readonly task?: Task
  /** Of numbers the share of rows that are to be below what is foretold, above 0 and below 1. Default: their mean instead. */
  readonly share?: number
  /** Trees, at most. Default 100. */
  readonly rounds?: number
  /** What is taken of every tree: above 0, at most 1. Default 0.1. */
  readonly rate?: number
  /** Leaves of a tree, at most: 2 to 1024. Default 31. */
  readonly leaves?: number
  /** Questions from the root to a leaf, at most: 1 to 1000. Default 1000. */
  readonly depth?: number
  /** What is added to the second derivative of every leaf, which draws its value to 0. Default 1. */
  readonly l2?: number
  /** The least sum of the second derivative in a leaf: of numbers that is the weight of its rows. Default 1. */
  readonly least?: number
  /** Bins of a column of numbers, at most: 2 to 255. Default 255. */
  readonly bins?: number
  /** The share of rows that each tree learns from. Default 1. */
  readonly rowShare?: number
  /** The share of columns that each tree may ask. Default 1. */
  readonly columnShare?: number
  /** One a row, 0 or more: a row of weight 2 counts as two rows. Default 1 each. */
  readonly weights?: Float64Array
  /** Of a binary task. Default `none`: probabilities are then as frequent as they say. */
  readonly classWeights?: ClassWeights
  /** Default: none. */
  readonly monotone?: Monotone
  /** Holds a share of the rows out, and keeps the number of trees with which their loss was least. Default: not. */
  readonly stopping?: Stopping
  /** Threads to work in; any number gives the same result. Default 1. */
  readonly threads?: number
}

export interface Stopping {
  /** Above 0 and below 1. */
  readonly share: number
  /** Trees in a row that bring no new least, after which it ends. */
  readonly patience: number
}

/** @throws LearningError `bad_option` */
export function requireBoostingOptions(options: BoostingOptions): void {
  const { rounds = 100, rate = 0.1, leaves = 31, depth = 1000, l2 = 1, least = 1, bins = 255 } = options
  const { rowShare = 1, columnShare = 1, classWeights = 'none', threads = 1, share, stopping } = options
  requireOption('rounds', rounds, { least: 1, most: 100_000, whole: true })
  requireOption('rate', rate, { above: 0, most: 1 })
  requireOption('leaves', leaves, { least: 2, most: 1024, whole: true })
  requireOption('depth', depth, { least: 1, most: 1000, whole: true })
  requireOption('l2', l2, { least: 0 })
  requireOption('least', least, { least: 0 })
  requireOption('bins', bins, { least: 2, most: 255, whole: true })
  requireOption('rowShare', rowShare, { above: 0, most: 1 })
  requireOption('columnShare', columnShare, { above: 0, most: 1 })
  requireOption('threads', threads, { least: 1, most: 64, whole: true })
  if (typeof classWeights !== 'string')
    for (const weight of classWeights) requireOption('classWeights', weight, { above: 0 })
  if (share !== undefined) requireOption('share', share, { least: 1e-6, most: 1 - 1e-6 })
  if (stopping !== undefined) {
    requireOption('stopping.share', stopping.share, { least: 1e-6, most: 1 - 1e-6 })
    requireOption('stopping.patience', stopping.patience, { least: 1, whole: true })
  }
  requireFitting(options)
}

/** Options that only one task has. */
function requireFitting({ task = 'binary', share, classWeights = 'none' }: BoostingOptions): void {
  if (task === 'binary' && share !== undefined)
    throw new LearningError('bad_option', {
      option: 'share',
      given: `${share}, and the task is binary`,
      wanted: 'it with the task `number` only',
    })
  if (task === 'number' && classWeights !== 'none')
    throw new LearningError('bad_option', {
      option: 'classWeights',
      given: `${classWeights}, and the task is a number`,
      wanted: 'it with the task `binary` only',
    })
}

/**
 * Of every column 1, −1 or 0: whether the prediction may only rise with it, only fall, or either.
 *
 * @throws LearningError `column_missing`, `column_of_other_kind`, `bad_option`
 */
export function directionsOf({ columns }: Table, monotone: Monotone): number[] {
  for (const [name, direction] of Object.entries(monotone)) {
    const column = columns.find(each => each.name === name)
    if (column === undefined) throw new LearningError('column_missing', { column: name })
    if (column.kind !== 'number')
      throw new LearningError('column_of_other_kind', { column: name, given: 'words', wanted: 'numbers' })
    if (direction !== 'rising' && direction !== 'falling')
      throw new LearningError('bad_option', {
        option: `monotone.${name}`,
        given: String(direction),
        wanted: "'rising' or 'falling'",
      })
  }
  const numbers = { rising: 1, falling: -1 }
  return columns.map(({ name }) => (Object.hasOwn(monotone, name) ? numbers[monotone[name]!] : 0))
}
