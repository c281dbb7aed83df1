import type { FittedTree, Table, TreeSplit } from '@kindred/learning'
import { isEverything, type Limit, type NumberLimit, numberLimit, type WordLimit } from './limit.ts'
import type { Box } from './rule-list.ts'
import { writableNumber } from './written-number.ts'

/** A leaf of a tree as what is asked on the way to it. */
export interface LeafBox extends Box {
  readonly group: number
  readonly weight: number
}

/** What there is in a column, to tell what is left of it after a question. */
interface Extent {
  readonly all: Limit
  /** Known numbers, ascending. */
  readonly sorted: Float64Array
}

/** The leaves of a tree over the columns of a table, as limits of its features. */
export function boxesOfTree({ nodes }: FittedTree, table: Table): LeafBox[] {
  const extents = extentsOf(table)
  const places = new Map(table.columns.map(({ name }, place) => [name, place]))
  const boxes: LeafBox[] = []
  const walk = (place: number, limits: ReadonlyMap<number, Limit>): void => {
    const { branch, label, weights } = nodes[place]!
    if (branch === undefined) {
      const weight = weights.reduce((sum, each) => sum + each, 0)
      boxes.push({ group: label, weight, limits: [...limits.values()].filter(each => !isEverything(each)) })
      return
    }
    const feature = places.get(branch.split.column)!
    const { all, sorted } = extents[feature]!
    const now = limits.get(feature) ?? all
    const [yes, no] = narrowed(now, branch.split, sorted)
    walk(branch.left, new Map(limits).set(feature, yes))
    walk(branch.right, new Map(limits).set(feature, no))
  }
  walk(0, new Map())
  return boxes
}

function extentsOf({ columns }: Table): Extent[] {
  return columns.map((column, feature) => {
    if (column.kind === 'category') {
      const words = [...new Set(column.values)].sort((a, b) => (String(a) < String(b) ? -1 : 1))
      return {
        all: { kind: 'words', feature, words, others: true, of: words.length },
        sorted: new Float64Array(),
      }
    }
    const sorted = column.values.filter(value => !Number.isNaN(value)).sort()
    return { all: numberLimit(feature, sorted.length < column.values.length), sorted }
  })
}

function narrowed(limit: Limit, split: TreeSplit, sorted: Float64Array): [Limit, Limit] {
  if (limit.kind === 'words')
    return split.kind === 'levels' ? narrowedWords(limit, split.levels) : [limit, limit]
  return split.kind === 'levels' ? [limit, limit] : narrowedNumber(limit, split, sorted)
}

function narrowedWords(limit: WordLimit, levels: readonly (string | null)[]): [Limit, Limit] {
  const chosen = new Set(levels)
  const yes = { ...limit, words: limit.words.filter(word => chosen.has(word)), others: false }
  return [yes, { ...limit, words: limit.words.filter(word => !chosen.has(word)) }]
}

function narrowedNumber(
  limit: NumberLimit,
  split: Exclude<TreeSplit, { kind: 'levels' }>,
  sorted: Float64Array,
): [Limit, Limit] {
  if (split.kind === 'missing')
    return [
      { ...limit, known: false },
      { ...limit, unknown: false },
    ]
  // A threshold parts two values; what is at least the greater one is not less than it.
  const cut = writableNumber(firstAbove(sorted, split.threshold))
  const isLeft = split.missing === 'left'
  return [
    { ...limit, below: Math.min(limit.below, cut), unknown: limit.unknown && isLeft },
    { ...limit, least: Math.max(limit.least, cut), unknown: limit.unknown && !isLeft },
  ]
}

function firstAbove(sorted: Float64Array, value: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (sorted[middle]! > value) high = middle
    else low = middle + 1
  }
  return sorted[low] ?? Infinity
}
