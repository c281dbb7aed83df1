/** One that fails by itself, and how. */
export interface Broken<T> {
  readonly item: T
  readonly error: unknown
}

/**
 * Finds which of many items make a joint work fail, by halving: a handful of broken ones among hundreds costs some
 * tens of tries. Items that only fail together are not found.
 *
 * @param tryAll - Works for a set of items when it resolves.
 */
export async function findBroken<T>(
  items: readonly T[],
  tryAll: (items: readonly T[]) => Promise<void>,
): Promise<readonly Broken<T>[]> {
  if (items.length === 0) return []
  const error = await failureOf(() => tryAll(items))
  if (error === undefined) return []
  const [only] = items
  if (items.length === 1 && only !== undefined) return [{ item: only, error: error.thrown }]
  const middle = items.length >> 1
  return [
    ...(await findBroken(items.slice(0, middle), tryAll)),
    ...(await findBroken(items.slice(middle), tryAll)),
  ]
}

async function failureOf(work: () => Promise<void>): Promise<{ readonly thrown: unknown } | undefined> {
  try {
    await work()
    return undefined
  } catch (thrown) {
    return { thrown }
  }
}
