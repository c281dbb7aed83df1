import { arithmetic } from './cases/arithmetic.ts'
import { calendarWindows } from './cases/calendar-windows.ts'
import { choices } from './cases/choices.ts'
import { clockChanges } from './cases/clock-changes.ts'
import { conditionsOnEvents } from './cases/conditions-on-events.ts'
import { daysWithEvents } from './cases/days-with-events.ts'
import { firstAndLast } from './cases/first-and-last.ts'
import { foundByGeneration } from './cases/found-by-generation.ts'
import { leapDays } from './cases/leap-days.ts'
import { lifetimes } from './cases/lifetimes.ts'
import { logic } from './cases/logic.ts'
import { places } from './cases/places.ts'
import { populationConditions } from './cases/population-conditions.ts'
import { references } from './cases/references.ts'
import { rollingWindows } from './cases/rolling-windows.ts'
import { sequences } from './cases/sequences.ts'
import { streaks } from './cases/streaks.ts'
import { sumsAndAverages } from './cases/sums-and-averages.ts'
import { tags } from './cases/tags.ts'
import { text } from './cases/text.ts'
import { triggerDates } from './cases/trigger-dates.ts'
import { unknown } from './cases/unknown.ts'
import english from './cases.english.json' with { type: 'json' }
import type { Situation } from './given.ts'

/** A situation together with how its text reads in English. */
export interface Case extends Situation {
  readonly english: string
}

const themes: readonly (readonly Situation[])[] = [
  rollingWindows,
  calendarWindows,
  clockChanges,
  sumsAndAverages,
  firstAndLast,
  streaks,
  daysWithEvents,
  sequences,
  conditionsOnEvents,
  text,
  arithmetic,
  unknown,
  logic,
  tags,
  triggerDates,
  leapDays,
  places,
  lifetimes,
  references,
  populationConditions,
  choices,
  foundByGeneration,
]

const englishOf = new Map<string, string>(Object.entries(english))

/** The case table every reading of the language is held to: parser, printer, checker, English, closure and SQL. */
export const cases: readonly Case[] = themes
  .flat()
  .map(situation => ({ ...situation, english: englishOf.get(situation.text) ?? '' }))
