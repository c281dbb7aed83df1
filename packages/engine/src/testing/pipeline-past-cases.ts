import { expect, test } from 'vitest'
import { historyOf } from '../pipeline/history.ts'
import { migrationOf } from '../pipeline/migration.ts'
import { day, type PipelineWorld, start } from './pipeline-world.ts'

/** What was, by what was recorded and by what is computed anew. */
export function pastCases(world: PipelineWorld): void {
  test('history is what was recorded, by day', async () => {
    const { computed, points } = await historyOf(world.ports(), { segment: 'buyers' })
    expect(computed).toBe(false)
    const brief = points.map(({ asOf, size, entered, left }) => [(asOf - start) / day, size, entered, left])
    expect(brief.slice(0, 3)).toEqual([
      [-40, 1, 0, 0],
      [0, 2, 2, 0],
      [25, 2, 1, 1],
    ])
  })

  test('history is computed at regular instants, recorded or not', async () => {
    const { points } = await historyOf(world.ports(), {
      segment: 'buyers',
      from: start,
      to: start + 14 * day,
      every: 'week',
    })
    const brief = points.map(({ asOf, size, entered, left }) => [(asOf - start) / day, size, entered, left])
    expect(brief).toEqual([
      [0, 2, 1, 0],
      [7, 2, 0, 0],
      [14, 1, 0, 1],
    ])
    expect(points[0]).toMatchObject({ customers: 4, value: 13_000_000, valueType: 'money' })
    const tooLong = { segment: 'buyers', from: start - 500 * day, to: start, every: 'day' as const }
    await expect(historyOf(world.ports(), tooLong)).rejects.toMatchObject({ code: 'history_too_long' })
    const backwards = { segment: 'buyers', from: start, to: start - day }
    await expect(historyOf(world.ports(), backwards)).rejects.toMatchObject({ code: 'instants_out_of_order' })
  })

  test('migration tells who went where, with the value carried', async () => {
    const found = await migrationOf(world.ports(), {
      segmentation: 'lifecycle',
      from: start,
      to: start + 25 * day,
    })
    const cells = found.cells.map(({ from, to, customers, valueAfter }) => [from, to, customers, valueAfter])
    expect(cells).toEqual([
      ['active', 'active', 1, 12_000_000],
      ['active', 'lapsing', 1, 1_000_000],
      ['lapsing', 'lapsed', 1, 4_500_000],
      ['lapsed', 'active', 1, 500_000],
    ])
    expect(found).toMatchObject({
      valueType: 'money',
      from: { customers: 4 },
      to: { customers: 4, value: 18_000_000 },
    })
  })
}
