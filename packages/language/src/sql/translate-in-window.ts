import type { InWindow } from '../ast/checked.ts'
import { resolveTriggerDays, resolveTriggerInstants } from '../ast/resolve-window.ts'
import type { Fragment } from './fragment.ts'
import { anniversaryWithin } from './translate-date.ts'
import { settled, type Translation } from './translation.ts'

/** Trigger dates. The window is resolved here, once, with the calendar that the closure uses. */
export function translateInWindow(node: InWindow, translation: Translation): Fragment {
  const { fragments } = translation
  const value = translation.scalar(node.value)
  return settled(
    fragments,
    node.value.type === 'instant' ? instants(node, value, translation) : days(node, value, translation),
  )
}

function instants(
  node: InWindow,
  value: Fragment,
  { fragments, parameters, asOf, zone }: Translation,
): Fragment {
  const { after, until } = resolveTriggerInstants(node.window, asOf, zone)
  const bound = (at: number) => parameters.bind('Int64', String(at))
  return fragments.strict([`(`, ` > ${bound(after)} AND `, ` <= ${bound(until)})`], value, value)
}

function days(node: InWindow, value: Fragment, translation: Translation): Fragment {
  const { fragments, parameters } = translation
  const range = resolveTriggerDays(node.window, translation.asOf, translation.zone)
  if (node.anniversary) return anniversaryWithin(value, range, translation)
  const bound = (day: number) => parameters.bind('Int32', String(day))
  const { firstDay, lastDay } = range
  return fragments.strict([`(`, ` >= ${bound(firstDay)} AND `, ` <= ${bound(lastDay)})`], value, value)
}
