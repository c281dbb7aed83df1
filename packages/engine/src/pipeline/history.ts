import { type CalendarUnit, localDate } from '@kindred/language'
import { EngineError } from '../errors.ts'
import type { HistoryPoint } from '../monitoring/history-point.ts'
import { recordedHistory } from '../monitoring/recorded-history.ts'
import { sampleInstants, stepFrom } from '../monitoring/sample-instants.ts'
import { type CurrentDefinitions, requireDefinitions } from './current-definitions.ts'
import type { EnginePorts } from './engine-ports.ts'
import { requireSegment } from './find-definition.ts'
import { populationAt } from './population-at.ts'
import { requireInOrder, requirePassed } from './require-passed.ts'

export interface HistoryRequest {
  readonly segment: string
  /** UTC milliseconds; absent: from the first, to the last. */
  readonly from?: number
  readonly to?: number
  /** Compute a point at every so many, instead of reading what refreshes recorded. */
  readonly every?: CalendarUnit
  readonly signal?: AbortSignal
}
export interface History {
  readonly segment: string
  readonly computed: boolean
  /** Oldest first. */
  readonly points: readonly HistoryPoint[]
}

/** Each point costs two passes over everybody. */
const MOST_POINTS = 400
/** Recorded days that a list without a beginning reaches back. */
const USUAL_REFRESHES = 1000

/**
 * How a segment's size came about: a point a day as refreshes recorded it, or computed at regular instants with the
 * definitions of today, whether or not anything was recorded then.
 *
 * @throws EngineError `segment_unknown`, `definition_broken`, `instants_out_of_order`, `history_too_long`,
 *   `instant_to_come`.
 */
export async function historyOf(ports: EnginePorts, request: HistoryRequest): Promise<History> {
  const current = await requireDefinitions(ports.catalog)
  requireInOrder(current, request.from, request.to)
  const { every, segment } = request
  const points =
    every === undefined
      ? await recorded(ports, current, request)
      : await computed(ports, current, { ...request, every })
  return { segment, computed: every !== undefined, points }
}

async function recorded(
  { catalog, warehouse }: EnginePorts,
  current: CurrentDefinitions,
  { segment, from, to }: HistoryRequest,
): Promise<readonly HistoryPoint[]> {
  if (!Object.hasOwn(current.definitions.segments, segment)) requireSegment(current.compiled, segment)
  const until = to === undefined ? {} : { until: to }
  const listed = await catalog.refreshes.list({ limit: USUAL_REFRESHES, ...until })
  const refreshes = listed.filter(({ asOf }) => from === undefined || asOf >= from)
  const { timezone } = current.compiled.vocabulary
  const movements = await warehouse.movement({
    kind: 'segment',
    definition: segment,
    refreshes: refreshes.map(({ id }) => id),
    timezone,
  })
  return recordedHistory(segment, refreshes, movements, timezone)
}

async function computed(
  ports: EnginePorts,
  current: CurrentDefinitions,
  request: HistoryRequest & { readonly every: CalendarUnit },
): Promise<readonly HistoryPoint[]> {
  const { when } = requireSegment(current.compiled, request.segment)
  const { timezone } = current.compiled.vocabulary
  const { every, signal } = request
  const to = request.to ?? (await ports.catalog.refreshes.current())?.asOf ?? ports.clock()
  const from = request.from ?? (await firstInstant(ports)) ?? to
  requirePassed(ports, current, to)
  const instants = sampleInstants(from, to, every, timezone, MOST_POINTS)
  if (instants === undefined) throw new EngineError('history_too_long', { every, most: MOST_POINTS })
  const points: HistoryPoint[] = []
  // One instant after another: each is a pass over everybody, and the warehouse uses all cores for one.
  for (const asOf of instants) {
    signal?.throwIfAborted()
    const before = stepFrom(asOf, -1, every, timezone)
    points.push(await computedPoint(ports, current, when, { asOf, before }))
  }
  return points
}

async function firstInstant({ warehouse }: EnginePorts): Promise<number | undefined> {
  return (await warehouse.counts()).firstEventAt
}

async function computedPoint(
  ports: EnginePorts,
  current: CurrentDefinitions,
  when: ReturnType<typeof requireSegment>['when'],
  { asOf, before }: { readonly asOf: number; readonly before: number },
): Promise<HistoryPoint> {
  const { value, vocabulary } = current.compiled
  const context = await populationAt(ports, current, asOf, value === undefined ? [when] : [when, value])
  const conditions = new Map([['segment', when]])
  const found = await ports.warehouse.sizes({
    context,
    conditions,
    ...(value === undefined ? {} : { value }),
  })
  const differences = await ports.warehouse.difference({
    before: await populationAt(ports, current, before, [when]),
    after: context,
    conditions: new Map([['segment', { before: when, after: when }]]),
    sample: 0,
  })
  const size = found.sizes.get('segment')
  const moved = differences.get('segment')
  return {
    asOf,
    day: localDate(asOf, vocabulary.timezone),
    size: size?.size ?? 0,
    customers: found.customers,
    ...(size?.value === undefined ? {} : { value: size.value }),
    ...(value === undefined ? {} : { valueType: value.type === 'money' ? 'money' : 'number' }),
    entered: moved?.entered ?? 0,
    left: moved?.left ?? 0,
  }
}
