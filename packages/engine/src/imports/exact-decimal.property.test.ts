import fc from 'fast-check'
import { expect, test } from 'vitest'
import { computeExactly, decimalText, exactDecimal, readNumber, unitsOf } from './exact-decimal.ts'

const cents = fc.bigInt({ min: -(10n ** 13n), max: 10n ** 13n })
const written = (units: bigint, places: number): string => {
  const digits = (units < 0n ? -units : units).toString().padStart(places + 1, '0')
  return `${units < 0n ? '-' : ''}${digits.slice(0, -places)}.${digits.slice(-places)}`
}

test('a decimal is what is written, and is written as it is', () => {
  fc.assert(
    fc.property(cents, fc.integer({ min: 1, max: 18 }), (units, places) => {
      const decimal = exactDecimal(written(units, places))
      expect(decimal).toEqual({ units: units * 10n ** BigInt(18 - places), places: 18 })
      expect(exactDecimal(decimalText(decimal))).toEqual(decimal)
    }),
  )
})

test('products and sums of amounts are exact', () => {
  fc.assert(
    fc.property(cents, cents, (a, b) => {
      const [left, right] = [exactDecimal(written(a, 2)), exactDecimal(written(b, 2))]
      const product = computeExactly('*', left, right)
      expect(product && unitsOf(product, 4)).toBe(a * b)
      const sum = computeExactly('+', left, right)
      expect(sum && unitsOf(sum, 2)).toBe(a + b)
    }),
  )
})

test('rounding is half away from zero', () => {
  expect(
    ['0.00005', '0.00004999', '-0.00005', '-0.00015'].map(text => unitsOf(exactDecimal(text), 4)),
  ).toEqual([1n, 0n, -1n, -2n])
})

test('a quotient times its divisor is the dividend, to eighteen places', () => {
  fc.assert(
    fc.property(
      cents,
      cents.filter(units => units !== 0n),
      (a, b) => {
        const [dividend, divisor] = [exactDecimal(written(a, 2)), exactDecimal(written(b, 2))]
        const quotient = computeExactly('/', dividend, divisor)
        const back = quotient && computeExactly('*', quotient, divisor)
        const off = unitsOf(back ?? dividend, 18) - dividend.units
        expect(off < 0n ? -off : off).toBeLessThanOrEqual(((b < 0n ? -b : b) + 100n) / 100n)
      },
    ),
  )
  expect(computeExactly('/', exactDecimal('1'), exactDecimal('0.0'))).toBeUndefined()
})

test('a number has one sign, one point, an exponent at most, and spaces around it', () => {
  const good = ['0', ' 1 ', '+1', '-.5', '1.', '1e3', '1E-3', '00012']
  expect(good.map(readNumber)).toEqual([0, 1, 1, -0.5, 1, 1000, 0.001, 12])
  const bad = ['', '.', '-', '1,5', '1 000', '0x1F', '1e', 'Infinity', 'NaN', '1e400', '１']
  expect(bad.map(readNumber)).toEqual(bad.map(() => undefined))
  expect(Object.is(readNumber('-0'), 0)).toBe(true)
})
