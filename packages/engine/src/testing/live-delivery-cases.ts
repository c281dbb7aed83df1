import { beforeAll, describe, expect, test } from 'vitest'
import type { Delivery } from '../ports/warehouse-live.ts'
import type { LiveTransition } from '../records/live.ts'
import { bought, collected, customer, populationSchema } from './population-words.ts'
import { describeUnless } from './skipped.ts'
import type { WarehouseLiveSuite, WarehouseOfLive } from './warehouse-live-suite.ts'
import { hostileTexts } from './warehouse-values.ts'

const noon = Date.UTC(2026, 2, 1, 12)
const hour = 3_600_000
const ever = Number.MAX_SAFE_INTEGER

/** Stretches of the outbox, once by their id, and the moves they bring. */
export function deliveryCases({ open, skipRequests }: WarehouseLiveSuite): void {
  describe('deliveries', () => {
    let warehouse: WarehouseOfLive
    beforeAll(async () => {
      warehouse = await open()
      await warehouse.declare(populationSchema)
    })
    once(() => warehouse)
    describeUnless(skipRequests, 'by any id', () => hostileIds(() => warehouse))
    moves(() => warehouse)
  })
}

type Open = () => WarehouseOfLive

function once(warehouse: Open): void {
  test('events, attributes and moves of a stretch are there, under one number', async () => {
    const before = await warehouse().batch()
    const delivered = await warehouse().deliver({
      id: 'all of it',
      customers: [customer('olga', noon, { country: 'CZ' })],
      events: [bought('1', 'olga', noon + hour, 12)],
      transitions: [move({ customer: 'olga', seq: 1, event: '1', late: true })],
    })
    expect(delivered).toEqual({ batch: before + 1, duplicateEvents: [] })
    expect(await warehouse().batch()).toBe(before + 1)
    const olga = await warehouse().customer('olga', ever)
    expect(olga).toMatchObject({ since: noon, events: [{ id: '1', at: noon + hour }] })
    expect(olga?.attributes.get('country')).toBe('CZ')
    expect(await movesOf(warehouse(), 'olga')).toEqual([
      move({ customer: 'olga', seq: 1, event: '1', late: true }),
    ])
  })

  test('asked for again, also when it would be another by now, it gives its first answer and changes nothing', async () => {
    const events = [bought('1', 'again', noon, 1), bought('2', 'again', noon, 1)]
    const given = { ...stretch('again'), events, transitions: [move({ customer: 'again', seq: 1 })] }
    const first = await warehouse().deliver(given)
    const other = {
      ...given,
      events: [bought('3', 'again', noon, 1)],
      transitions: [move({ customer: 'again', seq: 2 })],
    }
    const batch = await warehouse().batch()
    expect(await warehouse().deliver(given)).toEqual(first)
    expect(await warehouse().deliver(other)).toEqual(first)
    expect(await warehouse().batch()).toBe(batch)
    expect((await warehouse().customer('again', ever))?.events.map(({ id }) => id)).toEqual(['1', '2'])
    expect(await movesOf(warehouse(), 'again')).toHaveLength(1)
  })

  test('asked for by several at once, it is taken in once', async () => {
    const before = await warehouse().counts()
    const events = Array.from({ length: 30 }, (_, position) =>
      bought(`${position}`, `crowd ${position % 7}`, noon, 1),
    )
    const given = { ...stretch('crowd'), events }
    const all = await Promise.all([1, 2, 3].map(() => warehouse().deliver(given)))
    expect(all).toEqual([all[0], all[0], all[0]])
    expect((await warehouse().counts()).events - before.events).toBe(30)
  })

  test('an empty stretch has a number too, and is known by it', async () => {
    const first = await warehouse().deliver(stretch('nothing'))
    expect(first.batch).toBe(await warehouse().batch())
    await warehouse().append({ customers: [customer('between', 0)], events: [] })
    expect(await warehouse().deliver(stretch('nothing'))).toEqual(first)
  })

  test('names the events the warehouse knew before, each once', async () => {
    await warehouse().append({ customers: [], events: [bought('known', 'dupe', noon, 1)] })
    const events = [
      bought('known', 'dupe', noon, 1),
      bought('known', 'dupe', noon + hour, 2),
      bought('known', 'dupe too', noon, 1),
      bought('new', 'dupe', noon, 1),
      bought('new', 'dupe', noon, 1),
    ]
    const { duplicateEvents } = await warehouse().deliver({ ...stretch('dupes'), events })
    expect(duplicateEvents).toEqual([{ customer: 'dupe', id: 'known' }])
    expect((await warehouse().customer('dupe', ever))?.events).toHaveLength(2)
  })

  test.each([
    ['an event of what is not declared', { events: [bought('1', 'x', noon, 1, { colour: 'red' })] }],
    ['an attribute that is not declared', { customers: [customer('x', 0, { colour: 'red' })] }],
    ['a move at no instant', { transitions: [move({ customer: 'x', at: Number.NaN })] }],
    ['a move of nobody', { transitions: [move({ customer: '' })] }],
  ])('with %s, nothing of it is stored, and its id is free', async (_, wrong) => {
    const before = [await warehouse().counts(), await warehouse().batch()]
    const given = { ...stretch('wrong'), events: [bought('1', 'wrong', noon, 1)], ...wrong }
    await expect(warehouse().deliver(given)).rejects.toMatchObject({
      code: expect.stringMatching(/^(not_declared|value_not_storable)$/),
    })
    expect([await warehouse().counts(), await warehouse().batch()]).toEqual(before)
  })
}

function hostileIds(warehouse: Open): void {
  test('ids of any text are told apart', async () => {
    const ids = hostileTexts.map(text => `stretch ${text}`)
    const before = await warehouse().batch()
    for (const id of ids) await warehouse().deliver(stretch(id))
    for (const id of ids) await warehouse().deliver(stretch(id))
    expect(await warehouse().batch()).toBe(before + ids.length)
  })
}

function moves(warehouse: Open): void {
  describe('moves', () => {
    const all: readonly LiveTransition[] = [
      move({ seq: 11, customer: 'mover a', at: noon - 400 * 24 * hour }),
      move({
        seq: 10,
        customer: 'mover b',
        definition: 'stage',
        kind: 'segmentation',
        from: 'new',
        to: "it's",
      }),
      move({ seq: 12, customer: 'mover a', cause: 'clock' }),
      move({ seq: 13, customer: 'mover c', at: noon + 1, cause: 'merge' }),
      ...hostileTexts.map((text, at) =>
        move({ seq: 20 + at, customer: text, definition: `of ${at}`, at: noon + 2 }),
      ),
    ]
    beforeAll(async () => {
      await warehouse().deliver({ ...stretch('moves 2'), transitions: all.slice(2) })
      await warehouse().deliver({ ...stretch('moves 1'), transitions: all.slice(0, 2) })
    })
    const found = async (query: Partial<Parameters<WarehouseOfLive['liveTransitions']>[0]>) =>
      (await collected(warehouse().liveTransitions({ limit: 1000, ...query }))).filter(({ seq }) => seq >= 10)

    test('come back as they were, in order of instant and number', async () => {
      expect(await found({})).toEqual(all)
    })

    test('are found by customer, by kind and definition, and by instant', async () => {
      expect(await found({ customer: 'mover a' })).toEqual([all[0], all[2]])
      expect(await found({ kind: 'segmentation', definition: 'stage' })).toEqual([all[1]])
      expect(await found({ kind: 'segment', definition: 'stage' })).toEqual([])
      expect(await found({ from: noon, to: noon + 1 })).toEqual([all[1], all[2]])
      expect(await found({ to: noon })).toEqual([all[0]])
      expect(await found({ from: noon + 2, limit: 2 })).toEqual(all.slice(4, 6))
      expect(await found({ from: -ever, to: ever, limit: 0 })).toEqual([])
      expect(await found({ from: -ever, to: ever, limit: Number.POSITIVE_INFINITY })).toEqual(all)
    })
  })
}

function stretch(id: string): Delivery {
  return { id, customers: [], events: [], transitions: [] }
}

function move(given: Partial<LiveTransition>): LiveTransition {
  return {
    seq: 1,
    at: noon,
    kind: 'segment',
    definition: 'buyers',
    customer: 'anna',
    from: 'out',
    to: 'in',
    cause: 'data',
    ...given,
  }
}

function movesOf(warehouse: WarehouseOfLive, who: string): Promise<LiveTransition[]> {
  return collected(warehouse.liveTransitions({ customer: who, limit: 10 }))
}
