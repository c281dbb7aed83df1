import { bought, checkedText, collected, contextAt, customer, happened } from './population-words.ts'
import type { WarehouseOfLive } from './warehouse-live-suite.ts'

export const noon = Date.UTC(2026, 2, 1, 12)
export const hour = 3_600_000
export const ever = Number.MAX_SAFE_INTEGER
export const empty = { customers: [], events: [], transitions: [] }

export type OpenLive = () => WarehouseOfLive

export const threeOfThem = {
  customers: [
    customer('cookie', noon - 5 * hour, { country: 'SK', score: 7 }),
    customer('cookie', noon, { member: true }),
    customer('anna', noon - 3 * hour, { country: 'CZ' }),
    customer('berta', 0, { country: 'DE' }),
  ],
  events: [
    bought('1', 'cookie', noon - 4 * hour, 10),
    bought('2', 'cookie', noon - 2 * hour, 20),
    bought('2', 'anna', noon - hour, 400),
    happened('3', 'anna', 'visit', noon),
  ],
}

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
