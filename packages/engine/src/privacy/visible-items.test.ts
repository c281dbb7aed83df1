import { expect, test } from 'vitest'
import { HiddenCustomers } from './hidden-customers.ts'
import { visibleItems } from './visible-items.ts'

/** Five thousand items, of the customers 0 to 4 999; `hide` opens an erasure. */
function world() {
  let now = 0
  const customers: string[] = []
  const open = async () => (customers.length === 0 ? [] : [{ ...erasure, customers: [...customers] }])
  const hidden = new HiddenCustomers({ open }, () => now)
  const hide = (id: string) => {
    customers.push(id)
    now += 10_000
  }
  return { hidden, hide }
}
const erasure = { id: 'e', at: 0, author: '', hashes: [], found: [], waits: [] }

async function* items(limit = 5_000) {
  for (let at = 0; at < limit; at += 1) yield String(at)
}

async function listed(from: AsyncIterable<string>, during = (_: string) => {}): Promise<string[]> {
  const found: string[] = []
  for await (const item of from) {
    found.push(item)
    during(item)
  }
  return found
}

test('nobody who is hidden is among the items, and does not use the limit up', async () => {
  const { hidden, hide } = world()
  const asked: (number | undefined)[] = []
  const read = ({ limit }: { readonly limit?: number }) => {
    asked.push(limit)
    return items(limit)
  }
  const three = () => visibleItems({ hidden, limit: 3, read, customerOf: id => id })
  expect(await listed(three())).toEqual(['0', '1', '2'])
  hide('1')
  expect(await listed(three())).toEqual(['0', '2', '3'])
  expect(asked).toEqual([3, undefined])
  expect(await listed(visibleItems({ hidden, limit: 0, read, customerOf: id => id }))).toEqual([])
})

test('who is hidden while items are read is among them no more, from the next thousand on', async () => {
  const { hidden, hide } = world()
  const all = visibleItems({ hidden, limit: undefined, read: () => items(), customerOf: id => id })
  const found = await listed(all, item => {
    if (item === '1500') hide('4000')
  })
  expect(found).toHaveLength(4_999)
  expect(found).not.toContain('4000')
})

test('a reader who has seen enough ends what is read', async () => {
  const { hidden } = world()
  let hasEnded = false
  const read = async function* () {
    try {
      yield* items()
    } finally {
      hasEnded = true
    }
  }
  for await (const item of visibleItems({ hidden, limit: undefined, read, customerOf: id => id }))
    if (item === '5') break
  expect(hasEnded).toBe(true)
})
