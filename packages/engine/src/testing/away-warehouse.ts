import type { Warehouse } from '../ports/warehouse.ts'

/** A warehouse that can be out of reach for a while, for all that live asks of it. */
export class AwayWarehouse {
  isAway = false
  /** Histories of everybody are broken off after so many customers. */
  endsAfter = Number.POSITIVE_INFINITY
  readonly warehouse: Warehouse

  constructor(of: Warehouse) {
    const reached = () => {
      if (this.isAway) throw new Error('away')
      return of
    }
    const ends = () => {
      if (this.endsAfter-- <= 0) throw new Error('away')
    }
    const histories: Warehouse['histories'] = async function* (query) {
      for await (const history of reached().histories(query)) {
        if (query.customers === undefined) ends()
        yield history
      }
    }
    const own: Partial<Warehouse> = {
      histories,
      deliver: async stretch => reached().deliver(stretch),
      merge: async merge => reached().merge(merge),
      unmerge: async undo => reached().unmerge(undo),
      batch: async () => reached().batch(),
      counts: async () => reached().counts(),
    }
    // Everything else as it is, on the store itself: its methods have private parts.
    this.warehouse = new Proxy(of, {
      get(target, name) {
        const mine: unknown = Reflect.get(own, name)
        const value: unknown = mine ?? Reflect.get(target, name, target)
        return mine === undefined && typeof value === 'function' ? value.bind(target) : value
      },
    })
  }
}
