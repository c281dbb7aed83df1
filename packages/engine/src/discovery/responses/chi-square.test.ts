import { expect, test } from 'vitest'
import { chiSquareTail, chiSquareTest } from './chi-square.ts'

/** scipy 1.17: chi2.sf(x, k). */
test.each([
  [0.5, 1, 0.47950012218695337],
  [3.841458820694124, 1, 0.04999999999999989],
  [20, 1, 7.744216431044088e-6],
  [2, 2, 0.36787944117144245],
  [7, 3, 0.07189777249646509],
  [0.1, 5, 0.9998376833880774],
  [30, 10, 0.000856641210775301],
  [300, 7, 6.0496418565564134e-61],
  [1e-9, 1, 0.999974768674784],
])('the chance of more than %d with freedom %d is that of scipy', (statistic, freedom, chance) => {
  expect(chiSquareTail(statistic, freedom) / chance).toBeCloseTo(1, 11)
})

test('tables of counts are tested as scipy.stats.chi2_contingency tests them, without correction', () => {
  const two = chiSquareTest([
    [30, 70],
    [50, 50],
  ])
  expect(two?.statistic).toBeCloseTo(8.333333333333334, 12)
  expect(two?.p).toBeCloseTo(0.003892417122778637, 14)
  expect(two?.size).toBeCloseTo(0.2041241452319315, 12)
  const four = chiSquareTest([
    [10, 90],
    [20, 80],
    [60, 140],
    [5, 45],
  ])
  expect(four).toMatchObject({ freedom: 3 })
  expect(four?.statistic).toBeCloseTo(20.6819866567828, 10)
  expect(four?.p).toBeCloseTo(0.00012256092328612149, 15)
})

test('alike is certain to be chance; a group of nobody does not count; too few are not tested', () => {
  expect(
    chiSquareTest([
      [200, 800],
      [0, 0],
      [200, 800],
    ]),
  ).toEqual({ statistic: 0, freedom: 1, p: 1, size: 0 })
  expect(chiSquareTest([[30, 70]])).toBeUndefined()
  expect(chiSquareTest([])).toBeUndefined()
  expect(
    chiSquareTest([
      [1, 99],
      [2, 98],
    ]),
  ).toBeUndefined()
})
