import { expect, test } from 'vitest'
import { absoluteMoney, addMoney, currencyUnits, money, roundMoney, subtractMoney } from './exact-money.ts'

const LARGEST = Number.MAX_SAFE_INTEGER

test('a sum leaves the safe integers and comes back without losing a ten-thousandth', () => {
  const beyond = addMoney(LARGEST, 2)
  expect(beyond).toBe(9007199254740993n)
  expect(subtractMoney(beyond, 2)).toBe(LARGEST)
})

test('each amount has one form, so that equal amounts are identical', () => {
  expect(money(5n)).toBe(5)
  expect(addMoney(9007199254740993n, -2)).toBe(LARGEST)
})

test.each([
  [25_000, 0, 30_000],
  [-25_000, 0, -30_000],
  [24_999, 0, 20_000],
  [12_345, 2, 12_300],
  [12_350, 2, 12_400],
  [12_345, 4, 12_345],
  [12_345, 6, 12_345],
  [90071992547409931235n, 2, 90071992547409931200n],
])('%d ten-thousandths to %d places are %d', (amount, places, rounded) => {
  expect(roundMoney(amount, places)).toBe(rounded)
})

test('the size of an amount beyond the safe integers is exact', () => {
  expect(absoluteMoney(-9007199254740993n)).toBe(9007199254740993n)
})

test('ten-thousandths are read as currency units', () => {
  expect(currencyUnits(1_124_000)).toBe(112.4)
})
