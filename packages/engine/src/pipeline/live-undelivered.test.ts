import { expect, test } from 'vitest'
import type { KeyRange, ProfileSpace } from '../ports/profiles.ts'
import { orderedNumber, readOrderedNumber } from '../profiles/bytes/ordered-number.ts'
import { encodeOutboxRow, type OutboxEntry } from '../profiles/delivery/outbox-entry.ts'
import { recordKey } from '../profiles/record/record-key.ts'
import { LiveUndelivered } from './live-undelivered.ts'

const said = (customer: string, id: string): OutboxEntry => ({
  kind: 'event',
  acceptedAt: 5,
  event: { id, customer, event: 'visit', at: 1, properties: new Map() },
})

/** An outbox with rows by the number of their first entry, whose reading is counted. */
function newOutbox() {
  const rows = new Map<number, Uint8Array>()
  const merged = new Map<string, string>()
  const outbox = {
    rows,
    merged,
    read: 0,
    put: (first: number, entries: readonly OutboxEntry[]) => rows.set(first, encodeOutboxRow(entries)),
    profiles: {
      read: async (_: ProfileSpace, keys: readonly Uint8Array[]) =>
        keys.map(key => {
          const into = [...merged].find(([id]) => Buffer.compare(recordKey(id), key) === 0)?.[1]
          return into === undefined ? undefined : Buffer.from(into)
        }),
      async *range(_: ProfileSpace, { from, limit = Number.POSITIVE_INFINITY }: KeyRange) {
        const least = from === undefined ? 0 : readOrderedNumber(from)
        const there = [...rows].filter(([first]) => first >= least).slice(0, limit)
        for (const [first, value] of there) {
          outbox.read += 1
          yield { key: orderedNumber(first), value }
        }
      },
    },
  }
  return outbox
}

const ids = (found: Awaited<ReturnType<LiveUndelivered['of']>>, customer: string) =>
  found.get(customer)?.events.map(({ id }) => id)

test('what has come since is found, what was delivered is not, and no row is decoded twice', async () => {
  const outbox = newOutbox()
  outbox.put(0, [said('anna', 'a1'), said('ben', 'b1')])
  outbox.put(2, [said('anna', 'a2')])
  const undelivered = new LiveUndelivered(outbox.profiles)
  expect(ids(await undelivered.of(() => true), 'anna')).toEqual(['a1', 'a2'])
  outbox.rows.delete(0)
  outbox.put(3, [said('anna', 'a3')])
  outbox.read = 0
  const found = await undelivered.of(() => true)
  expect(ids(found, 'anna')).toEqual(['a2', 'a3'])
  expect(found.has('ben')).toBe(false)
  // The oldest, to see what is gone, and the one that is new.
  expect(outbox.read).toBe(2)
  outbox.rows.clear()
  expect(await undelivered.of(() => true)).toEqual(new Map())
})

test('rows of moves alone are passed over once', async () => {
  const outbox = newOutbox()
  const move = {
    seq: 1,
    at: 1,
    kind: 'segment',
    definition: 'vip',
    customer: 'anna',
    from: 'out',
    to: 'in',
  } as const
  outbox.put(0, [{ kind: 'transition', acceptedAt: 5, transition: { ...move, cause: 'data' } }])
  const undelivered = new LiveUndelivered(outbox.profiles)
  expect(await undelivered.of(() => true)).toEqual(new Map())
  outbox.put(1, [said('anna', 'a1')])
  expect(ids(await undelivered.of(() => true), 'anna')).toEqual(['a1'])
})

test('what was said of who has been merged meanwhile is said of whom she was merged into', async () => {
  const outbox = newOutbox()
  outbox.put(0, [said('guest', 'g1')])
  const undelivered = new LiveUndelivered(outbox.profiles)
  expect(ids(await undelivered.of(id => id === 'anna'), 'anna')).toBeUndefined()
  outbox.merged.set('guest', 'anna')
  expect(ids(await undelivered.of(id => id === 'anna'), 'anna')).toEqual(['g1'])
})
