import { expect, test } from 'vitest'
import type { CustomerTable } from '../../ports/warehouse-tables.ts'
import { joinColumns, numbersAt, rowsIn } from './join-columns.ts'

function read(
  customers: readonly string[],
  spend: readonly number[],
  words: readonly string[],
  codes: readonly number[],
): CustomerTable {
  const values = new Float64Array(new SharedArrayBuffer(8 * spend.length))
  values.set(spend)
  const places = new Int32Array(new SharedArrayBuffer(4 * codes.length))
  places.set(codes)
  return {
    population: customers.length,
    customers,
    columns: new Map([
      ['spend', { kind: 'number', values }],
      ['country', { kind: 'category', codes: places, words }],
    ]),
  }
}

const first = read(['a', 'b', 'c'], [1, 2, Number.NaN], ['CZ', 'SK'], [1, -1, 0])
const second = read(['b', 'd'], [20, 40], ['AT', 'SK'], [0, 1])

test('readings of several instants stand one behind the other, each with words of its own', () => {
  const parts = [
    { table: first, rows: Int32Array.of(0, 2) },
    { table: second, rows: Int32Array.of(1, 0) },
  ]
  expect(joinColumns('spend', parts)).toEqual({
    name: 'spend',
    kind: 'number',
    values: Float64Array.of(1, Number.NaN, 40, 20),
  })
  expect(joinColumns('country', parts)).toEqual({
    name: 'country',
    kind: 'category',
    values: ['SK', 'CZ', 'SK', 'AT'],
  })
  expect(() => joinColumns('other', parts)).toThrow("'other' was not read")
})

test('customers are found again by their id; who is gone has no row and no number', () => {
  const rows = rowsIn(first.customers, second.customers)
  expect([...rows]).toEqual([-1, 0, -1])
  expect([...numbersAt(second, 'spend', rows)]).toEqual([Number.NaN, 20, Number.NaN])
})
