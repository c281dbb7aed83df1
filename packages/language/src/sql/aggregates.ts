import type { Fragment, Fragments } from './fragment.ts'
import type { Parameters } from './parameters.ts'
import { quoteName } from './physical.ts'
import type { NewsQuery } from './population-query.ts'
import { columnAlias, reachable, selectList, writeStages } from './stages.ts'

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

interface Requested {
  readonly fragment: Fragment
  readonly request: AggregateRequest
}

/** Everything the statement computes from events: each aggregate once, all of them in one pass. */
export class Aggregates {
  readonly #fragments: Fragments
  readonly #parameters: Parameters
  readonly #asOf: number
  readonly #requested = new Map<Fragment, AggregateRequest>()
  #news: { readonly fragment: Fragment; readonly query: NewsQuery } | undefined

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
    this.#requested.set(fragment, request)
    return fragment
  }

  news(query: NewsQuery): Fragment {
    const fragment = this.#fragments.aggregate(['news'], [], false)
    this.#news = { fragment, query }
    return fragment
  }

  /** The SELECT of the aggregates that are used: `customer_id` and one column each. */
  select(used: readonly Fragment[], source: string, range: readonly string[]): string {
    const requested = used.flatMap((fragment): Requested[] => {
      const request = this.#requested.get(fragment)
      return request === undefined ? [] : [{ fragment, request }]
    })
    const pass = new Pass(this.#fragments, this.#parameters, this.#asOf, requested, this.#news?.query)
    return pass.select(this.#news?.fragment, source, range)
  }
}

/** The one pass over events. */
class Pass {
  readonly #fragments: Fragments
  readonly #parameters: Parameters
  readonly #asOf: number
  readonly #requested: readonly Requested[]
  readonly #news: NewsQuery | undefined
  readonly #events: readonly string[]
  readonly #after: number | undefined

  constructor(
    fragments: Fragments,
    parameters: Parameters,
    asOf: number,
    requested: readonly Requested[],
    news: NewsQuery | undefined,
  ) {
    this.#fragments = fragments
    this.#parameters = parameters
    this.#asOf = asOf
    this.#requested = requested
    this.#news = news
    this.#events = [...new Set(requested.map(({ request }) => request.event))].sort()
    this.#after = widest(requested.map(({ request }) => request.after))
  }

  select(news: Fragment | undefined, source: string, range: readonly string[]): string {
    const calls = this.#requested.map(({ fragment, request }) => this.#call(fragment, request))
    if (news !== undefined && this.#news !== undefined) calls.push(this.#newsCall(news, this.#news))
    const inputs = [...new Set(calls.flatMap(call => call.inputs))]
    const filter = [...range, ...this.#filter()].join(' AND ')
    const shared = this.#rowStages(inputs, source, filter)
    const columns = calls.map(call => `${spell(call, shared.text)} AS ${columnAlias(call.fragment)}`)
    return `SELECT customer_id, ${columns.join(', ')} FROM ${shared.from} GROUP BY customer_id`
  }

  /** What the aggregates take in, as text; with inner SELECTs where a long condition is shared. */
  #rowStages(
    inputs: readonly Fragment[],
    source: string,
    filter: string,
  ): { readonly from: string; readonly text: ReadonlyMap<Fragment, string> } {
    const outputs = inputs.map(fragment => ({ alias: columnAlias(fragment), fragment }))
    const stages = writeStages({ outputs, base: leaf => leaf.strings.join('') })
    const last = stages.at(-1)?.columns ?? []
    const text = new Map(inputs.map((fragment, index) => [fragment, last[index]?.text ?? '']))
    const where = `${source} WHERE ${filter}`
    const inner = stages.slice(0, -1).reduce((from, stage) => {
      return `(SELECT customer_id, ${selectList(stage)} FROM ${from})`
    }, where)
    return { from: inner, text }
  }

  #call(fragment: Fragment, request: AggregateRequest): Call {
    const conditions = [...this.#window(request), ...request.conditions]
    const inputs = [...request.arguments, ...conditions]
    const [before, after] = request.wrap
    const name = conditions.length > 0 ? `${request.function}If` : request.function
    return { fragment, before: `${before}${name}`, arguments: request.arguments, conditions, after, inputs }
  }

  /** Only what the statement's own filter leaves open. */
  #window({ event, after, until }: AggregateRequest): Fragment[] {
    const conditions: Fragment[] = []
    const filtered = this.#news === undefined
    if (this.#events.length > 1 || !filtered) conditions.push(this.#isEvent(event))
    if (after !== undefined && (after !== this.#after || !filtered)) conditions.push(this.#isAfter(after))
    if (until !== undefined) conditions.push(this.#isUpTo(until))
    return conditions
  }

  #filter(): string[] {
    const own: string[] = []
    if (this.#events.length > 0) own.push(this.#oneOf(this.#events))
    if (this.#after !== undefined) own.push(text(this.#isAfter(this.#after)))
    const upTo = text(this.#isUpTo(this.#asOf))
    if (this.#news === undefined) return [upTo, ...own]
    const isNew = `(${this.#oneOf(this.#news.events)} AND ${text(this.#isNew(this.#news))})`
    return [upTo, own.length === 0 ? isNew : `((${own.join(' AND ')}) OR ${isNew})`]
  }

  #newsCall(fragment: Fragment, news: NewsQuery): Call {
    const types = this.#parameters.bind('Array(String)', news.events)
    const bits = this.#parameters.bind(
      'Array(UInt64)',
      news.events.map((_, index) => String(1n << BigInt(index))),
    )
    const bit = this.#fragments.known([`transform(event, ${types}, ${bits}, toUInt64(0))`])
    const isNew = this.#isNew(news)
    return {
      fragment,
      before: 'groupBitOrIf',
      arguments: [bit],
      conditions: [isNew],
      after: '',
      inputs: [bit, isNew],
    }
  }

  #isNew(news: NewsQuery): Fragment {
    const batch = this.#parameters.bind('UInt32', news.sinceBatch)
    return this.#fragments.known(['(', ` OR batch > ${batch})`], this.#isAfter(news.since))
  }

  #oneOf(events: readonly string[]): string {
    const [first] = events
    if (events.length === 1 && first !== undefined) return text(this.#isEvent(first))
    return `event IN ${this.#parameters.bind('Array(String)', events)}`
  }

  #isEvent(event: string): Fragment {
    return this.#fragments.known([`event = ${this.#parameters.bind('String', event)}`])
  }

  #isAfter(at: number): Fragment {
    return this.#fragments.known([`at > ${this.#instant(at)}`])
  }

  #isUpTo(at: number): Fragment {
    return this.#fragments.known([`at <= ${this.#instant(at)}`])
  }

  /** A constant of the column's own type, so that nothing is converted for each event. */
  #instant(at: number): string {
    return `fromUnixTimestamp64Milli(${this.#parameters.bind('Int64', clamp(at))}, 'UTC')`
  }
}

interface Call {
  readonly fragment: Fragment
  readonly before: string
  readonly arguments: readonly Fragment[]
  readonly conditions: readonly Fragment[]
  readonly after: string
  readonly inputs: readonly Fragment[]
}

function spell(call: Call, text: ReadonlyMap<Fragment, string>): string {
  const spelled = (fragment: Fragment) => text.get(fragment) ?? ''
  const given = call.arguments.map(spelled)
  if (call.conditions.length > 0) given.push(call.conditions.map(spelled).join(' AND '))
  return `${call.before}(${given.join(', ')})${call.after}`
}

/** The earliest beginning; none when one of them has none. */
function widest(afters: readonly (number | undefined)[]): number | undefined {
  if (afters.length === 0) return undefined
  return afters.reduce((a, b) => (a === undefined || b === undefined ? undefined : Math.min(a, b)))
}

/** The first and last instant that DateTime64(3) can hold, 1900 to 2299; no event lies beyond. */
const EARLIEST = Date.UTC(1900, 0, 1)
const LATEST = Date.UTC(2300, 0, 1) - 1

function clamp(at: number): number {
  return Math.min(Math.max(at, EARLIEST - 1), LATEST)
}

function text(fragment: Fragment): string {
  return fragment.strings.reduce((sum, piece, i) => {
    const input = fragment.inputs[i - 1]
    return `${sum}${input === undefined ? '' : text(input)}${piece}`
  })
}

/** The aggregates among what the given fragments stand on. */
export function aggregatesIn(roots: readonly Fragment[]): readonly Fragment[] {
  return reachable(roots).filter(fragment => fragment.kind === 'aggregate')
}

/** A column of the events table. */
export function eventColumn(fragments: Fragments, name: string, nullable: boolean): Fragment {
  return fragments.column(quoteName(name), nullable)
}
