import { MemoryCatalog, MemoryImports, MemoryWarehouse } from '@kindred/stores/memory'
import { beforeEach, describe, expect, it } from 'vitest'
import { pairStores } from './pair-stores.ts'

const fresh = () => ({
  warehouse: new MemoryWarehouse(data => new MemoryImports(data)),
  catalog: new MemoryCatalog(),
})
const idsOf = async ({ warehouse, catalog }: ReturnType<typeof fresh>) => [
  await warehouse.workspaces(),
  await catalog.workspaces(),
]

describe('the warehouse and the catalog of a workspace', () => {
  let made: string[]
  const newId = () => {
    made.push(`workspace-${made.length + 1}`)
    return made.at(-1) ?? ''
  }
  beforeEach(() => {
    made = []
  })

  it('get one id when they are first opened, and keep it', async () => {
    const stores = fresh()
    await pairStores(stores, newId)
    await pairStores(stores, newId)
    expect(await idsOf(stores)).toEqual([['workspace-1'], ['workspace-1']])
    expect(made).toEqual(['workspace-1'])
  })

  it.each(['warehouse', 'catalog'] as const)('take the id that the %s has', async store => {
    const stores = fresh()
    await stores[store].joinWorkspace('older')
    await pairStores(stores, newId)
    expect(await idsOf(stores)).toEqual([['older'], ['older']])
    expect(made).toEqual([])
  })

  it('are refused, both with their ids, when they are of two workspaces', async () => {
    const [one, other] = [fresh(), fresh()]
    await pairStores(one, newId)
    await pairStores(other, newId)
    const mixed = { warehouse: one.warehouse, catalog: other.catalog }
    await expect(pairStores(mixed, newId)).rejects.toMatchObject({
      code: 'stores_not_paired',
      says: 'The warehouse (memory) belongs to the workspace workspace-1, the catalog (catalog) to workspace-2.',
    })
    expect(await idsOf(mixed)).toEqual([['workspace-1'], ['workspace-2']])
  })
})
