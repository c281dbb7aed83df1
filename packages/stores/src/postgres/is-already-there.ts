const UNIQUE_VIOLATION = '23505'

/** Whether an insert failed because its key is taken. */
export function isAlreadyThere(thrown: unknown): boolean {
  const cause = thrown instanceof Error ? (thrown.cause ?? thrown) : thrown
  return typeof cause === 'object' && cause !== null && Reflect.get(cause, 'code') === UNIQUE_VIOLATION
}
