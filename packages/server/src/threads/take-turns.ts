/**
 * Does something with each of some items, at most so many at a time; the first that fails stops the others, and is what is
 * thrown once they have ended.
 *
 * @returns What came of each, in the order of the items.
 */
export async function takeTurns<Item, Done>(
  items: readonly Item[],
  atOnce: number,
  signal: AbortSignal | undefined,
  take: (item: Item, at: number, signal: AbortSignal) => Promise<Done>,
): Promise<Done[]> {
  const failed = new AbortController()
  const stop = AbortSignal.any([failed.signal, ...(signal === undefined ? [] : [signal])])
  const waiting = items.entries()
  const done: Done[] = []
  const line = async (): Promise<void> => {
    for (const [at, item] of waiting) {
      stop.throwIfAborted()
      done[at] = await take(item, at, stop)
    }
  }
  const lines = Array.from({ length: Math.min(atOnce, items.length) }, () =>
    line().catch(error => failed.abort(error)),
  )
  await Promise.all(lines)
  stop.throwIfAborted()
  return done
}
