import { expect, test } from 'vitest'
import { decodeOutboxRow, encodeOutboxRow, type OutboxEntry, outboxRows } from './outbox-entry.ts'

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

test('entries come back as they were, in their order', () => {
  expect(decodeOutboxRow(encodeOutboxRow(entries))).toEqual(entries)
  for (const entry of entries) expect(decodeOutboxRow(encodeOutboxRow([entry]))).toEqual([entry])
})

test('who asks for what was said is given nothing of a row of moves alone', () => {
  const moves = entries.filter(({ kind }) => kind === 'transition')
  expect(decodeOutboxRow(encodeOutboxRow(moves), 'said')).toEqual([])
  expect(decodeOutboxRow(encodeOutboxRow(entries), 'said')).toEqual(entries)
})

test('a merge has a row of its own, and a row is not too long', () => {
  const [event, patch, move, unmerge] = entries
  if (!(event && patch && move && unmerge)) throw new Error('there are four kinds')
  const all = [event, unmerge, unmerge, patch, move]
  expect(outboxRows(all)).toEqual([[event], [unmerge], [unmerge], [patch, move]])
  const many = outboxRows(Array.from({ length: 600 }, () => event))
  expect(many.map(row => row.length)).toEqual([256, 256, 88])
})

test('a row that holds one entry, as the format before had it, is read', () => {
  const bytes = [1, 3, 0, 5, 1, 109, 1, 97, 1, 98, 0, 9]
  expect(decodeOutboxRow(Uint8Array.from(bytes))).toEqual([
    { kind: 'merge', acceptedAt: 5, merge: { id: 'm', from: 'a', into: 'b', at: 9 } },
  ])
})

test('bytes that are none are refused by name', () => {
  for (const bytes of [[], [1], [1, 9, 0, 0], [2, 0, 0, 0, 0], [3, 0, 0, 0]])
    expect(() => decodeOutboxRow(Uint8Array.from(bytes))).toThrow(
      expect.objectContaining({ code: expect.stringMatching(/^profile_/) }),
    )
})
