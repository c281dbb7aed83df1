import { failureAnswer } from './failure-answer.ts'

/** An error as a line may tell of it: its code, and for a defect its name and place. */
export function loggedError(error: unknown): { readonly code: string; readonly what?: string } {
  const { code, says } = failureAnswer(error).failure
  return code === 'internal_error' ? { code, what: says } : { code }
}
