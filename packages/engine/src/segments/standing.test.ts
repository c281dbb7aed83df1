import { describe, expect, it } from 'vitest'
import { standingOf } from './standing.ts'

const result = { kind: 'segment' as const, id: 'vip', size: 5, value: '2500000', entered: 3, left: 1 }

describe('standing', () => {
  it('gives shares of customers and of value, and the change', () => {
    expect(standingOf(result, { customers: 20, value: '10000000' })).toEqual({
      size: 5,
      shareOfCustomers: 0.25,
      value: 2_500_000,
      shareOfValue: 0.25,
      entered: 3,
      left: 1,
      change: 2,
    })
  })

  it('has no share of nobody, of no value, nor of a value of zero', () => {
    expect(standingOf({ ...result, size: 0 }, { customers: 0 }).shareOfCustomers).toBeUndefined()
    expect(standingOf(result, { customers: 20 }).shareOfValue).toBeUndefined()
    expect(standingOf(result, { customers: 20, value: '0' }).shareOfValue).toBeUndefined()
  })

  it('keeps amounts exact that a number cannot hold', () => {
    const value = '90071992547409930000'
    expect(standingOf({ ...result, value }, { customers: 20, value }).value).toBe(90071992547409930000n)
  })
})
