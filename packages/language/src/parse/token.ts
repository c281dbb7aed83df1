import type { Span } from '../ast/span.ts'
import type { Duration } from '../ast/window.ts'

/** A piece of the text. `start` and `end` count code points from the beginning of the text. */
export type Token = Place &
  (
    | { readonly kind: 'name' }
    | { readonly kind: 'number'; readonly number: string }
    | { readonly kind: 'duration'; readonly duration: Duration }
    | { readonly kind: 'distance'; readonly kilometres: string }
    | { readonly kind: 'date'; readonly day: number }
    | { readonly kind: 'instant' }
    | { readonly kind: 'text'; readonly value: string }
    | { readonly kind: 'symbol' }
    | { readonly kind: 'end' }
  )

interface Place {
  /** As written; of an operator from another notation, as it is written here. */
  readonly text: string
  readonly start: number
  readonly end: number
  readonly line: number
  readonly column: number
}

/** The span from the first code point of one token to the last of another. */
export function spanBetween(first: Place, last: Place): Span {
  return { line: first.line, column: first.column, length: Math.max(last.end, first.start) - first.start }
}
