import type { EventRecord } from '@kindred/engine'
import type { SubjectEvent } from '@kindred/language'
import { compareIds } from '../order/compare-ids.ts'

export interface StoredEvent {
  readonly event: SubjectEvent
  readonly batch: number
}

/** Events by customer, each of her ids once, in order of instant and id. */
export class MemoryEvents {
  readonly #ids = new Set<string>()
  readonly #byCustomer = new Map<string, StoredEvent[]>()
  readonly #unsorted = new Set<string>()

  has(customer: string, id: string): boolean {
    return this.#ids.has(JSON.stringify([customer, id]))
  }

  add({ customer, ...event }: EventRecord, batch: number): void {
    this.#ids.add(JSON.stringify([customer, event.id]))
    const events = this.#byCustomer.get(customer) ?? []
    events.push({ event, batch })
    this.#byCustomer.set(customer, events)
    this.#unsorted.add(customer)
  }

  /** Events up to an instant, oldest first. */
  of(customer: string, asOf: number): readonly SubjectEvent[] {
    return this.#sorted(customer)
      .map(stored => stored.event)
      .filter(event => event.at <= asOf)
  }

  /** All of hers with the batches that brought them, oldest first. */
  stored(customer: string): readonly StoredEvent[] {
    return this.#sorted(customer)
  }

  /** Forgets what a batch brought of hers. */
  remove(customer: string, batch: number): void {
    const events = this.#sorted(customer)
    for (const { event } of events.filter(stored => stored.batch === batch)) {
      this.#ids.delete(JSON.stringify([customer, event.id]))
    }
    this.#byCustomer.set(
      customer,
      events.filter(stored => stored.batch !== batch),
    )
  }

  /** Forgets all of hers. */
  forget(customer: string): void {
    for (const { event } of this.stored(customer)) this.#ids.delete(JSON.stringify([customer, event.id]))
    this.#byCustomer.delete(customer)
  }

  /** The events with news: those after an instant or of a later batch, as seen at `asOf`. */
  typesSince(customer: string, since: { asOf: number; batch: number }, asOf: number): ReadonlySet<string> {
    const news = this.#sorted(customer).filter(
      ({ event, batch }) => event.at <= asOf && (event.at > since.asOf || batch > since.batch),
    )
    return new Set(news.map(({ event }) => event.event))
  }

  #sorted(customer: string): readonly StoredEvent[] {
    const events = this.#byCustomer.get(customer) ?? []
    if (this.#unsorted.delete(customer)) events.sort((a, b) => byInstantAndId(a.event, b.event))
    return events
  }
}

function byInstantAndId(a: SubjectEvent, b: SubjectEvent): number {
  return a.at - b.at || compareIds(a.id, b.id)
}
