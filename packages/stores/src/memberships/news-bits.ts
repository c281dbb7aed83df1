import type { RefreshRequest, RefreshSegment } from '@kindred/engine'

type Reads = Pick<RefreshSegment, 'events' | 'attributes'>

/** What of the news the definitions of a refresh read: each event type and attribute is one bit. */
export interface NewsBits {
  readonly events: readonly string[]
  readonly attributes: readonly string[]
}

export function newsBits({ segments, segmentations }: RefreshRequest): NewsBits {
  const all: readonly Reads[] = [...segments, ...segmentations]
  return {
    events: [...new Set(all.flatMap(each => each.events))].sort(),
    attributes: [...new Set(all.flatMap(each => each.attributes))].sort(),
  }
}

/** The bits of some names, in words of 64. */
export function wordsFor(names: readonly string[], wanted: readonly string[]): readonly bigint[] {
  const words = Array.from({ length: Math.ceil(names.length / 64) }, () => 0n)
  for (const name of wanted) {
    const position = names.indexOf(name)
    const word = Math.floor(position / 64)
    if (position >= 0) words[word] = (words[word] ?? 0n) | (1n << BigInt(position % 64))
  }
  return words
}
