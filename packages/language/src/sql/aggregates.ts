import { EventPass } from './event-pass.ts'
import type { Fragment, Fragments } from './fragment.ts'
import type { Parameters } from './parameters.ts'

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

/** Everything the statement computes from events: each aggregate once, all of them in one pass. */
export class Aggregates {
  readonly #fragments: Fragments
  readonly #parameters: Parameters
  readonly #asOf: number
  readonly #requests = new Map<Fragment, AggregateRequest>()
  readonly #flags = new Map<Fragment, Fragment>()

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

  /**
   * Whether the condition holds for any of the customer's events up to `asOf`, of the types that something else is
   * asked of: a column of 0 and 1.
   */
  flag(condition: Fragment): Fragment {
    const fragment = this.#fragments.aggregate(['flag ', ''], [condition], false)
    this.#flags.set(fragment, condition)
    return fragment
  }

  /** The SELECT of the aggregates that are used: `customer_id` and one column each. */
  select(used: readonly Fragment[], source: string): string {
    const requests = new Map([...this.#requests].filter(([fragment]) => used.includes(fragment)))
    const pass = new EventPass({
      fragments: this.#fragments,
      parameters: this.#parameters,
      asOf: this.#asOf,
      requests,
      flags: new Map([...this.#flags].filter(([fragment]) => used.includes(fragment))),
    })
    return pass.select(source)
  }
}
