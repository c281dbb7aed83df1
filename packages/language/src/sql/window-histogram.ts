import type { AggregateRequest } from './aggregates.ts'
import type { Fragment } from './fragment.ts'

type Requests = ReadonlyMap<Fragment, AggregateRequest>

/** From so many requests on one histogram costs less than an aggregate each, whose state every customer pays for. */
const WORTH: Readonly<Record<string, number>> = { count: 4, sum: 2 }

/** More cells than this for each request, and most of them would be nobody's. */
const MOST_CELLS_EACH = 8

/**
 * Counts or sums that differ in nothing but their window and, of counts, the type of event. The ends of all the windows
 * divide time into rings, and each event is added once, to the cell of its type and ring; a window is the sum of its
 * rings.
 */
export class WindowHistogram {
  readonly requests: Requests
  readonly #one: AggregateRequest
  readonly #events: readonly string[]
  /** Ends of windows, earliest first: ring `i` holds what is after `i` of them. */
  readonly #bounds: readonly number[]

  constructor(requests: Requests, one: AggregateRequest) {
    this.requests = requests
    this.#one = one
    const all = [...requests.values()]
    this.#events = [...new Set(all.map(({ event }) => event))].sort()
    const bounds = all.flatMap(({ after, until }) => [after, until]).filter(bound => bound !== undefined)
    this.#bounds = [...new Set(bounds)].sort((a, b) => a - b)
  }

  /** What all of them are: function, arguments and conditions. */
  get of(): AggregateRequest {
    return this.#one
  }

  /** The types of event in the order of their cells. */
  get events(): readonly string[] {
    return this.#events
  }

  get bounds(): readonly number[] {
    return this.#bounds
  }

  get rings(): number {
    return this.#bounds.length + 1
  }

  get cells(): number {
    return this.#events.length * this.rings
  }

  get isWorthIt(): boolean {
    const { size } = this.requests
    return (
      size >= (WORTH[this.#one.function] ?? Number.POSITIVE_INFINITY) && this.cells <= size * MOST_CELLS_EACH
    )
  }

  /** The cells of a request, latest ring first: windows that end alike begin with the same sum, which is added up once. */
  cellsOf({ event, after, until }: AggregateRequest): readonly number[] {
    const first = after === undefined ? 0 : this.#bounds.indexOf(after) + 1
    const last = until === undefined ? this.#bounds.length : this.#bounds.indexOf(until)
    const start = this.#events.indexOf(event) * this.rings
    return Array.from({ length: last - first + 1 }, (_, back) => start + last - back)
  }
}

/** The histograms that save something; what is in none of them is asked for by itself. */
export function histogramsOf(requests: Requests): readonly WindowHistogram[] {
  const alike = new Map<string, Map<Fragment, AggregateRequest>>()
  for (const [fragment, request] of requests) {
    if (!(request.function in WORTH) || isEmpty(request)) continue
    const identity = identityOf(request)
    const group = alike.get(identity) ?? new Map<Fragment, AggregateRequest>()
    alike.set(identity, group.set(fragment, request))
  }
  return [...alike.values()].flatMap(group => {
    const [one] = group.values()
    const histogram = one === undefined ? undefined : new WindowHistogram(group, one)
    return histogram?.isWorthIt ? [histogram] : []
  })
}

/** What is known of a property is asked of one type of event only, whose column it is; a bare count is asked of any. */
function identityOf({ function: name, event, arguments: inputs, conditions }: AggregateRequest): string {
  const isBare = inputs.length === 0 && conditions.length === 0
  const ids = (fragments: readonly Fragment[]) => fragments.map(({ id }) => id)
  return JSON.stringify([name, isBare ? '' : event, ids(inputs), ids(conditions)])
}

/** A window that holds no instant would have fewer than no rings. */
function isEmpty({ after, until }: AggregateRequest): boolean {
  return after !== undefined && until !== undefined && after >= until
}
