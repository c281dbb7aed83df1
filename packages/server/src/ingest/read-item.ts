import type { IngestItem } from '@kindred/engine'
import { readInstant } from '../answers/read-instant.ts'
import { ServerError } from '../errors.ts'
import { isObject } from './list-in.ts'

/** Reads one item as it came. @param timezone - The clocks of an instant without an offset. @throws ServerError */
export type ReadItem = (given: unknown, timezone: string) => IngestItem

const eventMembers = new Set(['id', 'customer', 'event', 'at', 'properties'])
const customerMembers = new Set(['id', 'since', 'attributes'])

/**
 * An event of `POST /v1/events`. Only its shape is looked at: whether the event, its properties and their values are as
 * declared is for those who know the declarations.
 */
export const readEvent: ReadItem = (given, timezone) => {
  const parts = new Parts(given, eventMembers)
  const id = parts.optionalText('id')
  const customer = parts.text('customer')
  const event = parts.text('event')
  const at = parts.optionalText('at')
  const properties = parts.record('properties', noValues)
  parts.done()
  return {
    kind: 'event',
    customer,
    event,
    properties,
    ...(id === undefined ? {} : { id }),
    ...(at === undefined ? {} : { at: readInstant(at, timezone, 'at') }),
  }
}

/** A customer of `POST /v1/customers`. */
export const readCustomer: ReadItem = (given, timezone) => {
  const parts = new Parts(given, customerMembers)
  const customer = parts.text('id')
  const since = parts.optionalText('since')
  const attributes = parts.record('attributes', undefined)
  parts.done()
  return {
    kind: 'customer',
    customer,
    attributes,
    ...(since === undefined ? {} : { since: readInstant(since, timezone, 'since') }),
  }
}

const noValues = {}

/** The members of an item, and everything that is wrong with them. Names what is wrong, never what was given. */
class Parts {
  readonly #given: Readonly<Record<string, unknown>>
  readonly #wrong: string[] = []

  constructor(given: unknown, members: ReadonlySet<string>) {
    this.#given = isObject(given) ? given : noValues
    if (!isObject(given)) this.#wrong.push('it is no object')
    else if (Object.keys(given).some(key => !members.has(key))) {
      this.#wrong.push(`it has members beside ${[...members].map(name => `'${name}'`).join(', ')}`)
    }
  }

  text(name: string): string {
    const given = this.#given[name]
    if (typeof given === 'string' && given !== '') return given
    this.#wrong.push(
      given === undefined ? `'${name}' is missing` : `'${name}' should be a text that is not empty`,
    )
    return ''
  }

  optionalText(name: string): string | undefined {
    return this.#given[name] === undefined ? undefined : this.text(name)
  }

  record(
    name: string,
    otherwise: Readonly<Record<string, unknown>> | undefined,
  ): Readonly<Record<string, unknown>> {
    const given = this.#given[name] ?? otherwise
    if (isObject(given)) return given
    this.#wrong.push(given === undefined ? `'${name}' is missing` : `'${name}' should be an object`)
    return noValues
  }

  /** @throws ServerError `item_invalid` with all that is wrong. */
  done(): void {
    if (this.#wrong.length > 0) throw new ServerError('item_invalid', { parts: this.#wrong })
  }
}
