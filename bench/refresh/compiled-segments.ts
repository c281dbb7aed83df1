import type { RefreshSegment } from '@kindred/engine'
import {
  type Checked,
  compileText,
  type DeclaredType,
  referencesOf,
  type ValueType,
  type Vocabulary,
} from '@kindred/language'
import { features } from './features.ts'
import type { BenchSegment } from './segments.ts'
import { schema } from './shop-data.ts'

/** The definitions as text, compiled by the language as they are for anybody. */
export function compileSegments(segments: readonly BenchSegment[]): readonly RefreshSegment[] {
  const vocabulary = shopVocabulary()
  return segments.map(({ id, kindred }) => {
    const when = compiled(kindred, vocabulary, 'boolean')
    const { events, attributes } = referencesOf(when)
    return { id, when, changed: false, events: [...events.keys()], attributes }
  })
}

export function compileValue(): Checked {
  return compiled('sum(purchase.amount, 365d)', shopVocabulary(), 'money')
}

function shopVocabulary(): Vocabulary {
  const typed = (types: ReadonlyMap<string, DeclaredType>) =>
    new Map([...types].map(([name, type]) => [name, { type }]))
  const base: Vocabulary = {
    timezone: 'Europe/Prague',
    currency: 'EUR',
    weekStart: 1,
    attributes: typed(schema.attributes),
    events: new Map(
      [...schema.events].map(([name, properties]) => [name, { properties: typed(properties) }]),
    ),
    features: new Map(),
    segments: new Map(),
    segmentations: new Map(),
    scores: new Map(),
    lists: new Map(),
    places: new Map(),
  }
  return {
    ...base,
    features: new Map(features.map(({ column, kindred }) => [column, { is: compiled(kindred, base) }])),
  }
}

function compiled(text: string, vocabulary: Vocabulary, want?: ValueType): Checked {
  const { checked, problems } = compileText(text, vocabulary, want)
  if (checked === undefined) throw new Error(`${text}: ${problems.map(({ says }) => says).join(' ')}`)
  return checked
}
