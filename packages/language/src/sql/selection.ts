import type { Aggregate } from '../ast/checked.ts'
import { resolveWindow } from '../ast/resolve-window.ts'
import type { AggregateRequest } from './aggregates.ts'
import type { Fragment } from './fragment.ts'
import type { Translation } from './translation.ts'

export interface AskOptions {
  /** Text before and after the call. */
  readonly wrap?: readonly [string, string]
  readonly nullable?: boolean
  /** A further condition on the event. */
  readonly only?: Fragment
}

/** The events an aggregate speaks of: asks for aggregate functions over them. */
export class Selection {
  readonly #translation: Translation
  readonly #of: Pick<AggregateRequest, 'event' | 'after' | 'until' | 'conditions'>

  /** @param options - `untilNow`: also the events between the window's end and the instant. */
  constructor(
    node: Pick<Aggregate, 'event' | 'where' | 'window'>,
    translation: Translation,
    { untilNow = false }: { readonly untilNow?: boolean } = {},
  ) {
    this.#translation = translation
    const { after, until } = resolveWindow(node.window, translation.asOf, translation.zone)
    this.#of = {
      event: node.event,
      after: after <= Number.MIN_SAFE_INTEGER ? undefined : after,
      until: untilNow || until >= translation.asOf ? undefined : until,
      conditions: node.where === undefined ? [] : [translation.condition(node.where)],
    }
  }

  /** @param name - The aggregate function of ClickHouse, without `If`. */
  ask(name: string, args: readonly Fragment[], options: AskOptions = {}): Fragment {
    const { wrap = ['', ''], nullable = false, only } = options
    const conditions = only === undefined ? this.#of.conditions : [...this.#of.conditions, only]
    const request = { ...this.#of, conditions, function: name, arguments: args, wrap, nullable }
    return this.#translation.aggregates.request(request)
  }

  count(only?: Fragment): Fragment {
    return this.ask('count', [], { wrap: ['toFloat64(', ')'], ...(only && { only }) })
  }
}
