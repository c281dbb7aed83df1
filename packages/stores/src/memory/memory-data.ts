import type { CustomerRecord, Delivered } from '@kindred/engine'
import { compareIds } from '../order/compare-ids.ts'
import { MemoryCustomers } from './memory-customers.ts'
import { MemoryEvents } from './memory-events.ts'
import { MemoryMerges } from './memory-merges.ts'

/** The customers and events of one workspace, held in arrays. */
export class MemoryData {
  readonly customers = new MemoryCustomers()
  readonly events = new MemoryEvents()
  readonly merges = new MemoryMerges()
  /** What became of each stretch, by its id. */
  readonly deliveries = new Map<string, Delivered>()
  /** Number of the newest batch; 0 before the first. */
  batch = 0

  /** One customer as of an instant; `undefined` while she is not known. */
  customer(id: string, asOf: number): CustomerRecord | undefined {
    const since = this.customers.knownSince(id)
    if (since === undefined || since > asOf || this.merges.isAway(id)) return undefined
    return {
      id,
      since: since === 0 ? undefined : since,
      attributes: this.customers.attributes(id, asOf),
      events: this.events.of(id, asOf),
    }
  }

  /** Everybody there is: who was merged into another is nobody. */
  *ids(): Iterable<string> {
    for (const id of this.customers.ids()) if (!this.merges.isAway(id)) yield id
  }

  /** The base population at an instant, in order of id. */
  *population(asOf: number): Iterable<CustomerRecord> {
    for (const id of [...this.ids()].sort(compareIds)) {
      const customer = this.customer(id, asOf)
      if (customer !== undefined) yield customer
    }
  }
}
