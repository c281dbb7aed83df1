import type { Aggregate } from '../ast/checked.ts'
import { DAY_MS, localDate } from '../vocabulary/calendar.ts'
import { SqlError } from './errors.ts'
import type { Fragment } from './fragment.ts'
import { localDay } from './local-day.ts'
import type { Selection } from './selection.ts'
import type { Translation } from './translation.ts'

/** How many events, and when. */
export function aggregateOfEvents(node: Aggregate, selection: Selection, translation: Translation): Fragment {
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
    case 'days':
      return selection.ask('uniqExact', [dayOfEvent(translation)], { wrap: ['toFloat64(', ')'] })
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

/** Unknown below two events. */
function averageGap(selection: Selection, translation: Translation): Fragment {
  const { fragments } = translation
  const first = extremeInstant('minOrNull', selection, translation)
  const last = extremeInstant('maxOrNull', selection, translation)
  const gaps = fragments.unsure`nullIf(greatest(${selection.count()} - 1, 0), 0)`
  return fragments.unsure([`((`, ` - `, `) / ${DAY_MS} / `, `)`], last, first, gaps)
}

/** The calendar day of an event, as whole days since 1970. */
export function dayOfEvent(translation: Translation): Fragment {
  const { fragments } = translation
  return localDay(fragments.known`toUnixTimestamp64Milli(${fragments.at})`, translation)
}

/** The days with an event, latest first, as long as each is the day before the one to its left. */
function streak(selection: Selection, translation: Translation): Fragment {
  const { fragments, parameters, zone, asOf } = translation
  const days = selection.ask('groupUniqArray', [dayOfEvent(translation)], {
    wrap: ['arrayReverseSort(', ')'],
  })
  const today = parameters.bind('Int32', localDate(asOf, zone.timezone))
  const broken = fragments.known(
    [`arrayFirstIndex((day, back) -> day != ${today} + 1 - back, `, `, arrayEnumerate(`, `))`],
    days,
    days,
  )
  return fragments.known`toFloat64(if(${broken} = 0, length(${days}), ${broken} - 1))`
}
