import { describe, expect, test } from 'vitest'
import { nearestName } from './nearest-name.ts'

const names = ['amount', 'category', 'country', 'spend_90d', 'spend_365d', 'vip', 'age']

describe('the nearest name', () => {
  test.each([
    ['ammount', 'amount'],
    ['Amount', 'amount'],
    ['contry', 'country'],
    ['coutnry', 'country'],
    ['vpi', 'vip'],
    ['spend_9d', 'spend_90d'],
    ['spend', 'spend_365d'],
  ])('to %s is %s', (given, nearest) => expect(nearestName(given, names)).toBe(nearest))

  test.each(['zebra', 'x', 'income', ''])('to %s is none', given =>
    expect(nearestName(given, names)).toBeUndefined(),
  )

  test('is the first of equals', () => expect(nearestName('aa', ['ab', 'ac'])).toBe('ab'))
})
