import type { Aggregate } from '../ast/checked.ts'
import { NUMBER_SUM_SCALE } from '../vocabulary/value.ts'
import { SqlError } from './errors.ts'
import type { Fragment } from './fragment.ts'
import { mostFrequent } from './most-frequent.ts'
import { propertyColumn, quoteName } from './physical.ts'
import { heldAs, readColumn } from './read-column.ts'
import type { Selection } from './selection.ts'
import { scalar, type Term } from './term.ts'
import { isKnown } from './translate-compare.ts'
import type { Translation } from './translation.ts'

type Property = NonNullable<Aggregate['property']>

/** What an aggregate of a property stands on. */
export interface Given {
  readonly property: Property
  readonly selection: Selection
  readonly translation: Translation
  /** The property of one event. */
  readonly value: Term
  /** Whether it is known. */
  readonly known: Fragment
  /**
   * The column, NULL taken for whatever lies beneath: to be read only together with `known`. Functions over columns
   * that cannot be NULL are faster by a fifth. Only where one column holds the property.
   */
  readonly present: Fragment
}

/** What the known values of a property come to. */
export function aggregateOfProperty(
  node: Aggregate,
  property: Property,
  selection: Selection,
  translation: Translation,
): Term {
  const { fragments } = translation
  const name = propertyColumn(node.event, property.name)
  const value = readColumn(fragments, '', name, property.type)
  const present = fragments.known`assumeNotNull(${fragments.column(quoteName(name), true)})`
  return aggregate(node, {
    property,
    selection,
    translation,
    value,
    known: isKnown(value, translation),
    present,
  })
}

function aggregate(node: Aggregate, given: Given): Term {
  switch (node.function) {
    case 'first':
      return atTheEnd('argMin', given)
    case 'last':
      return atTheEnd('argMax', given)
    case 'most_frequent':
      return mostFrequent(given)
    case 'count':
      return scalar(given.selection.count(given.known))
    case 'distinct':
      return scalar(distinct(given))
    case 'sum':
      return scalar(total(given))
    case 'avg':
      return scalar(average(given))
    case 'min':
      return scalar(extreme('minOrNull', given))
    case 'max':
      return scalar(extreme('maxOrNull', given))
    default:
      throw new SqlError('sql_tree_not_checked', `${node.function}() of a property`)
  }
}

/** Exact, and so the same in any order: money in ten-thousandths, numbers in whole millionths. Unknown adds 0. */
function total({ property, value, selection, translation: { fragments } }: Given): Fragment {
  if (value.kind !== 'scalar') throw new SqlError('sql_tree_not_checked', `a sum of ${property.type}`)
  const amount = fragments.known`ifNull(${value.sql}, 0)`
  if (property.type === 'money') return selection.ask('sum', [amount])
  const millionths = fragments.known([`toInt128(floor(`, ` * ${NUMBER_SUM_SCALE} + 0.5))`], amount)
  return selection.ask('sum', [millionths], { wrap: ['toFloat64(', `) / ${NUMBER_SUM_SCALE}`] })
}

function average(given: Given): Fragment {
  const { fragments } = given.translation
  return fragments.unsure`(toFloat64(${total(given)}) / nullIf(${given.selection.count(given.known)}, 0))`
}

function extreme(name: 'minOrNull' | 'maxOrNull', given: Given): Fragment {
  const { property, selection, known, present, translation } = given
  const stored = selection.ask(name, [present], { nullable: true, only: known })
  return heldAs(translation.fragments, stored, property.type)
}

/** Unknown of none. */
function distinct(given: Given): Fragment {
  const { selection, known } = given
  return selection.ask('uniqExact', distinguished(given), {
    wrap: ['nullIf(toFloat64(', '), 0)'],
    nullable: true,
    only: known,
  })
}

/** What tells values apart. Adding 0 makes −0 the same as 0: they are told apart by their bits. */
function distinguished({ property, value, present, translation: { fragments } }: Given): readonly Fragment[] {
  if (value.kind === 'tags') return [fragments.known`arraySort(arrayDistinct(${value.items}))`]
  if (value.kind === 'place') {
    return [value.latitude, value.longitude].map(degrees => fragments.known`assumeNotNull(${degrees}) + 0`)
  }
  return [property.type === 'number' ? fragments.known`${present} + 0` : present]
}

/** The value at the first or last event where it is known; of events at the same instant the order is that of their ids. */
function atTheEnd(name: 'argMin' | 'argMax', given: Given): Term {
  const { property, value, selection, known: only, present } = given
  const { fragments } = given.translation
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
