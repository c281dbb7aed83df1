/** A server refuses a bound value of more than 128 KiB; written out, quotes and escapes make it longer. */
const longest = 60_000

/** Texts in lists that each fit into one bound value. */
export function* chunksOf(texts: Iterable<string>): Generator<string[]> {
  let chunk: string[] = []
  let length = 0
  for (const text of texts) {
    // Four bytes a character at most, and at most twice as many when each is escaped: 3 is the worst of both.
    const size = text.length * 3 + 3
    if (length + size > longest && chunk.length > 0) {
      yield chunk
      chunk = []
      length = 0
    }
    chunk.push(text)
    length += size
  }
  if (chunk.length > 0) yield chunk
}
