import type { RefreshOutcome, RefreshRequest } from '../ports/warehouse.ts'
import type { Transition } from '../records/refresh.ts'
import { checkedText, collected, contextAt, firstMatch, segment, segmentation } from './population-words.ts'
import type { WarehouseOfPopulation } from './warehouse-population-suite.ts'

export const noon = Date.UTC(2026, 2, 1, 12)
export const day = 86_400_000

const spend = checkedText('sum(purchase.amount)')

const lifecycle = firstMatch('lifecycle', { active: 'did(purchase, 30d)', known: 'country is known' }, 'out')

export const definitions = {
  segments: [
    segment('buyers', 'did(purchase, 30d)'),
    segment('idle', 'not did(purchase, 30d)'),
    segment('czech', 'country = "CZ"'),
    segment('callers', 'did(call, 2d)'),
  ],
  segmentations: [segmentation(lifecycle)],
  value: spend,
}

export type Open = () => WarehouseOfPopulation

export interface Refreshing {
  readonly id: number
  readonly asOf: number
  readonly after?: { readonly request: RefreshRequest; readonly outcome: RefreshOutcome }
  readonly change?: Partial<RefreshRequest>
}

export async function refreshed(warehouse: WarehouseOfPopulation, { id, asOf, after, change }: Refreshing) {
  const previous = after && {
    id: after.request.id,
    asOf: after.request.context.asOf,
    batch: after.outcome.batch,
    layout: after.outcome.layout,
  }
  const request: RefreshRequest = {
    id,
    context: contextAt(asOf),
    ...definitions,
    carried: [],
    recordTransitions: true,
    ...(previous === undefined ? {} : { previous }),
    ...change,
  }
  return { request, outcome: await warehouse.refresh(request) }
}

export function idsIn(
  warehouse: WarehouseOfPopulation,
  { request, outcome }: Awaited<ReturnType<typeof refreshed>>,
  of: string,
) {
  return collected(warehouse.members({ refresh: request.id, layout: outcome.layout, segment: of }))
}

export async function movesOf(warehouse: WarehouseOfPopulation, refresh: number): Promise<string[]> {
  const all = await collected(warehouse.transitions({ refreshes: [refresh] }))
  return all.map(inWords)
}

export function inWords({ customer: who, definition, from, to, cause }: Transition): string {
  return `${who} ${definition} ${from}>${to} ${cause}`
}

export function sizesOf({ outcome }: { readonly outcome: RefreshOutcome }): string[] {
  return outcome.results.map(
    ({ id, class: name, size, value, entered, left }) =>
      `${id}${name === undefined ? '' : `.${name}`} ${size} ${value} +${entered} -${left}`,
  )
}
