import { type CalendarUnit, type Checked, formatDate, nearestName } from '@kindred/language'
import { cohortCurve, type LifetimeParameters } from '@kindred/learning'
import { checkText } from '../discovery/features/check-text.ts'
import { numbersOf } from '../discovery/group-table.ts'
import { EngineError } from '../errors.ts'
import type { EventDefinition } from '../records/definitions.ts'
import { type Cohort, type CohortRows, cohorts, repeatsSoFar } from '../value/cohorts.ts'
import { type CurrentDefinitions, requireDefinitions } from './current-definitions.ts'
import { presentInstant } from './customer-at.ts'
import type { EnginePorts } from './engine-ports.ts'
import { requireFitted, requireModel } from './find-model.ts'
import { type PeriodBound, periodBounds } from './period-bounds.ts'
import { populationAt } from './population-at.ts'
import { championOf } from './promote-model.ts'
import { requireInOrder, requirePassed } from './require-passed.ts'

export interface CohortsRequest {
  /** Absent: `purchase`. */
  readonly event?: string
  /** How long a period is. Default `month`. */
  readonly every?: CalendarUnit
  /** Of whom began since; absent: since the first event. */
  readonly from?: number
  readonly asOf?: number
  /** A lifetime model, whose champion says what was to be expected; absent: none. */
  readonly model?: string
  readonly signal?: AbortSignal
}

export interface FollowedCohorts {
  readonly event: string
  readonly every: CalendarUnit
  readonly asOf: number
  readonly currency: string
  /** The first day of each period; the last period is not over. */
  readonly periods: readonly string[]
  readonly cohorts: readonly Cohort[]
  /** Of all cohorts together, at the end of each period: days of repeat events so far, and what the model expected. */
  readonly tracking?: {
    readonly model: string
    readonly version: number
    /** What the model was fitted to; what comes later was foretold. */
    readonly fittedTo: number
    readonly actual: readonly number[]
    readonly expected: readonly number[]
  }
}

const DAY = 86_400_000

/**
 * Customers by the period of their first event, followed ever since: who is still active, what they bring, and what a
 * lifetime model expected of them.
 *
 * @throws EngineError `event_unknown`, `nothing_happened`, `history_too_long`, `instants_out_of_order`,
 *   `instant_to_come`, `model_unknown`, `model_is_no_champion`, `model_is_no_lifetime`
 *
 * @example
 * const { cohorts } = await followCohorts(ports, { every: 'month', model: 'worth_next_year' })
 */
export async function followCohorts(ports: EnginePorts, request: CohortsRequest): Promise<FollowedCohorts> {
  const current = await requireDefinitions(ports.catalog)
  const asOf = request.asOf ?? (await presentInstant(ports))
  requireInOrder(current, request.from, asOf)
  requirePassed(ports, current, asOf)
  const { every = 'month' } = request
  const event = requireEvent(current, request.event ?? 'purchase')
  const lifetime =
    request.model === undefined ? undefined : await lifetimeOf(ports, current, request.model, event.id)
  const bounds = await periodBounds(ports, current, {
    every,
    asOf,
    ...(request.from !== undefined && { from: request.from }),
  })
  const read = await readCohorts(ports, current, {
    event,
    bounds,
    asOf,
    isTracked: lifetime !== undefined,
    ...(request.signal && { signal: request.signal }),
  })
  return {
    ...{ event: event.id, every, asOf, currency: current.compiled.definitions.settings.currency },
    periods: bounds.slice(0, -1).map(({ day }) => formatDate(day)),
    cohorts: cohorts(read),
    ...(lifetime && { tracking: { ...lifetime.about, ...trackingOf(read, lifetime.parameters, asOf) } }),
  }
}

interface CohortEvent {
  readonly id: string
  /** What one brings. */
  readonly value?: string
}

function requireEvent({ definitions }: CurrentDefinitions, id: string): CohortEvent {
  const event = Object.hasOwn(definitions.events, id) ? definitions.events[id] : undefined
  if (event === undefined)
    throw new EngineError('event_unknown', {
      event: id,
      nearest: nearestName(id, Object.keys(definitions.events)),
    })
  const value = moneyOf(event)
  return { id, ...(value !== undefined && { value: `${id}.${value}` }) }
}

/** `amount` where there are several. */
function moneyOf({ properties }: EventDefinition): string | undefined {
  const money = Object.entries(properties).flatMap(([name, { type }]) => (type === 'money' ? [name] : []))
  return money.length > 1 ? money.find(name => name === 'amount') : money[0]
}

interface CohortReading {
  readonly event: CohortEvent
  readonly bounds: readonly PeriodBound[]
  readonly asOf: number
  /** Whether a lifetime model is held against it, which counts days. */
  readonly isTracked: boolean
  readonly signal?: AbortSignal
}

/** Names with a space, so that no feature can have them. */
const FIRST = 'own first'

async function readCohorts(
  ports: EnginePorts,
  current: CurrentDefinitions,
  { event: { id, value }, bounds, asOf, isTracked, signal }: CohortReading,
) {
  const read = (text: string) => checkText(current.compiled, 'cohorts', text)
  const windows = bounds.slice(0, -1).map(({ day }, at) => {
    const last = (bounds[at + 1]?.day ?? day + 1) - 1
    return `between ${formatDate(day)} and ${formatDate(last)}`
  })
  const ofEach = (name: string, called: string) =>
    windows.map((window, at): [string, Checked] => [`${name} ${at}`, read(`${called}, ${window})`)])
  const columns = new Map<string, Checked>([
    [FIRST, read(`first(${id})`)],
    ...ofEach('count', `count(${id}`),
    ...(isTracked ? ofEach('days', `days(${id}`) : []),
    ...(value === undefined ? [] : ofEach('sum', `sum(${value}`)),
  ])
  const context = await populationAt(ports, current, asOf, [...columns.values()])
  const table = await ports.warehouse.table({
    ...{ context, columns, where: read(`did(${id})`) },
    ...(signal && { signal }),
  })
  const numbersOfEach = (name: string) => windows.map((_, at) => numbersOf(table, `${name} ${at}`))
  return {
    first: numbersOf(table, FIRST),
    bounds: bounds.map(({ at }) => at / DAY),
    counts: numbersOfEach('count'),
    ...(isTracked && { days: numbersOfEach('days') }),
    ...(value !== undefined && { values: numbersOfEach('sum') }),
  }
}

async function lifetimeOf(ports: EnginePorts, current: CurrentDefinitions, model: string, event: string) {
  const version = championOf(current, model)
  if (version === undefined) {
    requireModel(current.compiled, model)
    throw new EngineError('model_is_no_champion', { model })
  }
  const fitted = await requireFitted(ports.catalog, current.compiled, model, version)
  const parameters = parametersOf(fitted.fitted)
  if (parameters === undefined || fitted.asked.lifetime?.event !== event)
    throw new EngineError('model_is_no_lifetime', { model, event })
  return { parameters, about: { model, version: fitted.version, fittedTo: fitted.card.judged.at } }
}

/** Of a lifetime model in continuous time, as it was stored. */
function parametersOf(fitted: object): LifetimeParameters | undefined {
  if (!('kind' in fitted) || fitted.kind !== 'lifetime_score' || !('lifetime' in fitted)) return undefined
  const { lifetime } = fitted as { readonly lifetime: { readonly parameters: LifetimeParameters } }
  return lifetime.parameters
}

/** Days are told whole, so that customers who began alike are reckoned once. */
function trackingOf(rows: CohortRows, parameters: LifetimeParameters, asOf: number) {
  const { begun, ends, repeats } = repeatsSoFar(rows, asOf / DAY)
  const expected = cohortCurve(
    parameters,
    begun.map(day => Math.floor(day) + 0.5),
    ends,
  )
  return { actual: repeats, expected: Array.from(expected) }
}
