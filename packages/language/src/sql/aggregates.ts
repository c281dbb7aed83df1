import { EventPass } from './event-pass.ts'
import type { Fragment, Fragments } from './fragment.ts'
import type { Parameters } from './parameters.ts'
import type { NewsQuery } from './population-query.ts'

/** One aggregate function of ClickHouse over some of a customer's events. */
export interface AggregateRequest {
  /** Without `If`, which is added where there is a condition. */
  readonly function: string
  /** Of one event. */
  readonly arguments: readonly Fragment[]
  /** What the result is wrapped in: text before and after. */
  readonly wrap: readonly [string, string]
  readonly nullable: boolean
  readonly event: string
  /** Events after this instant; absent: from the first on. */
  readonly after: number | undefined
  /** Events up to this instant; absent: up to `asOf`. */
  readonly until: number | undefined
  /** Further conditions on the event, never NULL. */
  readonly conditions: readonly Fragment[]
}

const BITS_OF_WORD = 64

/** Everything the statement computes from events: each aggregate once, all of them in one pass. */
export class Aggregates {
  readonly #fragments: Fragments
  readonly #parameters: Parameters
  readonly #asOf: number
  readonly #requests = new Map<Fragment, AggregateRequest>()
  /** The bit of an event's type, by the column it goes into. */
  readonly #newsBits = new Map<Fragment, Fragment>()
  #news: NewsQuery | undefined

  constructor(fragments: Fragments, parameters: Parameters, asOf: number) {
    this.#fragments = fragments
    this.#parameters = parameters
    this.#asOf = asOf
  }

  /** The column of a customer that an aggregate becomes. Asking twice for the same gives the same. */
  request(request: AggregateRequest): Fragment {
    const { function: name, wrap, event, after, until, nullable } = request
    const identity = JSON.stringify([
      name,
      wrap,
      event,
      after ?? null,
      until ?? null,
      request.arguments.length,
    ])
    const inputs = [...request.arguments, ...request.conditions]
    const fragment = this.#fragments.aggregate([identity, ...inputs.map(() => '')], inputs, nullable)
    this.#requests.set(fragment, request)
    return fragment
  }

  /** Which of the event types have news of a customer: one column for every 64 of them. */
  news(query: NewsQuery): readonly Fragment[] {
    if (query.events.length === 0) return []
    this.#news = query
    const words = Math.ceil(query.events.length / BITS_OF_WORD)
    return Array.from({ length: words }, (_, word) => {
      const fragment = this.#fragments.aggregate([`news ${word}`], [], false)
      this.#newsBits.set(
        fragment,
        this.#newsBit(query.events.slice(word * BITS_OF_WORD, (word + 1) * BITS_OF_WORD)),
      )
      return fragment
    })
  }

  #newsBit(events: readonly string[]): Fragment {
    const bits = events.map((_, index) => `toUInt64(${1n << BigInt(index)})`).join(', ')
    const names = this.#parameters.bind('Array(String)', events)
    return this.#fragments.known([`transform(`, `, ${names}, [${bits}], toUInt64(0))`], this.#fragments.event)
  }

  /** The SELECT of the aggregates that are used: `customer_id` and one column each. */
  select(used: readonly Fragment[], source: string): string {
    const requests = new Map([...this.#requests].filter(([fragment]) => used.includes(fragment)))
    const pass = new EventPass({
      fragments: this.#fragments,
      parameters: this.#parameters,
      asOf: this.#asOf,
      requests,
      newsBits: this.#newsBits,
      news: this.#news,
    })
    return pass.select(source)
  }
}
