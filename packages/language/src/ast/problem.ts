import type { Span } from './span.ts'

/** The author's text is wrong. Data, not an exception: all of them are returned at once. */
export interface Problem {
  readonly code: string
  readonly severity: 'error' | 'warning'
  readonly span: Span
  /** What was wrong, with what was given. */
  readonly says: string
  /** What to write instead. */
  readonly remedy: string
}
