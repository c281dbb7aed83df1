import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compareCodePoints, orderEvents } from './order-events.ts'

const event = (id: string, at: number) => ({ id, at, event: 'visit', properties: new Map() })

test('events come in order of instant, then of id', () => {
  const ordered = orderEvents([event('b', 2), event('c', 1), event('a', 2)])
  expect(ordered.map(({ id }) => id)).toEqual(['c', 'a', 'b'])
})

test('an event that came twice counts once', () => {
  expect(orderEvents([event('a', 1), event('a', 1)])).toHaveLength(1)
})

test('ids are ordered as their UTF-8 bytes are', () => {
  expect(compareCodePoints('～', '😀')).toBeLessThan(0)
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (a, b) => {
      expect(Math.sign(compareCodePoints(a, b))).toBe(
        Math.sign(Buffer.compare(Buffer.from(a), Buffer.from(b))),
      )
    }),
  )
})
