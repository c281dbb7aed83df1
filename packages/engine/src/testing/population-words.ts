import {
  type Checked,
  type CheckedSegmentation,
  compileText,
  type DeclaredType,
  type Rfm,
  referencesOf,
  type Tiers,
  type Value,
  type ValueType,
  type Vocabulary,
} from '@kindred/language'
import type {
  PopulationContext,
  RefreshSegment,
  RefreshSegmentation,
  WarehouseSchema,
} from '../ports/warehouse.ts'
import type { CustomerPatch, EventRecord } from '../records/customer-record.ts'

const attributes = {
  country: 'text',
  birthday: 'date',
  limit: 'money',
  score: 'number',
  member: 'boolean',
} as const
const purchase = { amount: 'money', category: 'text', quantity: 'number' } as const

/** More kinds of events than a word has bits. */
export const manyKinds = Array.from({ length: 70 }, (_, index) => `kind_${index}`)

/** What the customers of the suites have. */
export const populationSchema: WarehouseSchema = {
  attributes: new Map(Object.entries(attributes)),
  events: new Map([
    ['purchase', new Map(Object.entries(purchase))],
    ['visit', new Map()],
    ['call', new Map()],
    ...manyKinds.map(kind => [kind, new Map()] as const),
  ]),
}

function names(types: Readonly<Record<string, DeclaredType>>) {
  return new Map(Object.entries(types).map(([name, type]) => [name, { type }]))
}

/** A vocabulary of these names and whatever segmentations a test defines. */
export function populationVocabulary(segmentations: readonly CheckedSegmentation[] = []): Vocabulary {
  return {
    timezone: 'Europe/Prague',
    currency: 'EUR',
    weekStart: 1,
    attributes: names(attributes),
    events: new Map([
      ['purchase', { properties: names(purchase) }],
      ...['visit', 'call', ...manyKinds].map(name => [name, { properties: new Map() }] as const),
    ]),
    features: new Map(),
    segments: new Map(),
    segmentations: new Map(segmentations.map(of => [of.id, { of }])),
    scores: new Map(),
    lists: new Map(),
    places: new Map(),
  }
}

/** @throws Error with the problems, when the text is wrong: the suite's own fault. */
export function checkedText(
  text: string,
  want?: ValueType,
  segmentations: readonly CheckedSegmentation[] = [],
): Checked {
  const { checked, problems } = compileText(text, populationVocabulary(segmentations), want)
  if (checked === undefined) throw new Error(`${text}: ${problems.map(({ says }) => says).join(' ')}`)
  return checked
}

export function condition(text: string, segmentations: readonly CheckedSegmentation[] = []): Checked {
  return checkedText(text, 'boolean', segmentations)
}

export function firstMatch(
  id: string,
  classes: Readonly<Record<string, string>>,
  otherwise: string,
): CheckedSegmentation {
  const rules = Object.entries(classes).map(([name, text]) => ({ class: name, when: condition(text) }))
  return { kind: 'first_match', id, classes: rules, otherwise }
}

export function tiers(
  id: string,
  by: string,
  method: Tiers['method'],
  classes: Readonly<Record<string, number>>,
): Tiers {
  const cut = Object.entries(classes).map(([name, top]) => ({ class: name, top }))
  return { kind: 'tiers', id, by: checkedText(by), method, classes: cut, otherwise: 'rest' }
}

export function rfm(id: string, quantiles: number, groups: Rfm['groups']): Rfm {
  return {
    kind: 'rfm',
    id,
    recency: checkedText('days_since(purchase)'),
    frequency: checkedText('count(purchase)'),
    monetary: checkedText('sum(purchase.amount)'),
    quantiles,
    groups,
    otherwise: 'none',
  }
}

export function segment(id: string, text: string, changed = false): RefreshSegment {
  const when = condition(text)
  return { id, when, changed, ...readsOf(when) }
}

export function segmentation(of: CheckedSegmentation, changed = false): RefreshSegmentation {
  const read = condition(`${of.id} = "${of.otherwise}"`, [of])
  return { id: of.id, of, changed, ...readsOf(read) }
}

function readsOf(checked: Checked): Pick<RefreshSegment, 'events' | 'attributes'> {
  const { events, attributes: read } = referencesOf(checked)
  return { events: [...events.keys()], attributes: read }
}

export function contextAt(
  asOf: number,
  cutoffs: PopulationContext['cutoffs'] = new Map(),
): PopulationContext {
  return { asOf, timezone: 'Europe/Prague', weekStart: 1, cutoffs }
}

export function customer(
  id: string,
  since: number,
  known: Readonly<Record<string, Value | undefined>> = {},
): CustomerPatch {
  return { id, since, attributes: new Map(Object.entries(known)) }
}

/** One purchase, in euros. */
export function bought(
  id: string,
  who: string,
  at: number,
  euros: number,
  more: Readonly<Record<string, Value>> = {},
): EventRecord {
  const properties = new Map<string, Value>([['amount', Math.round(euros * 10_000)], ...Object.entries(more)])
  return { id, customer: who, event: 'purchase', at, properties }
}

export function happened(id: string, who: string, event: string, at: number): EventRecord {
  return { id, customer: who, event, at, properties: new Map() }
}

export async function collected<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = []
  for await (const item of items) all.push(item)
  return all
}
