import { describe, expect, test } from 'vitest'
import { SqlError } from './errors.ts'
import { readValue } from './read-value.ts'

describe('a cell of a result', () => {
  test.each([
    ['boolean', 1, true],
    ['boolean', 0, false],
    ['number', -0.5, -0.5],
    ['money', '12.3456', 123_456],
    ['money', '-0.05', -500],
    ['money', '900719925474.0992', 9_007_199_254_740_992n],
    ['text', '', ''],
    ['date', -25567, -25567],
    ['instant', '1773835200000', 1_773_835_200_000],
    ['duration', '-1', -1],
    ['place', [50.08, 14.43], { latitude: 50.08, longitude: 14.43 }],
    ['place', [], undefined],
    ['tags', [['b', 'a', 'a']], ['a', 'b']],
    ['tags', [[]], []],
    ['tags', [], undefined],
    ['number', null, undefined],
  ] as const)('of type %s: %j', (type, cell, value) => {
    expect(readValue(type, cell)).toEqual(value)
  })

  test.each([
    ['boolean', 2],
    ['money', 'much'],
    ['text', 1],
    ['instant', 'noon'],
    ['place', 'Prague'],
    ['tags', ['a']],
  ] as const)('of another type than %s is refused: %j', (type, cell) => {
    expect(() => readValue(type, cell)).toThrow(SqlError)
  })
})
