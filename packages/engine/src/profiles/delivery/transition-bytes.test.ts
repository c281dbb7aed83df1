import { expect, test } from 'vitest'
import type { LiveTransition } from '../../records/live.ts'
import { ByteWriter } from '../bytes/byte-writer.ts'
import { decodeTransitions, encodeTransitions, transitionRows, writeTransition } from './transition-bytes.ts'

const move: LiveTransition = {
  seq: 7,
  at: 5,
  kind: 'segment',
  definition: 'vip',
  customer: 'anna',
  from: 'out',
  to: 'in',
  cause: 'data',
}

test('moves come back as they were, in their order', () => {
  const moves = [move, { ...move, seq: 8, kind: 'segmentation', event: 'ž', late: true }] as const
  expect(decodeTransitions(encodeTransitions(moves))).toEqual(moves)
})

test('a row is not too long', () => {
  const moves = Array.from({ length: 300 }, (_, seq) => ({ ...move, seq }))
  const rows = transitionRows(moves)
  expect(rows.map(row => row.length)).toEqual([256, 44])
  expect(rows.flat()).toEqual(moves)
})

test('a row that holds one move, as the format before had it, is read', () => {
  const writer = new ByteWriter()
  writer.byte(1)
  writeTransition(writer, move)
  expect(decodeTransitions(writer.finish())).toEqual([move])
})

test('bytes that are none are refused by name', () => {
  for (const bytes of [[], [0], [1], [2, 0], [2, 1], [3, 0]])
    expect(() => decodeTransitions(Uint8Array.from(bytes))).toThrow(
      expect.objectContaining({ code: expect.stringMatching(/^profile_/) }),
    )
})
