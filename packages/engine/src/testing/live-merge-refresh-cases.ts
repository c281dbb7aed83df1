import { expect, test } from 'vitest'
import type { RefreshRequest } from '../ports/warehouse.ts'
import { empty, hour, noon, type OpenLive } from './live-merged.ts'
import { bought, collected, contextAt, segment } from './population-words.ts'
import type { WarehouseOfLive } from './warehouse-live-suite.ts'

/** What a merge, its end and a delivery mean to a refresh. */
export function mergeRefreshCases(warehouse: OpenLive): void {
  const definitions = {
    segments: [
      segment('buyers', 'sum(purchase.amount) > 5'),
      segment('scored', 'score = 7'),
      segment('everybody', '1 = 1'),
    ],
    segmentations: [],
    carried: [],
    recordTransitions: true,
  }
  const refresh = async (request: Pick<RefreshRequest, 'id' | 'previous' | 'context'>) => {
    const { batch, layout, moves, customers } = await warehouse().refresh({ ...definitions, ...request })
    return { previous: { id: request.id, asOf: request.context.asOf, batch, layout }, moves, customers }
  }

  test('a refresh moves those who were merged or parted by the cause data', async () => {
    const context = contextAt(noon + hour)
    await warehouse().append({ customers: [], events: [bought('9', 'berta', noon, 1)] })
    const first = await refresh({ id: 1, context })
    await warehouse().merge({ id: 'm', from: 'cookie', into: 'berta', at: noon })
    const second = await refresh({ id: 2, context, previous: first.previous })
    expect(second).toMatchObject({ customers: 2, moves: { data: 5, clock: 0, definition: 0 } })
    expect(await movesOf(warehouse(), 2)).toEqual([
      'berta buyers out→in',
      'berta scored out→in',
      'cookie buyers in→out',
      'cookie everybody in→out',
      'cookie scored in→out',
    ])
    await warehouse().unmerge({ id: 'm', at: noon })
    const third = await refresh({ id: 3, context, previous: second.previous })
    expect(third).toMatchObject({ customers: 3, moves: { data: 5, clock: 0, definition: 0 } })
    expect(await movesOf(warehouse(), 3)).toEqual([
      'berta buyers in→out',
      'berta scored in→out',
      'cookie buyers out→in',
      'cookie everybody out→in',
      'cookie scored out→in',
    ])
  })

  test('what was delivered is news to a refresh', async () => {
    const context = contextAt(noon + hour)
    const first = await refresh({ id: 1, context })
    await warehouse().deliver({ ...empty, id: 'd', events: [bought('9', 'berta', noon, 100)] })
    const second = await refresh({ id: 2, context, previous: first.previous })
    expect(second).toMatchObject({ moves: { data: 1, clock: 0, definition: 0 } })
  })
}

async function movesOf(warehouse: WarehouseOfLive, refresh: number): Promise<string[]> {
  const moves = await collected(warehouse.transitions({ refreshes: [refresh] }))
  return moves.map(({ customer: id, definition, from, to }) => `${id} ${definition} ${from}→${to}`)
}
