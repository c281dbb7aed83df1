import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { instantText, moneyText, typedValue } from './typed-value.ts'

describe('values on the wire', () => {
  it('money is exact decimal text', () => {
    expect([0, 1, -1, 10_000, 12_345_000, -5_000].map(moneyText)).toEqual([
      '0',
      '0.0001',
      '-0.0001',
      '1',
      '1234.5',
      '-0.5',
    ])
    expect(moneyText(90071992547409930001n)).toBe('9007199254740993.0001')
  })

  it('money text says the amount it was made from', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 24n), max: 10n ** 24n }), units => {
        const [whole = '', places = ''] = moneyText(units).replace('-', '').split('.')
        const size = BigInt(whole) * 10_000n + BigInt(places.padEnd(4, '0'))
        expect(units < 0n ? -size : size).toBe(units)
      }),
    )
  })

  it('instants are written as the platform writes them, whichever was written before', () => {
    const instant = fc.integer({ min: -8_640_000_000_000_000, max: 8_640_000_000_000_000 })
    const close = fc.integer({ min: -3_000, max: 3_000 })
    fc.assert(
      fc.property(fc.array(fc.oneof(instant, close)), instants => {
        expect(instants.map(instantText)).toEqual(instants.map(at => new Date(at).toISOString()))
      }),
    )
    expect(() => instantText(Number.NaN)).toThrow(RangeError)
  })

  it('dates, instants and unknown have their own form', () => {
    expect(typedValue('date', 15_318)).toEqual({ type: 'date', value: '2011-12-10' })
    expect(typedValue('instant', 0)).toEqual({ type: 'instant', value: '1970-01-01T00:00:00.000Z' })
    expect(typedValue('text', undefined)).toEqual({ type: 'text', value: null })
    expect(typedValue('tags', ['a', 'b'])).toEqual({ type: 'tags', value: ['a', 'b'] })
    expect(JSON.stringify(typedValue('number', -0))).toBe('{"type":"number","value":0}')
  })
})
