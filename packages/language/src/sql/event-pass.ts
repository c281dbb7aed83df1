import type { AggregateRequest } from './aggregates.ts'
import { type Fragment, type Fragments, textOf } from './fragment.ts'
import { instantSql } from './instant-sql.ts'
import type { Parameters } from './parameters.ts'
import { columnAlias, selectList, writeStages } from './stages.ts'
import { histogramsOf, type WindowHistogram } from './window-histogram.ts'

interface Asked {
  readonly fragments: Fragments
  readonly parameters: Parameters
  readonly asOf: number
  readonly requests: ReadonlyMap<Fragment, AggregateRequest>
  /** What holds for any event, by its column; see `Aggregates.flag`. */
  readonly flags: ReadonlyMap<Fragment, Fragment>
}

/** A call of an aggregate function before its arguments are spelled. */
interface Call {
  readonly alias: string
  readonly before: string
  readonly arguments: readonly Fragment[]
  readonly conditions: readonly Fragment[]
  readonly after: string
}

/** Of an event whose type is in no histogram: beyond every cell, whatever ring is added. */
const NO_CELL = 1_000_000

/** The one pass over events: what it filters, and what each aggregate has to ask beyond that. */
export class EventPass {
  readonly #asked: Asked
  readonly #events: readonly string[]
  /** No aggregate looks back further than this; undefined: one looks back for ever. */
  readonly #after: number | undefined
  /** None looks at later events than this; undefined: one looks at all up to `asOf`. */
  readonly #until: number | undefined
  readonly #histograms: readonly WindowHistogram[]

  constructor(asked: Asked) {
    this.#asked = asked
    const requests = [...asked.requests.values()]
    this.#events = [...new Set(requests.map(request => request.event))].sort()
    const unbounded = [...asked.flags.keys()].map(() => undefined)
    this.#after = widest([...requests.map(request => request.after), ...unbounded], Math.min)
    this.#until = widest([...requests.map(request => request.until), ...unbounded], Math.max)
    this.#histograms = histogramsOf(asked.requests)
  }

  select(source: string): string {
    const calls = [...this.#aggregateCalls(), ...this.#flagCalls(), ...this.#histogramCalls()]
    const inputs = [...new Set(calls.flatMap(call => [...call.arguments, ...call.conditions]))]
    const { from, text } = spellInputs(inputs, `${source} WHERE ${this.#filter().join(' AND ')}`)
    const columns = calls.map(call => `${spellCall(call, text)} AS ${call.alias}`)
    const pass = `SELECT customer_id, ${columns.join(', ')} FROM ${from} GROUP BY customer_id`
    return this.#histograms.length === 0 ? pass : this.#readHistograms(pass)
  }

  /** What stands alone as it is, and of each histogram what was asked. */
  #readHistograms(pass: string): string {
    const read = this.#histograms.flatMap(histogram =>
      [...histogram.requests].map(([fragment, request]) => {
        const [before, after] = request.wrap
        const cells = histogram.cellsOf(request).map(cell => `${histogramAlias(histogram)}[${cell + 1}]`)
        return `${before}${cells.join(' + ')}${after} AS ${columnAlias(fragment)}`
      }),
    )
    const others = [...this.#aggregateCalls(), ...this.#flagCalls()].map(({ alias }) => alias)
    return `SELECT customer_id, ${[...others, ...read].join(', ')} FROM (${pass})`
  }

  #aggregateCalls(): Call[] {
    const inHistogram = new Set(this.#histograms.flatMap(({ requests }) => [...requests.keys()]))
    const alone = [...this.#asked.requests].filter(([fragment]) => !inHistogram.has(fragment))
    return alone.map(([fragment, request]) => {
      const conditions = [...this.#window(request), ...request.conditions]
      const [before, after] = request.wrap
      const name = conditions.length > 0 ? `${request.function}If` : request.function
      return {
        alias: columnAlias(fragment),
        before: `${before}${name}`,
        arguments: request.arguments,
        conditions,
        after,
      }
    })
  }

  #flagCalls(): Call[] {
    return [...this.#asked.flags].map(([fragment, condition]) => {
      return {
        alias: columnAlias(fragment),
        before: 'max',
        arguments: [condition],
        conditions: [],
        after: '',
      }
    })
  }

  /** What lies in no cell has a number beyond the last, and is passed over. */
  #histogramCalls(): Call[] {
    return this.#histograms.map(histogram => {
      const { function: name, event, arguments: given, conditions: own } = histogram.of
      const conditions = [...(histogram.events.length > 1 ? [] : this.#ofEvent(event)), ...own]
      return {
        alias: histogramAlias(histogram),
        before: `${name}Resample${conditions.length > 0 ? 'If' : ''}(0, ${histogram.cells}, 1)`,
        arguments: [...given, this.#cell(histogram)],
        conditions,
        after: '',
      }
    })
  }

  #cell({ events, bounds, rings }: WindowHistogram): Fragment {
    const { fragments, parameters } = this.#asked
    const parts = bounds.map(bound => fragments.known`(${this.#isAfter(bound)})`)
    if (events.length > 1) {
      const names = parameters.bind('Array(String)', events)
      const starts = parameters.bind(
        'Array(UInt32)',
        events.map((_, index) => index * rings),
      )
      parts.unshift(
        fragments.known([`transform(`, `, ${names}, ${starts}, toUInt32(${NO_CELL}))`], fragments.event),
      )
    }
    return fragments.list('(', parts, ' + ', ')', false)
  }

  /** Only what the statement's own filter leaves open. */
  #window({ event, after, until }: AggregateRequest): Fragment[] {
    const conditions = [...this.#ofEvent(event)]
    if (after !== undefined && after !== this.#after) conditions.push(this.#isAfter(after))
    if (until !== undefined && until !== this.#until) conditions.push(this.#isUpTo(until))
    return conditions
  }

  #ofEvent(event: string): readonly Fragment[] {
    return this.#events.length > 1 ? [this.#isEvent(event)] : []
  }

  #filter(): string[] {
    const types = this.#isOneOf(this.#events)
    const after = this.#after === undefined ? [] : [textOf(this.#isAfter(this.#after))]
    return [textOf(this.#isUpTo(this.#until ?? this.#asked.asOf)), types, ...after]
  }

  #isOneOf(events: readonly string[]): string {
    const [first] = events
    if (events.length === 1 && first !== undefined) return textOf(this.#isEvent(first))
    return `event IN ${this.#asked.parameters.bind('Array(String)', events)}`
  }

  #isEvent(event: string): Fragment {
    const { fragments, parameters } = this.#asked
    return fragments.known(['', ` = ${parameters.bind('String', event)}`], fragments.event)
  }

  #isAfter(at: number): Fragment {
    const { fragments, parameters } = this.#asked
    return fragments.known(['', ` > ${instantSql(parameters, at)}`], fragments.at)
  }

  #isUpTo(at: number): Fragment {
    const { fragments, parameters } = this.#asked
    return fragments.known(['', ` <= ${instantSql(parameters, at)}`], fragments.at)
  }
}

/** What the aggregates take in, as text; with an inner SELECT for what is long and shared. */
function spellInputs(
  inputs: readonly Fragment[],
  events: string,
): { readonly from: string; readonly text: ReadonlyMap<Fragment, string> } {
  const outputs = inputs.map(fragment => ({ alias: columnAlias(fragment), fragment }))
  const stages = writeStages({ outputs, base: textOf })
  const last = stages.at(-1)?.columns ?? []
  const text = new Map(inputs.map((fragment, index) => [fragment, last[index]?.text ?? '']))
  const from = stages.slice(0, -1).reduce((inner, stage) => {
    return `(SELECT customer_id, ${selectList(stage)} FROM ${inner})`
  }, events)
  return { from, text }
}

/** No fragment's column and no property has a name like it. */
function histogramAlias({ requests }: WindowHistogram): string {
  const [first] = requests.keys()
  return `_cells${first?.id ?? ''}`
}

function spellCall(call: Call, text: ReadonlyMap<Fragment, string>): string {
  const spelled = (fragment: Fragment) => text.get(fragment) ?? ''
  const given = call.arguments.map(spelled)
  if (call.conditions.length > 0) given.push(call.conditions.map(spelled).join(' AND '))
  return `${call.before}(${given.join(', ')})${call.after}`
}

/** The outermost of the limits; none when one of them is none. */
function widest(
  limits: readonly (number | undefined)[],
  outer: (...limits: number[]) => number,
): number | undefined {
  if (limits.length === 0) return undefined
  return limits.reduce((a, b) => (a === undefined || b === undefined ? undefined : outer(a, b)))
}
