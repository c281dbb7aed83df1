import type { DeclaredType, Value } from '@kindred/language'
import type { WarehouseSchema } from '../ports/warehouse.ts'
import type { CustomerPatch, EventRecord } from '../records/customer-record.ts'

export const ever = Number.MAX_SAFE_INTEGER
export const noon = Date.UTC(2026, 2, 1, 12)
export const hour = 3_600_000

const types: readonly DeclaredType[] = [
  'boolean',
  'number',
  'money',
  'text',
  'date',
  'instant',
  'place',
  'tags',
]

export const recordsSchema: WarehouseSchema = {
  attributes: new Map<string, DeclaredType>([
    ['country', 'text'],
    ['spend', 'number'],
    ['home', 'place'],
    ['interests', 'tags'],
    ...types.map(type => [`a_${type}`, type] as const),
  ]),
  events: new Map([
    ['purchase', new Map<string, DeclaredType>([['amount', 'money']])],
    ['visit', new Map<string, DeclaredType>()],
    ['everything', new Map<string, DeclaredType>(types.map(type => [`p_${type}`, type] as const))],
  ]),
}

export function patch(
  id: string,
  since: number,
  attributes: Record<string, Value | undefined>,
): CustomerPatch {
  return { id, since, attributes: new Map(Object.entries(attributes)) }
}

export function event(
  id: string,
  customer: string,
  at: number,
  properties: Record<string, Value> = {},
): EventRecord {
  return { id, customer, event: 'purchase', at, properties: new Map(Object.entries(properties)) }
}

export function appended(events: number, duplicates: number, newCustomers: number) {
  return { events, duplicates, newCustomers }
}

export function counted(customers: number, perEvent: Record<string, number>) {
  const events = Object.values(perEvent).reduce((sum, count) => sum + count, 0)
  return {
    customers,
    events,
    perEvent: new Map(Object.entries(perEvent)),
    firstEventAt: undefined,
    lastEventAt: undefined,
  }
}

export function idsOf(events: readonly { readonly id: string }[] | undefined): readonly string[] | undefined {
  return events?.map(one => one.id)
}

export function fields(attributes: ReadonlyMap<string, Value> | undefined): Record<string, Value> {
  return Object.fromEntries(attributes ?? [])
}
