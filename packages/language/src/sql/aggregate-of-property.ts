import type { Aggregate } from '../ast/checked.ts'
import { NUMBER_SUM_SCALE } from '../vocabulary/value.ts'
import { dayOfEvent } from './aggregate-of-events.ts'
import { SqlError } from './errors.ts'
import type { Fragment } from './fragment.ts'
import type { KnownValues } from './known-values.ts'
import { mostFrequent } from './most-frequent.ts'
import { propertyColumn, quoteName } from './physical.ts'
import { heldAs, readColumn } from './read-column.ts'
import type { Selection } from './selection.ts'
import { scalar, type Term } from './term.ts'
import { isKnown } from './translate-compare.ts'
import type { Translation } from './translation.ts'

/** What the known values of a property come to. */
export function aggregateOfProperty(
  node: Aggregate,
  property: KnownValues['property'],
  selection: Selection,
  translation: Translation,
): Term {
  const { fragments } = translation
  const name = propertyColumn(node.event, property.name)
  const value = readColumn(fragments, '', name, property.type)
  const stored = fragments.column(quoteName(name), true)
  const known = value.kind === 'scalar' ? fragments.known`isNotNull(${stored})` : isKnown(value, translation)
  const present = fragments.known`assumeNotNull(${stored})`
  return aggregate(node, { property, selection, translation, value, known, present })
}

function aggregate(node: Aggregate, of: KnownValues): Term {
  switch (node.function) {
    case 'first':
      return atTheEnd('argMin', of)
    case 'last':
      return atTheEnd('argMax', of)
    case 'most_frequent':
      return mostFrequent(of)
    case 'count':
      return scalar(of.selection.count(of.known))
    case 'distinct':
      return scalar(distinct(of))
    case 'sum':
      return scalar(total(of))
    case 'first_day_sum':
      return scalar(totalOfFirstDay(of))
    case 'avg':
      return scalar(average(of))
    case 'min':
      return scalar(extreme('minOrNull', of))
    case 'max':
      return scalar(extreme('maxOrNull', of))
    default:
      throw new SqlError('sql_tree_not_checked', `${node.function}() of a property`)
  }
}

/** Exact, and so the same in any order: money in ten-thousandths, numbers in whole millionths. */
function total(of: KnownValues): Fragment {
  return of.selection.ask('sum', [wholeUnits(of)], { wrap: fromWholeUnits(of) })
}

/** What an event adds to a sum; unknown adds 0. */
function wholeUnits({ property, value, translation: { fragments } }: KnownValues): Fragment {
  if (value.kind !== 'scalar') throw new SqlError('sql_tree_not_checked', `a sum of ${property.type}`)
  const amount = fragments.known`ifNull(${value.sql}, 0)`
  if (property.type === 'money') return amount
  return fragments.known([`toInt128(floor(`, ` * ${NUMBER_SUM_SCALE} + 0.5))`], amount)
}

function fromWholeUnits({ property }: KnownValues): readonly [string, string] {
  return property.type === 'money' ? ['', ''] : ['toFloat64(', `) / ${NUMBER_SUM_SCALE}`]
}

/** Sums by day, in their order. A day whose sums are all 0 is left out, so that its events are counted beside. */
function totalOfFirstDay(of: KnownValues): Fragment {
  const { fragments } = of.translation
  const day = fragments.known`[${dayOfEvent(of.translation)}]`
  const [before, after] = fromWholeUnits(of)
  return of.selection.ask('sumMap', [day, fragments.known`[1]`, fragments.known`[${wholeUnits(of)}]`], {
    wrap: [`${before}arrayElement(tupleElement(`, `, 3), 1)${after}`],
  })
}

function average(of: KnownValues): Fragment {
  const { fragments } = of.translation
  return fragments.unsure`(toFloat64(${total(of)}) / nullIf(${of.selection.count(of.known)}, 0))`
}

function extreme(name: 'minOrNull' | 'maxOrNull', of: KnownValues): Fragment {
  const { property, selection, known, present, translation } = of
  const stored = selection.ask(name, [present], { nullable: true, only: known })
  return heldAs(translation.fragments, stored, property.type)
}

/** Unknown of none. */
function distinct(of: KnownValues): Fragment {
  const { selection, known } = of
  return selection.ask('uniqExact', distinguished(of), {
    wrap: ['nullIf(toFloat64(', '), 0)'],
    nullable: true,
    only: known,
  })
}

/** What tells values apart. Adding 0 makes −0 the same as 0: they are told apart by their bits. */
function distinguished({
  property,
  value,
  present,
  translation: { fragments },
}: KnownValues): readonly Fragment[] {
  if (value.kind === 'tags') return [fragments.known`arraySort(arrayDistinct(${value.items}))`]
  if (value.kind === 'place') {
    return [value.latitude, value.longitude].map(degrees => fragments.known`assumeNotNull(${degrees}) + 0`)
  }
  return [property.type === 'number' ? fragments.known`${present} + 0` : present]
}

/** The value at the first or last event where it is known; of events at the same instant the order is that of their ids. */
function atTheEnd(name: 'argMin' | 'argMax', of: KnownValues): Term {
  const { property, value, selection, known: only, present } = of
  const { fragments } = of.translation
  const key = fragments.known`(${fragments.at}, ${fragments.eventId})`
  const pick = (column: Fragment) => selection.ask(`${name}OrNull`, [column, key], { nullable: true, only })
  if (value.kind === 'scalar') return scalar(heldAs(fragments, pick(present), property.type))
  if (value.kind === 'place') {
    const degrees = (column: Fragment) => pick(fragments.known`assumeNotNull(${column})`)
    return { kind: 'place', latitude: degrees(value.latitude), longitude: degrees(value.longitude) }
  }
  const items = selection.ask(name, [value.items, key], { only })
  return { kind: 'tags', items, known: selection.ask('max', [value.known]) }
}
