import { expect, test } from 'vitest'
import { compileText } from '../../compile-text.ts'
import { cases, difference, sameTruth, testCutoffs, testVocabulary } from '../../testing/index.ts'
import { LiveRecord } from '../../testing/live-record.ts'
import type { Value } from '../../vocabulary/value.ts'
import { compileClosures } from '../compile-closure.ts'
import type { SubjectEvent } from '../subject.ts'
import { compileLive } from './compile-live.ts'
import { DIRECTORY } from './directory.ts'
import type { LiveDefinitions } from './live-program.ts'
import { PackedHistory } from './packed-history.ts'
import { editedPiece } from './write-piece.ts'

const asOf = Date.parse('2026-03-18T12:00:00Z')
const context = { ...testVocabulary, cutoffs: testCutoffs }
const [DAY, HOUR] = [86_400_000, 3_600_000]

function treeOf(text: string, vocabulary = testVocabulary) {
  const { checked, problems } = compileText(text, vocabulary)
  if (checked === undefined) throw new Error(`${text}: ${problems.map(({ says }) => says).join(' ')}`)
  return checked
}

const allOf = (texts: readonly string[]) => new Map(texts.map(text => [text, treeOf(text)]))

function definitionsOf(features: readonly string[], segments: readonly string[] = []): LiveDefinitions {
  return { features: allOf(features), segments: allOf(segments), segmentations: new Map() }
}

const event = (
  id: string,
  name: string,
  at: number,
  properties: Record<string, Value> = {},
): SubjectEvent => ({
  id,
  event: name,
  at,
  properties: new Map(Object.entries(properties)),
})

const customer = { id: 'c', attributes: new Map() }

test.each(cases)('packed: $name', situation => {
  const { text, vocabulary, cutoffs, subject, truth } = situation
  const tree = treeOf(text, vocabulary)
  const segments = new Map(tree.type === 'boolean' ? [['it', tree]] : [])
  const definitions = { features: new Map([['it', tree]]), segments, segmentations: new Map() }
  for (const pageSize of [1, 512]) {
    const record = new LiveRecord(compileLive(definitions, { ...vocabulary, cutoffs }, { pageSize }), subject)
    record.add([...subject.events].reverse(), situation.asOf)
    const answer = record.ask((program, live) => program.valuesOfFeatures(live, situation.asOf)[0])
    expect(sameTruth(answer, truth), difference(situation, answer)).toBe(true)
    const { mask } = record.ask((program, live) => program.evaluate(live, situation.asOf))
    if (tree.type === 'boolean') expect(mask[0]).toBe(truth === true ? 1 : 0)
  }
})

const aggregates = [
  'count(purchase)',
  'count(purchase where amount > 500, 90d)',
  'sum(purchase.amount, 365d)',
  'sum(purchase.quantity where gift, this year)',
  'avg(purchase.amount where category = "laptop")',
  'min(purchase.amount, 30d)',
  'max(purchase.quantity where category = "phone", last 3 months)',
  'first(purchase.category)',
  'last(purchase.category where amount > 900)',
  'last(purchase.amount, 60d to 30d ago)',
  'distinct(purchase.category, 365d)',
  'distinct(purchase.product)',
  'most_frequent(purchase.category, 120d)',
  'most_frequent(purchase.product)',
  'streak(visit, day)',
  'days(visit)',
  'days(visit where seconds > 30, 60d)',
  'first_day_sum(purchase.amount)',
  'first_day_sum(purchase.quantity where gift, 200d)',
  'average_gap(visit where seconds > 30)',
  'count(visit, yesterday)',
  'count(visit, since 2026-01-01)',
  'days_since(purchase)',
]
const conditions = [
  'did(visit then purchase within 1h, 7d)',
  'count(visit, 30d) >= 40',
  'sum(purchase.amount, 90d) > 10000',
  'count(purchase where days_since(delivered_on) < 10) > 3',
  'did(purchase, 30m)',
]

/** As a busy customer has them: a visit every half an hour or so, every third followed by a purchase. */
function busyEvents(count: number): readonly SubjectEvent[] {
  return Array.from({ length: count }, (_, index) => {
    const at = asOf - (count - index) * 31 * 60_000
    if (index % 3 > 0) return event(`v${index}`, 'visit', at, { seconds: index % 97 })
    const properties = {
      amount: (index % 1_000) * 10_000,
      quantity: (index % 7) / 4,
      category: ['laptop', 'phone', 'book'][index % 5] ?? 'other',
      product: `p${index % 400}`,
      gift: index % 2 === 0,
      delivered_on: Math.floor(at / DAY) + 3,
    }
    return event(`p${index}`, 'purchase', at, properties)
  })
}

test('a long history gives what the closures give, and reads only the pages at the edges of windows', () => {
  const definitions = definitionsOf(
    aggregates.filter(text => !/distinct\(.*product|most_frequent\(.*product/.test(text)),
  )
  const program = compileLive(definitions, context)
  const record = new LiveRecord(program, customer)
  const events = busyEvents(20_000)
  record.add(events, asOf)
  expect(record.pages.size).toBeGreaterThan(30)
  const values = record.ask((_, live) => program.valuesOfFeatures(live, asOf))
  expect(record.read).toBeLessThan(12)
  const closures = compileClosures(definitions.features, context)
  const expected = closures({ ...customer, events }, asOf)
  expect(values).toEqual([...definitions.features.keys()].map(name => expected.get(name)))
})

test('features that conditions read are the same whether they are read from the row or worked out', () => {
  const texts: Readonly<Record<string, string>> = {
    visits: 'count(visit, 7d)',
    spend: 'sum(purchase.amount)',
    largest: 'max(purchase.amount, 30d)',
    last_at: 'last(purchase)',
    category: 'last(purchase.category)',
    called: 'did(call, 30d)',
    recency: 'days_since(purchase)',
    unread: 'count(purchase)',
  }
  const features = new Map(Object.entries(texts).map(([name, text]) => [name, treeOf(text)]))
  const read = { ...testVocabulary, features: new Map([...features].map(([name, is]) => [name, { is }])) }
  const conditions = [
    'visits > 1',
    'spend > 10',
    'largest > 1',
    'last_at is known',
    'category = "a"',
    'called',
    'recency < 3',
  ]
  const segments = new Map(conditions.map(text => [text, treeOf(text, read)]))
  const program = compileLive({ features, segments, segmentations: new Map() }, context)
  const huge = 2n ** 60n
  for (const amounts of [[], [0], [1_250_000, -3], [huge, huge, 1]]) {
    const record = new LiveRecord(program, customer)
    record.add(
      amounts.map((amount, at) => event(`p${at}`, 'purchase', asOf - at * HOUR, { amount, category: 'a' })),
      asOf,
    )
    const look = record.ask((_, live) => program.look(live, asOf))
    expect(look.features).toEqual(record.ask((_, live) => program.valuesOfFeatures(live, asOf)))
    expect(look.reasons).toEqual(record.ask((_, live) => program.reasons(live, asOf)))
  }
})

test('one event after another gives the same bytes of pages as all of them at once', () => {
  const program = compileLive(definitionsOf(aggregates, conditions), context, { pageSize: 16 })
  const [together, alone] = [new LiveRecord(program, customer), new LiveRecord(program, customer)]
  const events = busyEvents(200)
  together.add(events, asOf)
  for (const each of events) alone.add([each], asOf)
  // What a new page needs of the older ones is their directory alone.
  expect(alone.read).toBeLessThan(alone.pages.size)
  const answers = (record: LiveRecord) => record.ask((_, live) => program.valuesOfFeatures(live, asOf))
  expect(answers(alone)).toEqual(answers(together))
  const ofEvents = ({ pages }: LiveRecord) => [...pages].filter(([number]) => number !== DIRECTORY)
  const made = ofEvents(alone)
  expect(made.length).toBeGreaterThan(5)
  // Those that came last may still be among the newest: of these there are as many as it takes for a few pages.
  expect(made).toEqual(ofEvents(together).slice(0, made.length))
})

/** What a long history can be asked without its directory: not `distinct` and the like of very many values. */
const outlined = definitionsOf(
  aggregates.filter(text => !/distinct\(.*product|most_frequent\(.*product/.test(text)),
)

function valuesAsClosures(record: LiveRecord, events: readonly SubjectEvent[], at: number): void {
  const expected = compileClosures(outlined.features, context)({ ...customer, events }, at)
  const values = record.ask((program, live) => program.valuesOfFeatures(live, at))
  expect(values).toEqual([...outlined.features.keys()].map(name => expected.get(name)))
}

test('the directory of pages is read when time has moved a window on, until the next event', () => {
  const record = new LiveRecord(compileLive(outlined, context, { pageSize: 64 }), customer)
  const events = [...busyEvents(5_000)]
  record.add(events, asOf)
  const directory = record.pages.get(DIRECTORY) ?? new Uint8Array()
  record.pages.delete(DIRECTORY)
  valuesAsClosures(record, events, asOf)
  const later = asOf + 20 * DAY
  expect(() => valuesAsClosures(record, events, later)).toThrow(`Page ${DIRECTORY} is none`)
  record.pages.set(DIRECTORY, directory)
  valuesAsClosures(record, events, later)
  const visit = event('later', 'visit', later - 1, { seconds: 40 })
  record.add([visit], later)
  record.pages.delete(DIRECTORY)
  valuesAsClosures(record, [...events, visit], later)
})

test('a record with its directory in it, as they were, is read as it is and has it in a page with the next event', () => {
  const program = compileLive(outlined, context, { pageSize: 64 })
  const record = new LiveRecord(program, customer)
  const events = [...busyEvents(1_000)]
  record.add(events, asOf)
  const history = program.decode(record.head)
  if (!(history instanceof PackedHistory)) throw new Error('A packed history is wanted.')
  const unchanged = history.layout.events.map(() => ({ dropped: 0, added: undefined }))
  record.head = editedPiece(history.recent, unchanged, record.pages.get(DIRECTORY)).bytes
  record.pages.delete(DIRECTORY)
  valuesAsClosures(record, events, asOf)
  const visit = event('new', 'visit', asOf - 1, { seconds: 40 })
  record.add([visit], asOf)
  expect(record.pages.has(DIRECTORY)).toBe(true)
  valuesAsClosures(record, [...events, visit], asOf)
})

test('a history packed for other definitions of the same events is read as it is, and made anew with the next event', () => {
  const others = definitionsOf([
    ...aggregates.filter(text => !text.includes('where')),
    'count(purchase where delivered_on is known and gift and amount > 1)',
    'count(visit where seconds > 1)',
    'did(visit where seconds = 5, 1d)',
    'max(purchase.quantity)',
  ])
  for (const pageSize of [8, 512]) {
    const [old, now] = [others, definitionsOf(aggregates, conditions)].map(definitions =>
      compileLive(definitions, context, { pageSize }),
    )
    if (old === undefined || now === undefined) throw new Error('Two programs are wanted.')
    expect(now.keptFingerprint).toBe(old.keptFingerprint)
    const events = busyEvents(300)
    const before = new LiveRecord(old, customer)
    before.add(events.slice(0, -2), asOf)
    const record = new LiveRecord(now, customer)
    record.head = before.head
    for (const [number, page] of before.pages) record.pages.set(number, page)
    const fresh = new LiveRecord(now, customer)
    fresh.add(events.slice(0, -2), asOf)
    const both = () =>
      [record, fresh].map(each =>
        each.ask((program, live) => [program.valuesOfFeatures(live, asOf), program.evaluate(live, asOf)]),
      )
    const [read, made] = both()
    expect(read).toEqual(made)
    for (const each of [record, fresh]) for (const late of events.slice(-2)) each.add([late], asOf)
    const [later, anew] = both()
    expect(later).toEqual(anew)
    expect(record.pages.size).toBe(fresh.pages.size)
  }
})

test('a history of other events is refused by name', () => {
  const { head } = compileLive(definitionsOf(['count(visit)']), context).empty()
  const other = compileLive(definitionsOf(['count(purchase)']), context)
  expect(() => other.decode(head)).toThrow(/history_not_readable|packed events/)
  expect(() => other.decode(new Uint8Array(0))).toThrow(/packed events/)
  expect(() => other.decode(new TextEncoder().encode('{"events":[]}'.repeat(20)))).toThrow(/packed events/)
})

test('an event counts once by its id, whatever its instant says the second time', () => {
  const program = compileLive(definitionsOf(['count(visit)', 'count(purchase)']), context)
  const record = new LiveRecord(program, customer)
  expect(record.add([event('a', 'visit', asOf - 5), event('a', 'visit', asOf - 9)], asOf)).toEqual([
    true,
    false,
  ])
  expect(record.add([event('a', 'purchase', asOf - 1), event('b', 'call', asOf)], asOf)).toEqual([
    false,
    false,
  ])
  expect(record.ask((_, live) => program.valuesOfFeatures(live, asOf))).toEqual([1, 0])
})

test('an event in a page counts once by its id and instant', () => {
  const program = compileLive(definitionsOf(['count(visit)']), context, { pageSize: 2 })
  const record = new LiveRecord(program, customer)
  const events = Array.from({ length: 9 }, (_, index) => event(`${index}`, 'visit', asOf - 100 + index))
  record.add(events, asOf)
  expect(record.add(events, asOf)).toEqual(events.map(() => false))
  expect(record.add([event('new', 'visit', asOf - 99)], asOf)).toEqual([true])
  expect(record.ask((_, live) => program.valuesOfFeatures(live, asOf))).toEqual([10])
})

test('a value of another type than declared is refused, and nothing of it is kept', () => {
  const program = compileLive(definitionsOf(['sum(purchase.amount)']), context)
  const wrong = event('a', 'purchase', asOf, { amount: 'twelve' })
  expect(() => program.add(program.empty(), [wrong], asOf)).toThrow("the property 'amount' of 'purchase'")
})

test('what the definitions look back for is kept, and no longer', () => {
  const kept = (text: string) => {
    const events = compileLive(definitionsOf([text]), context).kept.events
    return [...events].map(([name, { properties, lasts }]) => [
      name,
      [...properties.keys()].join(),
      lasts / DAY,
    ])
  }
  expect(kept('count(visit, 90d)')).toEqual([['visit', '', 90]])
  expect(kept('sum(purchase.amount where category = "a", 60d to 30d ago)')).toEqual([
    ['purchase', 'amount,category', 60],
  ])
  expect(kept('last(purchase.category)')).toEqual([['purchase', 'category', Number.POSITIVE_INFINITY]])
  expect(kept('did(visit then no purchase within 24h, 7d)')).toEqual([
    ['purchase', '', 7],
    ['visit', '', 7],
  ])
  expect(kept('count(visit, between 2026-01-01 and 2026-02-01)')[0]?.[2]).toBe(Number.POSITIVE_INFINITY)
  expect(Number(kept('count(visit, last 3 months)')[0]?.[2])).toBeGreaterThanOrEqual(124)
})

test('events are dropped when no window can hold them any more', () => {
  const program = compileLive(
    definitionsOf(['count(visit, 1d)', 'count(purchase where category = "x", 1d)']),
    context,
    { pageSize: 4 },
  )
  const record = new LiveRecord(program, customer)
  let largest = 0
  for (let hour = 0; hour < 2_000; hour += 1) {
    const at = asOf + hour * HOUR
    record.add(
      [event(`${hour}`, hour % 2 === 0 ? 'visit' : 'purchase', at, { category: `only ${hour}` })],
      at,
    )
    largest = Math.max(largest, record.head.length + record.pages.size * 1_000)
  }
  expect(largest).toBeLessThan(20_000)
  expect(record.ask((_, live) => program.valuesOfFeatures(live, asOf + 1_999 * HOUR))).toEqual([12, 0])
})

test('nothing wakes a customer at midnight whose conditions do not look at the calendar or cannot change', () => {
  const next = (
    text: string,
    events: readonly SubjectEvent[] = [],
    attributes = new Map<string, Value>(),
  ) => {
    const program = compileLive(definitionsOf([], [text]), context)
    const { history } = program.add(program.empty(), events, asOf)
    return program.nextChange({ id: 'c', attributes, history }, asOf)
  }
  const visit = event('v', 'visit', asOf - HOUR)
  expect(next('did(visit, today)')).toBeUndefined()
  expect(next('did(visit, 7d)')).toBeUndefined()
  expect(next('streak(visit, day) >= 3')).toBeUndefined()
  expect(next('did(visit)', [visit])).toBeUndefined()
  expect(next('country = "CZ"', [visit])).toBeUndefined()
  expect(next('did(visit, 7d)', [visit])).toBe(asOf - HOUR + 7 * DAY)
  expect(next('did(visit, today)', [visit])).toBe(Date.parse('2026-03-18T23:00:00Z'))
  // Early, and cheap: the one visit goes, though it makes no difference to the condition.
  expect(next('count(visit, 7d) > 5', [visit])).toBe(asOf - HOUR + 7 * DAY)
  expect(next('days_since(visit) > 30', [visit])).toBe(asOf - HOUR + 30 * DAY + 1)
  expect(next('age(birth_date) >= 40', [], new Map([['birth_date', 6_000]]))).toBe(
    Date.parse('2026-06-05T22:00:00Z'),
  )
})

test('the subject of a record is what the closures read', () => {
  const program = compileLive(definitionsOf(aggregates, conditions), context, { pageSize: 5 })
  const record = new LiveRecord(program, customer)
  const events = busyEvents(40)
  record.add(events, asOf)
  const read = record.ask((_, live) => program.subjectOf(live))
  expect(read.events).toEqual(events)
})
