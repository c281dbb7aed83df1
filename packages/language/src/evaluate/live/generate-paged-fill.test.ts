import { expect, test } from 'vitest'
import { compileText } from '../../compile-text.ts'
import { testVocabulary } from '../../testing/index.ts'
import { LiveRecord } from '../../testing/live-record.ts'
import type { Value } from '../../vocabulary/value.ts'
import { compileClosures } from '../compile-closure.ts'
import type { SubjectEvent } from '../subject.ts'
import { compileLive } from './compile-live.ts'

const asOf = Date.parse('2026-03-18T12:00:00Z')
const [DAY, MINUTE] = [86_400_000, 60_000]

/** Each with a condition that reads it: what no condition reads is in no row. */
const read: readonly (readonly [feature: string, condition: string])[] = [
  ['count(visit)', 'it > 3'],
  ['count(visit, 30m)', 'it > 0'],
  ['count(visit where seconds > 30, 7d)', 'it > 3'],
  ['count(purchase, 90d to 30d ago)', 'it > 3'],
  ['count(purchase, last month)', 'it > 3'],
  ['did(visit where seconds = 96, 2d)', 'it'],
  ['never(call, 90d)', 'it'],
  ['first(visit, 7d)', 'it < 2026-03-14T03:00:00Z'],
  ['last(visit where seconds > 90)', 'it > 2026-03-18T03:00:00Z'],
  ['average_gap(visit, 30d)', 'it > 0.01'],
  ['average_gap(visit where seconds > 60)', 'it > 0.05'],
  ['sum(purchase.amount, 7d)', 'it > 300'],
  ['sum(purchase.amount)', 'it > 300'],
  ['sum(purchase.quantity where gift, this year)', 'it > 3.5'],
  ['avg(purchase.amount, 90d)', 'it > 50'],
  ['avg(purchase.quantity where category = "book")', 'it > 0.7'],
  ['min(purchase.amount, 30d)', 'it < -70'],
  ['min(purchase.quantity where gift)', 'it < 0.3'],
  ['max(purchase.amount, 365d)', 'it > 90'],
  ['max(purchase.quantity, 1d)', 'it > 1.2'],
  ['min(purchase.delivered_on, 30d)', 'it < 2026-03-01'],
  ['last(purchase.quantity, 7d)', 'it > 0.3'],
  ['first(purchase.quantity, 7d)', 'it > 0.3'],
  ['last(purchase.delivered_on)', 'it > 2026-01-20'],
  ['last(purchase.category)', 'it = "book"'],
  ['last(purchase.category where amount > 90, 90d)', 'it = "phone"'],
  ['last(purchase.category, 60d to 30d ago)', 'it = "laptop"'],
  ['last(purchase.product where quantity > 1.2, 30d)', 'it != "p7"'],
  ['first(purchase.category, 30d)', 'it = "book"'],
  ['distinct(purchase.category, 90d)', 'it >= 3'],
  ['distinct(purchase.product, 7d)', 'it >= 60'],
  ['days(visit, 30d)', 'it >= 30'],
]

function treeOf(text: string, vocabulary = testVocabulary) {
  const { checked, problems } = compileText(text, vocabulary)
  if (checked === undefined) throw new Error(`${text}: ${problems.map(({ says }) => says).join(' ')}`)
  return checked
}

const features = new Map(read.map(([text], at) => [`f${at}`, treeOf(text)]))
const vocabulary = { ...testVocabulary, features: new Map([...features].map(([name, is]) => [name, { is }])) }
const segments = new Map(
  read.map(([text, when], at) => [text, treeOf(when.replace(/\bit\b/, `f${at}`), vocabulary)]),
)
const customer = { id: 'c', attributes: new Map() }

/** A visit every half an hour or so, every third a purchase, of which the older ones say when it was delivered; some of the amount given. */
function events(count: number, large: Value | undefined): readonly SubjectEvent[] {
  return Array.from({ length: count }, (_, index) => {
    const id = `${index}`
    const at = asOf - (count - index) * 31 * MINUTE
    if (index % 3 > 0) return { id, event: 'visit', at, properties: new Map([['seconds', index % 97]]) }
    const properties = new Map<string, Value>([
      ['quantity', (index % 7) / 4],
      ['category', ['laptop', 'phone', 'book'][(index * 7) % 5] ?? 'other'],
      ['product', `p${index % 400}`],
      ['gift', index % 2 === 0],
    ])
    if (index < count / 2) properties.set('delivered_on', Math.floor(at / DAY) + 3)
    const amount = large !== undefined && index % 30 === 0 ? large : ((index % 170) - 75) * 10_000
    if (index % 11 > 0) properties.set('amount', amount)
    return { id, event: 'purchase', at, properties }
  })
}

test.each([
  ['as it is', 5_000, undefined],
  ['with amounts too large for a float', 900, 2n ** 60n],
  ['with amounts whose sum is too large for a float', 900, 2 ** 51],
  ['that has just been put into pages', 70, undefined],
])('a long history %s: conditions read what the closures give', (_, count, large) => {
  const record = new LiveRecord(
    compileLive({ features, segments, segmentations: new Map() }, vocabulary, { pageSize: 16 }),
    customer,
  )
  const all = [...events(count, large)]
  record.add(all, asOf)
  expect(record.pages.size).toBeGreaterThan(0)
  const expected = compileClosures(new Map([...features, ...segments]), vocabulary)
  const compare = (at: number) => {
    const truths = expected({ ...customer, events: all }, at)
    const { features: values } = record.ask((program, live) => program.look(live, at))
    expect(values).toEqual([...features.keys()].map(name => truths.get(name)))
    const { mask } = record.ask((program, live) => program.evaluate(live, at))
    const held = [...segments.keys()].filter((__, bit) => ((mask[bit >> 5] ?? 0) & (1 << (bit & 31))) !== 0)
    expect(held).toEqual([...segments.keys()].filter(name => truths.get(name) === true))
    return held.length
  }
  const held = compare(asOf)
  if (count === 5_000) expect([held > 8, held < read.length - 4]).toEqual([true, true])
  // Windows move within their pages, then out of them; then an event is added, and a late one.
  for (const later of [MINUTE, 40 * MINUTE, 9 * DAY, 35 * DAY]) compare(asOf + later)
  for (const at of [asOf + 36 * DAY, asOf - 20 * DAY]) {
    const more: SubjectEvent = { id: `at ${at}`, event: 'visit', at, properties: new Map([['seconds', 96]]) }
    record.add([more], asOf + 36 * DAY)
    all.push(more)
    all.sort((a, b) => a.at - b.at)
    compare(asOf + 36 * DAY)
  }
})
