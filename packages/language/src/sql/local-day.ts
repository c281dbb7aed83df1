import { DAY_MS, FIRST_DAY, FIRST_INSTANT, LAST_DAY, LAST_INSTANT } from '../vocabulary/calendar.ts'
import { type ZoneDays, zoneDays } from '../vocabulary/zone-days.ts'
import type { Fragment } from './fragment.ts'
import type { Translation } from './translation.ts'

/** Stretches are found by slices of time of 2^29 ms, some six days, in few of which more than one begins. */
const SLICE_BITS = 29

/**
 * The calendar day of an instant in the workspace's zone, as whole days since 1970.
 *
 * ClickHouse's own time zones are those of its release, and a day on which clocks go back across midnight comes
 * twice in them; the stretches of `zoneDays` are the calendar that every other reading uses.
 */
export function localDay(instant: Fragment, translation: Translation): Fragment {
  const { fragments } = translation
  const days = zoneDays(translation.zone.timezone)
  const first = days.starts[0] ?? FIRST_INSTANT
  const stretch = days.starts.length === 1 ? undefined : stretchOf(instant, first, days, translation)
  const shift = stretch === undefined ? undefined : elementOf(days.shifts, stretch, translation)
  // Counted from a day before any there is, because intDiv rounds towards nought.
  const from = (FIRST_DAY - 2) * DAY_MS
  const counted =
    shift === undefined
      ? fragments.strict([`intDiv(`, ` - ${from + (days.shifts[0] ?? 0)}, ${DAY_MS})`], instant)
      : fragments.strict([`intDiv(`, ` - `, ` - ${from}, ${DAY_MS})`], instant, shift)
  const day = fragments.strict([`(`, ` + ${FIRST_DAY - 2})`], counted)
  if (stretch === undefined) return day
  return fragments.strict`least(${day}, ${elementOf(days.lastDays, stretch, translation)})`
}

/** Unknown where no store could hold the day. */
export function localDayWithin(instant: Fragment, translation: Translation): Fragment {
  const day = localDay(instant, translation)
  const { fragments } = translation
  return fragments.unsure([`if(`, ` BETWEEN ${FIRST_DAY} AND ${LAST_DAY}, `, `, NULL)`], day, day)
}

/** The number of the stretch, from 1, as arrays count. */
function stretchOf(instant: Fragment, first: number, days: ZoneDays, translation: Translation): Fragment {
  const { fragments, parameters } = translation
  const counts = parameters.bind('Array(UInt16)', slicesOf(days.starts, first))
  const numbers = `arrayFlatten(arrayMap((n, i) -> arrayWithConstant(n, i), ${counts}, range(1, ${days.starts.length + 1})))`
  const slice = fragments.strict([`bitShiftRight(`, ` - ${first}, ${SLICE_BITS})`], instant)
  const atItsBeginning = fragments.strict([`toInt64(arrayElement(${numbers}, `, ` + 1))`], slice)
  const begun = Array.from({ length: mostInOneSlice(days.starts) }, (_, ahead) => {
    const next = elementOf(
      padded(days.starts),
      fragments.strict([`(`, ` + ${ahead + 1})`], atItsBeginning),
      translation,
    )
    return fragments.strict`(${instant} >= ${next})`
  })
  return fragments.list('(', [atItsBeginning, ...begun], ' + ', ')', instant.nullable)
}

function elementOf(
  list: readonly number[],
  index: Fragment,
  { fragments, parameters }: Translation,
): Fragment {
  const bound = parameters.bind('Array(Int64)', list)
  return fragments.strict([`arrayElement(${bound}, `, `)`], index)
}

/** Beyond the last stretch nothing begins any more. */
function padded(starts: readonly number[]): readonly number[] {
  return [...starts, ...Array.from({ length: mostInOneSlice(starts) }, () => Number.MAX_SAFE_INTEGER)]
}

/** How many slices begin in each stretch. */
function slicesOf(starts: readonly number[], first: number): readonly number[] {
  const width = 2 ** SLICE_BITS
  const begins = [...starts.slice(1), LAST_INSTANT + width].map(start => Math.ceil((start - first) / width))
  return begins.map((end, index) => end - (begins[index - 1] ?? 0))
}

/** How many stretches can begin in the same slice at most. */
function mostInOneSlice(starts: readonly number[]): number {
  let most = 1
  // As long as the next ones begin within a slice of this one.
  for (const [index, start] of starts.entries()) {
    while ((starts[index + most] ?? Number.POSITIVE_INFINITY) - start < 2 ** SLICE_BITS) most += 1
  }
  return most
}
