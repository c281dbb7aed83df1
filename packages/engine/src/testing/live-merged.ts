import { checkedText, collected, contextAt } from './population-words.ts'
import type { WarehouseOfLive } from './warehouse-live-suite.ts'

export const noon = Date.UTC(2026, 2, 1, 12)
export const hour = 3_600_000
export const ever = Number.MAX_SAFE_INTEGER
export const empty = { customers: [], events: [], transitions: [] }

export type OpenLive = () => WarehouseOfLive

export const cookieIntoAnna = { id: 'm1', from: 'cookie', into: 'anna', at: noon + hour }

export async function viewOf(warehouse: WarehouseOfLive, id: string, asOf: number) {
  const found = await warehouse.customer(id, asOf)
  return {
    since: found?.since,
    attributes: Object.fromEntries(found?.attributes ?? []),
    events: (found?.events ?? []).map(event => [event.id, event.properties.get('amount')] as const),
  }
}

/** All that can be seen of the three, and of the population now. */
export async function everything(warehouse: WarehouseOfLive) {
  const context = contextAt(noon + 9 * hour)
  const columns = new Map([
    ['spent', checkedText('sum(purchase.amount)')],
    ['country', checkedText('country')],
  ])
  return {
    anna: await viewOf(warehouse, 'anna', ever),
    berta: await viewOf(warehouse, 'berta', ever),
    cookie: await viewOf(warehouse, 'cookie', ever),
    counts: await warehouse.counts(),
    rows: await collected(warehouse.rows({ context, columns })),
    histories: await collected(
      warehouse.histories({ asOf: noon, events: new Map([['visit', { properties: [] }]]) }),
    ),
  }
}
