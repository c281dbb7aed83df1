import type { Aggregate } from '../ast/checked.ts'
import { resolveWindow } from '../ast/resolve-window.ts'
import { DAY_MS, localDate } from '../vocabulary/calendar.ts'
import { NUMBER_SUM_SCALE } from '../vocabulary/value.ts'
import type { AggregateRequest } from './aggregates.ts'
import { SqlError } from './errors.ts'
import type { Fragment } from './fragment.ts'
import { mostFrequent } from './most-frequent.ts'
import { propertyColumn, quoteName } from './physical.ts'
import { heldAs, readColumn } from './read-column.ts'
import { scalar, type Term } from './term.ts'
import { isKnown } from './translate-compare.ts'
import type { Translation } from './translation.ts'

/** An aggregate over a customer's events. What several have in common (the count of `avg` and `count`) is computed once. */
export function translateAggregate(node: Aggregate, translation: Translation): Term {
  const selection = new Selection(node, translation)
  if (node.property !== undefined) return ofProperty(node, node.property, selection, translation)
  return scalar(ofEvents(node, selection, translation))
}

/** Asks for aggregate functions over the events an aggregate speaks of. */
export class Selection {
  readonly #translation: Translation
  readonly #of: Pick<AggregateRequest, 'event' | 'after' | 'until' | 'conditions'>

  constructor(node: Aggregate, translation: Translation) {
    this.#translation = translation
    const { after, until } = resolveWindow(node.window, translation.asOf, translation.zone)
    this.#of = {
      event: node.event,
      after: after <= Number.MIN_SAFE_INTEGER ? undefined : after,
      until: until >= translation.asOf ? undefined : until,
      conditions: node.where === undefined ? [] : [translation.condition(node.where)],
    }
  }

  /**
   * @param wrap - Text before and after the call.
   * @param only - A further condition on the event.
   */
  ask(
    name: string,
    args: readonly Fragment[],
    { wrap = ['', ''], nullable = false, only }: Asked = {},
  ): Fragment {
    const conditions = only === undefined ? this.#of.conditions : [...this.#of.conditions, only]
    return this.#translation.aggregates.request({
      ...this.#of,
      conditions,
      function: name,
      arguments: args,
      wrap,
      nullable,
    })
  }

  count(only?: Fragment): Fragment {
    return this.ask('count', [], { wrap: ['toFloat64(', ')'], ...(only && { only }) })
  }
}

interface Asked {
  readonly wrap?: readonly [string, string]
  readonly nullable?: boolean
  readonly only?: Fragment
}

function ofEvents(node: Aggregate, selection: Selection, translation: Translation): Fragment {
  const { fragments } = translation
  switch (node.function) {
    case 'count':
      return selection.count()
    case 'did':
      return fragments.known`(${selection.count()} > 0)`
    case 'never':
      return fragments.known`(${selection.count()} = 0)`
    case 'first':
    case 'min':
      return extremeInstant('minOrNull', selection, translation)
    case 'last':
    case 'max':
      return extremeInstant('maxOrNull', selection, translation)
    case 'average_gap':
      return averageGap(selection, translation)
    case 'streak':
      return streak(selection, translation)
    default:
      throw new SqlError('sql_tree_not_checked', `${node.function}() without a property`)
  }
}

function extremeInstant(
  name: 'minOrNull' | 'maxOrNull',
  selection: Selection,
  { fragments }: Translation,
): Fragment {
  return selection.ask(name, [fragments.at], { wrap: ['toUnixTimestamp64Milli(', ')'], nullable: true })
}

function averageGap(selection: Selection, translation: Translation): Fragment {
  const { fragments } = translation
  const first = extremeInstant('minOrNull', selection, translation)
  const last = extremeInstant('maxOrNull', selection, translation)
  return fragments.unsure(
    [`((`, ` - `, `) / ${DAY_MS} / nullIf(greatest(`, ` - 1, 0), 0))`],
    last,
    first,
    selection.count(),
  )
}

/** The days with an event, latest first, as long as each is the day before the one to its left. */
function streak(selection: Selection, translation: Translation): Fragment {
  const { fragments, parameters, zone, asOf } = translation
  const timezone = parameters.bind('String', zone.timezone)
  const day = fragments.known([`toInt32(toDate32(`, `, ${timezone}))`], fragments.at)
  const days = selection.ask('groupUniqArray', [day], { wrap: ['arrayReverseSort(', ')'] })
  const today = parameters.bind('Int32', String(localDate(asOf, zone.timezone)))
  const broken = fragments.known(
    [`arrayFirstIndex((day, back) -> day != ${today} + 1 - back, `, `, arrayEnumerate(`, `))`],
    days,
    days,
  )
  return fragments.known`toFloat64(if(${broken} = 0, length(${days}), ${broken} - 1))`
}

type Property = NonNullable<Aggregate['property']>

function ofProperty(
  node: Aggregate,
  property: Property,
  selection: Selection,
  translation: Translation,
): Term {
  const { fragments } = translation
  const value = readColumn(fragments, '', propertyColumn(node.event, property.name), property.type)
  const known = isKnown(value, translation)
  switch (node.function) {
    case 'first':
    case 'last':
      return atTheEnd(node, property, value, selection, translation)
    case 'most_frequent':
      return mostFrequent(property, value, known, selection, translation)
    case 'count':
      return scalar(selection.count(known))
    case 'distinct':
      return scalar(distinct(property, value, known, selection, translation))
    default:
      return scalar(ofNumbers(node, property, selection, translation))
  }
}

function ofNumbers(
  node: Aggregate,
  property: Property,
  selection: Selection,
  translation: Translation,
): Fragment {
  const stored = storedColumn(node, property, translation)
  const { fragments } = translation
  switch (node.function) {
    case 'sum':
      return total(property, stored, selection, translation)
    case 'avg': {
      const sum = total(property, stored, selection, translation)
      const count = selection.count(fragments.known`isNotNull(${stored})`)
      return fragments.unsure`(toFloat64(${sum}) / nullIf(${count}, 0))`
    }
    case 'min':
    case 'max':
      return heldAs(fragments, selection.ask(node.function, [stored], { nullable: true }), property.type)
    default:
      throw new SqlError('sql_tree_not_checked', `${node.function}() of a property`)
  }
}

function storedColumn({ event }: Aggregate, { name }: Property, { fragments }: Translation): Fragment {
  return fragments.column(quoteName(propertyColumn(event, name)), true)
}

/** Exact, and so the same in any order: money in ten-thousandths, numbers in whole millionths. */
function total(
  property: Property,
  stored: Fragment,
  selection: Selection,
  { fragments }: Translation,
): Fragment {
  if (property.type === 'money') return selection.ask('sum', [stored], { wrap: ['ifNull(', ', 0)'] })
  const millionths = fragments.strict([`toInt128(floor(`, ` * ${NUMBER_SUM_SCALE} + 0.5))`], stored)
  return selection.ask('sum', [millionths], { wrap: ['toFloat64(ifNull(', `, 0)) / ${NUMBER_SUM_SCALE}`] })
}

/** Unknown of none. */
function distinct(
  property: Property,
  value: Term,
  known: Fragment,
  selection: Selection,
  { fragments }: Translation,
): Fragment {
  const options = { wrap: ['nullIf(toFloat64(', '), 0)'], nullable: true, only: known } as const
  if (value.kind === 'tags')
    return selection.ask('uniqExact', [fragments.known`arraySort(arrayDistinct(${value.items}))`], options)
  if (value.kind === 'place') {
    return selection.ask(
      'uniqExact',
      [fragments.strict`${value.latitude} + 0`, fragments.strict`${value.longitude} + 0`],
      options,
    )
  }
  // Adding 0 makes −0 the same as 0: they are told apart by their bits.
  const unsigned = property.type === 'number' ? fragments.strict`${value.sql} + 0` : value.sql
  const { only, ...skipsUnknown } = options
  return selection.ask('uniqExact', [unsigned], value.sql.nullable ? skipsUnknown : { ...skipsUnknown, only })
}

/** The value at the first or last event where it is known; of events at the same instant the order is that of their ids. */
function atTheEnd(
  node: Aggregate,
  property: Property,
  value: Term,
  selection: Selection,
  translation: Translation,
): Term {
  const { fragments } = translation
  const name = node.function === 'first' ? 'argMin' : 'argMax'
  const key = fragments.known`(${fragments.at}, ${fragments.eventId})`
  const pick = (column: Fragment) => selection.ask(name, [column, key], { nullable: true })
  if (value.kind === 'place')
    return { kind: 'place', latitude: pick(value.latitude), longitude: pick(value.longitude) }
  if (value.kind === 'scalar') {
    return scalar(heldAs(fragments, pick(storedColumn(node, property, translation)), property.type))
  }
  const items = selection.ask(name, [value.items, key], { only: value.known })
  return { kind: 'tags', items, known: selection.ask('max', [value.known]) }
}
