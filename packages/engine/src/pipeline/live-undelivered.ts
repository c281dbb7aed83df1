import type { Profiles } from '../ports/profiles.ts'
import { orderedNumber, readOrderedNumber } from '../profiles/bytes/ordered-number.ts'
import { decodeOutboxRow } from '../profiles/delivery/outbox-entry.ts'
import type { Undelivered } from '../profiles/filling/fill-customer.ts'
import type { CustomerPatch, EventRecord } from '../records/customer-record.ts'
import { canonicalIds } from './live-identities.ts'

type Said = EventRecord | CustomerPatch

/** A row of the outbox: the number of its first entry, and what its entries say of customers. */
interface Row {
  readonly first: number
  readonly said: readonly Said[]
}

/**
 * What the outbox has of customers. Asked again, it reads what has come since, and forgets what has been delivered: rows
 * come in at the end, in the order of their numbers, and go at the beginning.
 */
export class LiveUndelivered {
  readonly #profiles: Pick<Profiles, 'read' | 'range'>
  #rows: Row[] = []
  /** The number of the first entry that has not been read. */
  #next = 0

  constructor(profiles: Pick<Profiles, 'read' | 'range'>) {
    this.#profiles = profiles
  }

  /** Of some customers, in the order it came; what it has of those merged into them is theirs. */
  async of(isWanted: (id: string) => boolean): Promise<ReadonlyMap<string, Undelivered>> {
    await this.#read()
    const said = this.#rows.flatMap(row => row.said)
    const canonical = await canonicalIds(this.#profiles, new Set(said.map(customerOf)))
    const found = new Map<string, { events: EventRecord[]; patches: CustomerPatch[] }>()
    for (const each of said) {
      const id = canonical.get(customerOf(each)) ?? customerOf(each)
      if (!isWanted(id)) continue
      const own = found.get(id) ?? { events: [], patches: [] }
      found.set(id, own)
      if ('event' in each) own.events.push(each)
      else own.patches.push(each)
    }
    return found
  }

  async #read(): Promise<void> {
    const oldest = await this.#oldest()
    this.#rows = this.#rows.filter(({ first }) => first >= oldest)
    for await (const { key, value } of this.#profiles.range('outbox', { from: orderedNumber(this.#next) })) {
      const entries = decodeOutboxRow(value, 'said')
      const first = readOrderedNumber(key)
      const said = entries.flatMap((entry): Said[] => {
        if (entry.kind === 'event') return [entry.event]
        return entry.kind === 'customer' ? [entry.patch] : []
      })
      if (said.length > 0) this.#rows.push({ first, said })
      // Of a row of moves alone nothing was decoded.
      this.#next = first + Math.max(1, entries.length)
    }
  }

  async #oldest(): Promise<number> {
    for await (const { key } of this.#profiles.range('outbox', { limit: 1 })) return readOrderedNumber(key)
    return Number.POSITIVE_INFINITY
  }
}

function customerOf(said: Said): string {
  return 'event' in said ? said.customer : said.id
}
