/** Where something stands in the text it came from. `line` and `column` count from 1, `column` and `length` in code points. */
export interface Span {
  readonly line: number
  readonly column: number
  readonly length: number
}
