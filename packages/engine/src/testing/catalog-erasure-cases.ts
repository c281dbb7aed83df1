import { expect, test } from 'vitest'
import type { Catalog } from '../ports/catalog.ts'
import { ERASED_MEMBER } from '../privacy/without-typical.ts'
import type { Erasure } from '../records/erasure.ts'
import { storedDiscovery } from './catalog-discovery-cases.ts'

const erasure: Erasure = {
  id: 'e1',
  at: 1_795_305_600_000,
  author: 'b\'o"b; DROP TABLE x',
  reason: "l'été 100%",
  customers: ['anna\ud800', 'bob'],
  hashes: ['a'.repeat(64), 'b'.repeat(64)],
  found: [{ store: 'warehouse', what: 'events', count: 2 ** 40 }],
  waits: ['Nothing has been removed yet.'],
}

/** Erasures, and what a catalog forgets of customers. */
export function erasureCases(catalog: () => Catalog): void {
  test('an erasure is kept whole, stays open until it is done, and its hashes stay', async () => {
    const { erasures } = catalog()
    expect([await erasures.get('e1'), await erasures.count()]).toEqual([undefined, 0])
    await erasures.put(erasure)
    await erasures.put({ ...erasure, id: 'e2', hashes: ['c'.repeat(64)] })
    expect(await erasures.get('e1')).toEqual(erasure)
    expect((await erasures.open()).map(({ id }) => id)).toEqual(['e1', 'e2'])
    const done = { ...erasure, customers: [], waits: [], doneAt: erasure.at + 1 }
    await erasures.put(done)
    expect((await erasures.open()).map(({ id }) => id)).toEqual(['e2'])
    expect((await erasures.list(10)).map(({ id }) => id)).toEqual(['e2', 'e1'])
    expect(await erasures.list(1)).toHaveLength(1)
    expect(await erasures.get('e1')).toEqual(done)
    expect(await erasures.hashes()).toEqual(new Set(['a', 'b', 'c'].map(each => each.repeat(64))))
    expect(await erasures.count()).toBe(2)
  })

  test('dead letters lose the moves of whoever is forgotten, and go when there are no others', async () => {
    const { hooks } = catalog()
    const hook = { id: 'h', url: 'https://crm.example', definitions: [], moves: 'both', secret: 's' } as const
    await hooks.add({ ...hook, createdAt: 1, delivered: 0 })
    const move = { seq: 1, at: 1, kind: 'segment', definition: 'vip', from: 'out', to: 'in' } as const
    const of = (customer: string) => ({ ...move, customer, cause: 'data' as const })
    const letter = { hook: 'h', at: 1, tries: 8, reason: 'status 500' }
    await hooks.bury({ ...letter, transitions: [of('anna'), of('bob'), of('web')] }, 1)
    await hooks.bury({ ...letter, transitions: [of('web')] }, 2)
    await hooks.bury({ ...letter, transitions: [of('bob')] }, 3)
    await hooks.forget(['anna', 'web'])
    const left = await hooks.deadLetters('h', 10)
    expect(left.map(({ transitions }) => transitions.map(({ customer }) => customer))).toEqual([
      ['bob'],
      ['bob'],
    ])
  })

  test('a typical member who is forgotten is nobody, with nothing of hers', async () => {
    const { discoveries } = catalog()
    const [first, ...others] = storedDiscovery.groups
    const typical = { customer: 'carla', values: [{ feature: 'spend', text: '12' }] }
    await discoveries.put({ ...storedDiscovery, groups: [{ ...first!, typical }, ...others] })
    await discoveries.forget(['carla', 'nobody'])
    const found = await discoveries.get(storedDiscovery.id)
    expect(found?.groups[0]?.typical).toEqual({ customer: ERASED_MEMBER, values: [] })
    expect(found?.groups.slice(1)).toEqual(others)
  })
}
