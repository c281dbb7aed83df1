import type { Column } from '@kindred/learning'

/** What a rule asks of one number: at least `least`, less than `below`; `unknown`: or that it is unknown. */
export interface NumberLimit {
  readonly kind: 'number'
  /** The place of the feature. */
  readonly feature: number
  readonly least: number
  readonly below: number
  readonly unknown: boolean
  /** Not so: only who has no value is meant. */
  readonly known: boolean
  /** Of some customers the value is unknown. */
  readonly sparse: boolean
}

/** What a rule asks of a word: one of these; `null` is unknown. `others`: or any that was not seen. */
export interface WordLimit {
  readonly kind: 'words'
  readonly feature: number
  readonly words: readonly (string | null)[]
  readonly others: boolean
  /** How many different words there are, unknown among them. */
  readonly of: number
}

export type Limit = NumberLimit | WordLimit

/** No limit yet. */
export function numberLimit(feature: number, sparse: boolean): NumberLimit {
  const [least, below] = [-Infinity, Infinity]
  return { kind: 'number', feature, least, below, unknown: sparse, known: true, sparse }
}

/** Two limits that say the same have the same key. */
export function limitKey(limit: Limit): string {
  if (limit.kind === 'words') return JSON.stringify([limit.feature, limit.words, limit.others])
  const { feature, least, below, unknown, known } = limit
  return [feature, least, below, unknown, known].join()
}

/** Whether a row's value is within a limit, row by row. */
export function limitTest(limit: Limit, { values }: Column): (row: number) => boolean {
  if (limit.kind === 'words') {
    const words = new Set<unknown>(limit.words)
    return row => words.has(values[row])
  }
  const { least, below, unknown, known } = limit
  return row => {
    const value = Number(values[row])
    return Number.isNaN(value) ? unknown : known && value >= least && value < below
  }
}

/** How many comparisons it takes to write a limit down. */
export function comparisonsIn(limit: Limit): number {
  if (limit.kind === 'words') return limit.words.includes(null) && limit.words.length > 1 ? 2 : 1
  const { least, below, unknown, known } = limit
  if (!known) return 1
  const bounds = (least > -Infinity ? 1 : 0) + (below < Infinity ? 1 : 0)
  return Math.max(1, bounds) + (unknown ? 1 : 0)
}

/** Whether everything is within the limit. */
export function isEverything(limit: Limit): boolean {
  if (limit.kind === 'words') return limit.others && limit.words.length === limit.of
  const isOpen = limit.least === -Infinity && limit.below === Infinity
  return isOpen && limit.known && (limit.unknown || !limit.sparse)
}
