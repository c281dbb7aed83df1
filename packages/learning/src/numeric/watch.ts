import { LearningError } from '../errors.ts'

/** What every long computation takes: somebody to tell how far it is, and a sign to stop. */
export interface Watch {
  /** Called after every step of the computation. `of` is the most there can be: it may end sooner. */
  readonly progress?: (done: number, of: number) => void
  /** Looked at after every step; an `AbortSignal`, or a view of memory that another thread writes. */
  readonly signal?: { readonly aborted: boolean }
}

/**
 * Tells that a step is done, and stops if that is wanted.
 *
 * @throws LearningError `cancelled`
 */
export function step(watch: Watch, done: number, of: number): void {
  watch.progress?.(done, of)
  if (watch.signal?.aborted === true) throw new LearningError('cancelled', { done, of })
}
