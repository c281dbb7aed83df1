import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Table } from '../matrix/table.ts'
import { fitPreparation } from './fit-preparation.ts'
import { logarithmCurve } from './straight-curve.ts'
import { chooseTransform, transformed } from './transform.ts'

test('in straight lines, logarithms are exact at powers of two less one, and never more than 0.06 off', () => {
  const values = Float64Array.from({ length: 400 }, (_, at) => Math.expm1(at / 40) - (at % 9 === 0 ? 50 : 0))
  const table: Table = { columns: [{ name: 'spend', kind: 'number', values }] }
  const { transform } = fitPreparation(table, { curves: 'straight' }).features[0]!
  expect(transform.kind).toBe('log')
  if (transform.kind !== 'log') return
  for (const [value, becomes] of transform.knots ?? [])
    expect(becomes).toBeCloseTo(Math.sign(value) * Math.log1p(Math.abs(value)), 12)
  expect(transform.knots?.[0]?.[0]).toBe(-63)
  expect(transform.knots?.at(-1)?.[0]).toBe(32_767)
  const off = Array.from(values, value => transformed({ kind: 'log' }, value) - transformed(transform, value))
  expect(Math.max(...off.map(Math.abs))).toBeLessThan(0.06)
  expect(Math.max(...off.map(Math.abs))).toBeGreaterThan(0.05)
})

test('the logarithm between knots has no line outside of the values there are', () => {
  expect(logarithmCurve(5, 6).map(([value]) => value)).toEqual([3, 7])
  expect(logarithmCurve(-2, -2).map(([value]) => value)).toEqual([-3, -1])
  expect(logarithmCurve(3, 3).map(([value]) => value)).toEqual([3])
  expect(logarithmCurve(0, 0).map(([value]) => value)).toEqual([0])
})

test('in straight lines, ranks have few knots, ascending in both, and stay near the rank of a hundred', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.nat(50).map(x => x ** 6),
        { minLength: 30, maxLength: 200 },
      ),
      list => {
        const known = Float64Array.from(list)
        const limit = 0
        const few = chooseTransform(known, limit, 'straight').transform
        const many = chooseTransform(known, limit).transform
        if (few.kind !== 'rank' || many.kind !== 'rank') return
        expect(few.knots.length).toBeLessThanOrEqual(16)
        few.knots.forEach(([value, share], at) => {
          expect(value).toBeGreaterThan(few.knots[at - 1]?.[0] ?? -1)
          expect(share).toBeGreaterThanOrEqual(few.knots[at - 1]?.[1] ?? 0)
        })
        for (const value of known)
          expect(Math.abs(transformed(few, value) - transformed(many, value))).toBeLessThan(0.08)
      },
    ),
  )
})
