import type { Value } from '../../../vocabulary/value.ts'
import type { Column } from '../cell.ts'
import type { LayoutEvent } from '../layout.ts'
import type { Piece } from '../piece.ts'

/**
 * Something that grows over stretches of events from old to new: of a page that lies wholly in a window its summary
 * is merged, of any other the events are looked at.
 */
export interface Fold {
  /** How many numbers a summary of it has. */
  readonly width: number
  reset(): void
  /** The events from one index to before another. */
  scan(piece: Piece, from: number, to: number): void
  /** What a summary says; false where it leaves something open, and the page has to be looked at. */
  merge(summaries: Summaries, start: number): boolean
  /** Takes in all pages at once, for a window that ends with the newest of them or later. */
  mergeLastSeen?(seen: LastSeen, after: number): void
  /** Writes the summary of what was looked at. */
  save(numbers: Float64Array, start: number, writer: SummaryWriter): void
}

/** A value, and when it was seen last. */
export interface SeenValue {
  readonly value: Value
  readonly at: number
}

/** The different values in all pages, and when each was seen last. */
export interface LastSeen {
  /** One after another a cell and an instant. */
  readonly pairs: Float64Array
  values(): readonly SeenValue[]
  /** Of each text of a piece's dictionary the cell that stands for it in `pairs`, −1 of none; undefined where that is not told. */
  codesIn(piece: Piece): Int32Array | undefined
}

/** Summaries of pages as they are stored. */
export interface Summaries {
  readonly numbers: Float64Array
  value(column: Column, cell: number): Value | undefined
  /** Pairs of a cell and how often it is there. */
  list(start: number, pairs: number): Float64Array
}

export interface SummaryWriter {
  cell(column: Column, value: Value | undefined): number
  /** Where the pairs begin. */
  list(pairs: readonly (readonly [cell: number, count: number])[]): number
}

/** Which events of a name are let through. */
export interface Filter {
  readonly event: LayoutEvent
  /** The number of its test; −1 where all are. */
  readonly test: number
}

/** Where the answers to a test begin among the words of a piece. */
export function answersOf(piece: Piece, { event, test }: Filter): number {
  return piece.idsOf(event) + (3 + (test >> 5)) * piece.countOf(event)
}

/** The bit of a word of answers that a test has; 0 where there is no test. */
export function bitOf({ test }: Filter): number {
  return test < 0 ? 0 : 1 << (test & 31)
}
