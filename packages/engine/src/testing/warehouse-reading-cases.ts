import { beforeAll, describe, expect, test } from 'vitest'
import { appended, event, ever, fields, hour, idsOf, noon, patch } from './warehouse-records.ts'
import type { OpenRecords } from './warehouse-suite.ts'
import { hostileTexts, valueCases } from './warehouse-values.ts'

/** Customers as they were known at an instant, found by their ids, and counted. */
export function readingCases(warehouse: OpenRecords): void {
  reading(warehouse)
  finding(warehouse)
}

function reading(warehouse: OpenRecords): void {
  describe('values', () => {
    beforeAll(async () => {
      const written = valueCases.map(({ type, value }, position) => ({
        customer: patch(`value ${position}`, noon, { [`a_${type}`]: value }),
        event: {
          ...event('1', `value ${position}`, noon, { [`p_${type}`]: value }),
          event: 'everything',
        },
      }))
      await warehouse().append({
        customers: written.map(one => one.customer),
        events: written.map(one => one.event),
      })
    })
    const cases = valueCases.map((one, position) => ({ ...one, id: `value ${position}` }))
    test.each(cases)('$type $label comes back as it was', async ({ id, type, value, kept = value }) => {
      const record = await warehouse().customer(id, noon)
      expect(record?.attributes).toEqual(new Map([[`a_${type}`, kept]]))
      expect(record?.events[0]?.properties).toEqual(new Map([[`p_${type}`, kept]]))
    })
  })

  describe('ids', () => {
    const events = hostileTexts.map(text => event(`event ${text}`, text, noon))
    beforeAll(() => warehouse().append({ customers: [], events }))
    test('of any text are told apart when they are sent again', async () => {
      expect(await warehouse().append({ customers: [], events })).toEqual(appended(0, hostileTexts.length, 0))
    })
    const named = hostileTexts.map(text => ({ text, shown: JSON.stringify(text).slice(0, 40) }))
    test.each(named)('may be any text: $shown', async ({ text }) => {
      const record = await warehouse().customer(text, noon)
      expect(record?.id).toBe(text)
      expect(idsOf(record?.events)).toEqual([`event ${text}`])
    })
  })

  test('a customer is what was known of her at the instant', async () => {
    await warehouse().append({
      customers: [
        patch('olga', noon, { country: 'CZ', spend: 1 }),
        patch('olga', noon + 2 * hour, { country: undefined, spend: 2 }),
        patch('olga', noon + hour, { country: 'SK' }),
      ],
      events: [event('b', 'olga', noon + hour), event('a', 'olga', noon + hour), event('c', 'olga', noon)],
    })
    expect(await warehouse().customer('olga', noon - 1)).toBeUndefined()
    const at = async (instant: number) => fields((await warehouse().customer('olga', instant))?.attributes)
    expect(await at(noon)).toEqual({ country: 'CZ', spend: 1 })
    expect(await at(noon + hour - 1)).toEqual({ country: 'CZ', spend: 1 })
    expect(await at(noon + hour)).toEqual({ country: 'SK', spend: 1 })
    expect(await at(ever)).toEqual({ spend: 2 })
    expect(idsOf((await warehouse().customer('olga', noon + hour - 1))?.events)).toEqual(['c'])
    expect(idsOf((await warehouse().customer('olga', ever))?.events)).toEqual(['c', 'a', 'b'])
  })

  test('events of one instant come in order of the bytes of their ids', async () => {
    const events = ['😀', '～', 'é', 'a', 'B'].map(id => event(id, 'ordered', noon))
    await warehouse().append({ customers: [], events })
    expect(idsOf((await warehouse().customer('ordered', noon))?.events)).toEqual(['B', 'a', 'é', '～', '😀'])
  })

  test('who is known without a date is known always', async () => {
    await warehouse().append({
      customers: [patch('always', 0, { country: 'CZ' })],
      events: [event('1', 'always', noon)],
    })
    const early = await warehouse().customer('always', hour)
    expect(early).toMatchObject({ since: undefined, events: [] })
    expect(await warehouse().customer('always', -1)).toBeUndefined()
  })

  test('who has events is known from the first of them on, also from one that comes late', async () => {
    await warehouse().append({ customers: [], events: [event('2', 'late', noon)] })
    expect(await warehouse().customer('late', noon - 1)).toBeUndefined()
    expect(await warehouse().customer('late', noon)).toMatchObject({ since: noon })
    expect(await warehouse().append({ customers: [], events: [event('1', 'late', noon - hour)] })).toEqual(
      appended(1, 0, 0),
    )
    expect(await warehouse().customer('late', noon)).toMatchObject({ since: noon - hour })
  })

  test('what is said of a customer later does not make her known earlier', async () => {
    await warehouse().append({
      customers: [patch('said', noon + hour, { country: 'CZ' })],
      events: [event('1', 'said', noon)],
    })
    expect(await warehouse().customer('said', noon)).toMatchObject({ since: noon, attributes: new Map() })
  })
}

function finding(warehouse: OpenRecords): void {
  test('ids that begin with the text come first, then those that have it inside', async () => {
    const ids = ['find/b', 'find/a', 'xfind/', 'afind/', "find/'%_\\"]
    await warehouse().append({ customers: ids.map(id => patch(id, noon, {})), events: [] })
    expect(await warehouse().findCustomers('find/', 10)).toEqual([
      "find/'%_\\",
      'find/a',
      'find/b',
      'afind/',
      'xfind/',
    ])
    expect(await warehouse().findCustomers('find/', 2)).toEqual(["find/'%_\\", 'find/a'])
    expect(await warehouse().findCustomers('find/', 4)).toEqual(["find/'%_\\", 'find/a', 'find/b', 'afind/'])
    expect(await warehouse().findCustomers("'%_\\", 10)).toEqual(["find/'%_\\"])
    expect(await warehouse().findCustomers('%_', 10)).toEqual(["find/'%_\\"])
    expect(await warehouse().findCustomers('find/', 0)).toEqual([])
  })

  test('ids that are found go on behind one of them, from those that begin to those that contain', async () => {
    const found: (string | undefined)[] = []
    for (let after: string | undefined; found.length < 6; found.push(after))
      [after] = await warehouse().findCustomers('find/', 1, after)
    expect(found).toEqual(["find/'%_\\", 'find/a', 'find/b', 'afind/', 'xfind/', undefined])
    expect(await warehouse().findCustomers('find/', 10, 'find/b')).toEqual(['afind/', 'xfind/'])
    expect(await warehouse().findCustomers('find/', 10, 'find/aa')).toEqual(['find/b', 'afind/', 'xfind/'])
    const [first = '', second = ''] = await warehouse().findCustomers('', 2)
    expect(await warehouse().findCustomers('', 1, first)).toEqual([second])
  })

  test('counts are of what there is', async () => {
    const before = await warehouse().counts()
    const long = { ago: Date.UTC(1999, 0, 1), ahead: Date.UTC(2101, 0, 1) }
    await warehouse().append({
      customers: [patch('count 1', 0, {})],
      events: [event('1', 'count 2', long.ago), { ...event('2', 'count 2', long.ahead), event: 'visit' }],
    })
    const after = await warehouse().counts()
    expect(after.customers).toBe(before.customers + 2)
    expect(after.events).toBe(before.events + 2)
    expect(after.perEvent.get('visit')).toBe((before.perEvent.get('visit') ?? 0) + 1)
    expect([...after.perEvent.values()].reduce((sum, count) => sum + count, 0)).toBe(after.events)
    expect([after.firstEventAt, after.lastEventAt]).toEqual([long.ago, long.ahead])
  })
}
