import { segmentationPartsOf } from '../../ast/checked-parts.ts'
import { type References, referencesOf } from '../../ast/references.ts'
import { treesOf } from './kept-by.ts'
import type { LiveDefinitions, LiveNews } from './live-program.ts'

/** What definitions read, and which of them read what. */
export interface Reads {
  event(name: string): boolean
  attribute(name: string): boolean
  /** The segments and segmentations, by number, that read something of the news. */
  of(news: News): Readers
}

export type News = Omit<LiveNews, 'answer'>

export interface Readers {
  readonly segments: readonly number[]
  readonly segmentations: readonly number[]
}

export function newReads(definitions: LiveDefinitions): Reads {
  const all = treesOf(definitions).map(tree => referencesOf(tree))
  const [events, attributes] = [
    new Set(all.flatMap(each => [...each.events.keys()])),
    new Set(all.flatMap(each => each.attributes)),
  ]
  const bySegment = [...definitions.segments.values()].map(when => [referencesOf(when)])
  const bySegmentation = [...definitions.segmentations.values()].map(of =>
    segmentationPartsOf(of).map(part => referencesOf(part)),
  )
  const known = new Map<string, Readers>()
  return {
    event: name => events.has(name),
    attribute: name => attributes.has(name),
    of(news) {
      const key = JSON.stringify([[...news.events], [...news.attributes]])
      const readers = known.get(key) ?? {
        segments: readersIn(bySegment, news),
        segmentations: readersIn(bySegmentation, news),
      }
      // There are few kinds of news; if not, it is not worth remembering them.
      if (known.size < MOST_KINDS_OF_NEWS) known.set(key, readers)
      return readers
    },
  }
}

const MOST_KINDS_OF_NEWS = 1_000

function readersIn(definitions: readonly (readonly References[])[], news: News): readonly number[] {
  return [...definitions.keys()].filter(number => definitions[number]?.some(each => readsAny(each, news)))
}

function readsAny({ events, attributes }: References, news: News): boolean {
  return (
    [...events.keys()].some(name => news.events.has(name)) ||
    attributes.some(name => news.attributes.has(name))
  )
}
