/** Freezes plain data all the way down, and returns it. Typed arrays are left: a fitted model has none. */
export function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value
  // Long lists of numbers are what takes time: their parts need no freezing.
  if (!Array.isArray(value) || typeof value[0] !== 'number')
    for (const part of Object.values(value)) deepFreeze(part)
  return Object.freeze(value)
}
