import { type Checked, compileText, type LiveDefinitions, type Vocabulary } from '@kindred/language'
import { between, pick, type Random } from '../seeded-random.ts'
import { eventTypes } from './shop-events.ts'

export type Function = 'count' | 'sum' | 'avg' | 'max' | 'min' | 'last' | 'distinct'

/** One feature: of the events of a type in a window that ends now. */
export interface ShopFeature {
  readonly name: string
  readonly function: Function
  readonly type: string
  /** Milliseconds. */
  readonly window: number
  readonly written: string
}

/** A comparison of a feature with a constant; amounts are in currency units. */
export interface Comparison {
  readonly feature: ShopFeature
  readonly operator: '>=' | '<' | '!='
  readonly value: number | string
}

/** All of them hold, or of the first two at least one. */
export interface ShopSegment {
  readonly name: string
  readonly either: readonly [Comparison, Comparison]
  readonly all: readonly Comparison[]
}

const functions: readonly [Function, ...Function[]] = [
  'count',
  'sum',
  'avg',
  'max',
  'min',
  'last',
  'distinct',
]
const windows = [
  ['30m', 1_800_000],
  ['1d', 86_400_000],
  ['7d', 604_800_000],
  ['30d', 2_592_000_000],
  ['90d', 7_776_000_000],
  ['365d', 31_536_000_000],
] as const

/** Forty: every function over every type and window in turn. */
export const shopFeatures: readonly ShopFeature[] = Array.from({ length: 40 }, (_, index) => {
  const name = functions[index % functions.length] ?? 'count'
  const type = eventTypes[index % eventTypes.length] ?? 'visit'
  const [written, window] = windows[index % windows.length] ?? windows[0]
  const of =
    name === 'count' ? type : `${type}.${name === 'last' || name === 'distinct' ? 'category' : 'amount'}`
  return { name: `f${index}`, function: name, type, window, written: `${name}(${of}, ${written})` }
})

/** In a window of a day or less hardly anybody has events: what is unknown without any holds for nobody. */
const [firstCompared, ...otherCompared] = shopFeatures.filter(
  ({ function: name, window }) => window > 86_400_000 || name === 'count' || name === 'sum',
)
if (firstCompared === undefined) throw new Error('There are forty features.')
const compared: readonly [ShopFeature, ...ShopFeature[]] = [firstCompared, ...otherCompared]

/** Segments of four to eight comparisons. */
export function makeSegments(count: number, random: Random): readonly ShopSegment[] {
  return Array.from({ length: count }, (_, index) => ({
    name: `segment_${index}`,
    either: [makeComparison(random), makeComparison(random)] as const,
    all: Array.from({ length: between(random, 2, 6) }, () => makeComparison(random)),
  }))
}

function makeComparison(random: Random): Comparison {
  const feature = pick(random, compared)
  if (feature.function === 'last')
    return { feature, operator: '!=', value: `category_${between(random, 0, 99)}` }
  const isCount = feature.function === 'count' || feature.function === 'distinct'
  const isLong = feature.window > 30 * 86_400_000
  if (isCount) return { feature, operator: isLong ? '>=' : '<', value: between(random, 1, isLong ? 11 : 4) }
  return { feature, operator: isLong ? '>=' : '<', value: between(random, 20, isLong ? 150 : 300) }
}

function textOf({ feature, operator, value }: Comparison): string {
  return `${feature.name} ${operator} ${typeof value === 'string' ? `"${value}"` : value}`
}

function segmentText({ either, all }: ShopSegment): string {
  return [`(${either.map(textOf).join(' or ')})`, ...all.map(textOf)].join(' and ')
}

export const shopVocabulary: Vocabulary = {
  timezone: 'Europe/Prague',
  currency: 'EUR',
  weekStart: 1,
  attributes: new Map(),
  events: new Map(
    eventTypes.map(type => [
      type,
      {
        properties: new Map([
          ['amount', { type: 'money' }],
          ['category', { type: 'text' }],
        ] as const),
      },
    ]),
  ),
  features: new Map(),
  segments: new Map(),
  segmentations: new Map(),
  scores: new Map(),
  lists: new Map(),
  places: new Map(),
}

/** Features and segments, checked from text as any workspace's are. */
export function shopDefinitions(segments: readonly ShopSegment[]): LiveDefinitions {
  const features = new Map(shopFeatures.map(({ name, written }) => [name, checked(written, shopVocabulary)]))
  const defined = new Map([...features].map(([name, is]) => [name, { is }]))
  const vocabulary: Vocabulary = { ...shopVocabulary, features: defined }
  return {
    features,
    segments: new Map(segments.map(each => [each.name, checked(segmentText(each), vocabulary)])),
    segmentations: new Map(),
  }
}

function checked(text: string, vocabulary: Vocabulary): Checked {
  const compiled = compileText(text, vocabulary)
  if (compiled.checked !== undefined) return compiled.checked
  throw new Error(`${text}: ${compiled.problems.map(({ says }) => says).join(' ')}`)
}
