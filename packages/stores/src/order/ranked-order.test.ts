import type { Checked, Value } from '@kindred/language'
import { expect, it } from 'vitest'
import { rankedOrder } from './ranked-order.ts'

const by: Checked = {
  kind: 'attribute',
  name: 'limit',
  type: 'money',
  unknown: true,
  span: { line: 1, column: 1, length: 0 },
}

function inOrder(values: Readonly<Record<string, Value | undefined>>, descending: boolean): string[] {
  const places = Object.entries(values).map(([customer, value]) => ({ customer, by: value }))
  return places.sort(rankedOrder({ by, descending })).map(({ customer }) => customer)
}

it('puts whose value is unknown last either way, and of equal ones the lower id first', () => {
  const values = { d: undefined, c: 2, b: 2, a: undefined, e: -1, f: 10n ** 20n }
  expect(inOrder(values, false)).toEqual(['e', 'b', 'c', 'f', 'a', 'd'])
  expect(inOrder(values, true)).toEqual(['f', 'b', 'c', 'e', 'a', 'd'])
})

it('takes −0 for 0, no for less than yes, and texts by their bytes', () => {
  expect(inOrder({ b: 0, a: -0, c: -1 }, false)).toEqual(['c', 'a', 'b'])
  expect(inOrder({ a: true, b: false }, false)).toEqual(['b', 'a'])
  expect(inOrder({ a: '😀', b: '～', c: 'Z', d: 'a' }, false)).toEqual(['c', 'd', 'b', 'a'])
})

it('without a value goes by the id', () => {
  const places = ['b', 'a', '😀', '～'].map(customer => ({ customer, by: undefined }))
  const ids = (descending: boolean) =>
    places.toSorted(rankedOrder({ descending })).map(({ customer }) => customer)
  expect(ids(false)).toEqual(['a', 'b', '～', '😀'])
  expect(ids(true)).toEqual(['😀', '～', 'b', 'a'])
})
