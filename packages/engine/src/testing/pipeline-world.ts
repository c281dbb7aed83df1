import { expect } from 'vitest'
import { listSegments } from '../pipeline/list-segments.ts'
import { type Group, membersOf } from '../pipeline/members.ts'
import type { Catalog } from '../ports/catalog.ts'
import type { Warehouse } from '../ports/warehouse.ts'
import type { EventRecord } from '../records/customer-record.ts'
import type { Definitions } from '../records/definitions.ts'

export const day = 86_400_000
/** 1 June 2026, noon in Prague. */
export const start = Date.UTC(2026, 5, 1, 10)

/** A pair of stores, and a clock that is moved by hand. */
export class PipelineWorld {
  now = start
  #stores: { readonly warehouse: Warehouse; readonly catalog: Catalog } | undefined

  get stores(): { readonly warehouse: Warehouse; readonly catalog: Catalog } {
    if (this.#stores === undefined) throw new Error('nobody has opened them')
    return this.#stores
  }

  open(stores: { readonly warehouse: Warehouse; readonly catalog: Catalog }): void {
    this.#stores = stores
  }

  ports() {
    return { ...this.stores, clock: () => this.now }
  }

  async define(definitions: Definitions): Promise<void> {
    const { definitions: kept } = this.stores.catalog
    const expected = (await kept.current())?.version ?? 0
    await kept.store({ definitions, author: 'test', at: this.now, expected })
  }

  async sizes(): Promise<Record<string, number | undefined>> {
    const { segments } = await listSegments(this.ports())
    return Object.fromEntries(segments.map(({ id, standing }) => [id, standing?.size]))
  }

  async ids(group: Group, asOf?: number): Promise<string[]> {
    const request = { group, columns: [], counted: true, ...(asOf === undefined ? {} : { asOf }) }
    const found = await membersOf(this.ports(), request)
    const customers: string[] = []
    for await (const { customer } of found.rows) customers.push(customer)
    expect(found.total).toBe(customers.length)
    return customers
  }
}

export const segment = (id: string): Group => ({ kind: 'segment', id })

/** `amount` in currency units. */
export function purchase(id: string, customer: string, at: number, amount: number): EventRecord {
  const properties = new Map<string, string | number>([
    ['amount', amount * 10_000],
    ['category', 'books'],
  ])
  return { id, customer, event: 'purchase', at, properties }
}
