import { beforeAll, expect, test } from 'vitest'
import { cookieIntoAnna, everything, noon, threeOfThem } from './live-merged.ts'
import { populationSchema } from './population-words.ts'
import { describeUnless } from './skipped.ts'
import type { WarehouseLiveSuite, WarehouseOfLive } from './warehouse-live-suite.ts'

/** Merges that are refused: nothing changes, so all of them are tried on one warehouse. */
export function refusedMergeCases({ open, skipRequests }: WarehouseLiveSuite): void {
  describeUnless(skipRequests, 'merges that are refused', () => {
    let warehouse: WarehouseOfLive
    const all = async () => [await warehouse.batch(), await everything(warehouse)]
    beforeAll(async () => {
      warehouse = await open()
      await warehouse.declare(populationSchema)
      await warehouse.append(threeOfThem)
      await warehouse.merge(cookieIntoAnna)
    })

    test.each([
      [
        'with oneself',
        { id: 'x', from: 'anna', into: 'anna', at: noon },
        'merge_impossible',
        'one customer twice',
      ],
      [
        'of one who is another by now',
        { id: 'x', from: 'cookie', into: 'berta', at: noon },
        'merge_impossible',
        'its first customer went with merge m1',
      ],
      [
        'into one who is another by now',
        { id: 'x', from: 'berta', into: 'cookie', at: noon },
        'merge_impossible',
        'its second customer went with merge m1',
      ],
      [
        'without an id',
        { id: '', from: 'berta', into: 'anna', at: noon },
        'value_not_storable',
        'the id of a merge',
      ],
      [
        'at no instant',
        { id: 'x', from: 'berta', into: 'anna', at: 0.5 },
        'value_not_storable',
        'the instant of a merge',
      ],
    ])('a merge %s is refused, and nothing is changed', async (_, asked, code, words) => {
      const before = await all()
      await expect(warehouse.merge(asked)).rejects.toMatchObject({
        code,
        message: expect.stringContaining(words),
      })
      expect(await all()).toEqual(before)
    })

    test('a merge that never was cannot be undone', async () => {
      await expect(warehouse.unmerge({ id: 'never', at: noon })).rejects.toMatchObject({
        code: 'merge_unknown',
      })
    })
  })
}
