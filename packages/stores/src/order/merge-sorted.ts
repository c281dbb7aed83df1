/**
 * One ordered stream out of several: what comes first by `compare` first. Reads ahead one item of each.
 * When the reader stops early, or one stream fails, all are closed.
 *
 * @example mergeSorted([fromNode1, fromNode2], compareIds)
 */
export async function* mergeSorted<T>(
  streams: readonly AsyncIterable<T>[],
  compare: (a: T, b: T) => number,
): AsyncGenerator<T> {
  const readers = streams.map(stream => stream[Symbol.asyncIterator]())
  try {
    const heads = await Promise.all(readers.map(reader => reader.next()))
    for (;;) {
      const first = firstOf(heads, compare)
      const head = heads[first]
      if (head === undefined || head.done === true) return
      yield head.value
      const reader = readers[first]
      if (reader !== undefined) heads[first] = await reader.next()
    }
  } finally {
    await Promise.allSettled(readers.map(reader => reader.return?.()))
  }
}

/** The number of the stream whose next item comes first; −1 when all have ended. */
function firstOf<T>(heads: readonly IteratorResult<T>[], compare: (a: T, b: T) => number): number {
  let first = -1
  let best: T | undefined
  for (const [index, head] of heads.entries()) {
    if (head.done === true) continue
    if (best !== undefined && compare(head.value, best) >= 0) continue
    best = head.value
    first = index
  }
  return first
}
