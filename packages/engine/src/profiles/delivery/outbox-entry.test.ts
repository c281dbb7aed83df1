import { expect, test } from 'vitest'
import { decodeOutboxEntry, encodeOutboxEntry, type OutboxEntry } from './outbox-entry.ts'

const at = Date.UTC(1969, 0, 1)
const entries: readonly OutboxEntry[] = [
  {
    kind: 'event',
    acceptedAt: 5,
    event: {
      id: 'e',
      customer: "o'brien\u0000",
      event: 'purchase',
      at,
      properties: new Map([['amount', 2n ** 60n]]),
    },
  },
  {
    kind: 'customer',
    acceptedAt: 5,
    patch: { id: '😀', since: 0, attributes: new Map([['country', undefined]]) },
  },
  {
    kind: 'transition',
    acceptedAt: 5,
    transition: {
      seq: 7,
      at,
      kind: 'segmentation',
      definition: 'lifecycle',
      customer: 'anna',
      from: '',
      to: 'new',
      cause: 'merge',
      event: 'e',
      late: true,
    },
  },
  { kind: 'unmerge', acceptedAt: 5, merge: { id: 'm', from: 'a', into: 'b', at } },
]

test.each(entries)('an entry of the kind $kind comes back as it was', entry => {
  expect(decodeOutboxEntry(encodeOutboxEntry(entry))).toEqual(entry)
})

test('bytes that are none are refused by name', () => {
  for (const bytes of [[], [1], [1, 9, 0, 0], [2, 0, 0, 0]])
    expect(() => decodeOutboxEntry(Uint8Array.from(bytes))).toThrow(
      expect.objectContaining({ code: expect.stringMatching(/^profile_/) }),
    )
})
