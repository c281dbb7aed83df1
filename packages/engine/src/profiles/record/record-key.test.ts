import { compareCodePoints } from '@kindred/language'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { pageKey, readTimerKey, recordKey, timerKey } from './record-key.ts'

const ids = fc.string({ unit: 'binary', minLength: 1, maxLength: 40 })

test('keys are in the order of ids by code points', () => {
  fc.assert(
    fc.property(ids, ids, (a, b) => {
      expect(Math.sign(Buffer.compare(recordKey(a), recordKey(b)))).toBe(Math.sign(compareCodePoints(a, b)))
    }),
  )
})

test('ids of any length have keys a store takes, no two the same', () => {
  const long = ['é'.repeat(150), `${'é'.repeat(150)}x`, `${'é'.repeat(150)}y`, '😀'.repeat(1_000)]
  const keys = long.map(recordKey)
  expect(keys.every(key => key.length <= 300)).toBe(true)
  expect(new Set(keys.map(key => Buffer.from(key).toString('hex'))).size).toBe(long.length)
})

test('a page of one customer is never a page of another', () => {
  const [a, b] = [recordKey('a'), recordKey('a\u0000\u0000\u0000\u0001')]
  expect(Buffer.compare(pageKey(a, 1), pageKey(b, 0))).not.toBe(0)
  expect(Buffer.compare(pageKey(a, 1), b)).not.toBe(0)
})

test('timers are in the order of their instants, also before 1970', () => {
  const instants = [-2_208_988_800_000, -1, 0, 1, 1_764_464_400_000, 10_413_791_999_999]
  const keys = instants.map(at => timerKey(at, recordKey('anna')))
  expect([...keys].sort(Buffer.compare)).toEqual(keys)
  expect(keys.map(key => readTimerKey(key).at)).toEqual(instants)
})
