import { expect, test } from 'vitest'
import { refreshAll } from '../pipeline/refresh.ts'
import { breakingOn } from './breaking-warehouse.ts'
import { day, type PipelineWorld } from './pipeline-world.ts'

/** Statements that fail: only what they fail for, and nothing is published of a warehouse that is down. */
export function failureCases(world: PipelineWorld): void {
  test('a definition that breaks the statement is found and set apart, its last result carried over', async () => {
    world.now += day
    const broken = { ...world.ports(), warehouse: breakingOn(world.stores.warehouse, 'czech') }
    const { refresh } = await refreshAll(broken)
    const failures = refresh.results.flatMap(({ id, failure }) => (failure ? [[id, failure.code]] : []))
    expect(failures).toEqual([['czech', 'evaluation_failed']])
    expect(await world.sizes()).toMatchObject({ czech: 2, best_czech: 1 })
  })

  test('a segmentation that cannot be cut takes what stands on it with it, and nothing else', async () => {
    world.now += day
    const broken = { ...world.ports(), warehouse: breakingOn(world.stores.warehouse, 'tier') }
    const { refresh } = await refreshAll(broken)
    const failures = refresh.results.flatMap(({ id, failure }) => (failure ? [`${id} ${failure.code}`] : []))
    expect([...new Set(failures)]).toEqual(['best_czech stands_on_failed', 'tier evaluation_failed'])
    expect(await world.ids({ kind: 'segmentation', id: 'tier', class: 'top' })).toEqual(['anna', 'carl'])
    await refreshAll(world.ports())
  })

  test('when the warehouse itself fails no definition is blamed and nothing is published', async () => {
    const before = await world.stores.catalog.refreshes.published({})
    const down = { ...world.ports(), warehouse: breakingOn(world.stores.warehouse, '') }
    await expect(refreshAll(down)).rejects.toThrow('breaks')
    expect(await world.stores.catalog.refreshes.published({})).toEqual(before)
    expect(await world.stores.catalog.refreshes.unfinished()).toEqual([])
  })
}
