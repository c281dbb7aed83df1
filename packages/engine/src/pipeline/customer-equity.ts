import { type CalendarUnit, type Checked, classesOf } from '@kindred/language'
import { EngineError } from '../errors.ts'
import { sampleInstants } from '../monitoring/sample-instants.ts'
import { classCondition } from '../segments/class-condition.ts'
import { knownTest } from '../segments/known-test.ts'
import { plainValue } from '../value/plain-value.ts'
import { type CurrentDefinitions, requireDefinitions } from './current-definitions.ts'
import { presentInstant } from './customer-at.ts'
import type { EnginePorts } from './engine-ports.ts'
import { requireSegmentation } from './find-definition.ts'
import { populationAt } from './population-at.ts'
import { requireInOrder, requirePassed } from './require-passed.ts'
import { type SoundValuation, valuationsOf } from './valuations.ts'

export interface EquityRequest {
  /** A segmentation, by whose classes it is told; absent: by segments. */
  readonly by?: string
  /** UTC milliseconds; absent: the instant of the last refresh, else now. */
  readonly to?: number
  /** Where history begins; absent: none is told. */
  readonly from?: number
  /** A point at every so many; absent: at every instant that was refreshed. */
  readonly every?: CalendarUnit
  readonly signal?: AbortSignal
}

/** What customers are worth together: now, and as they are expected to or could be. */
export interface CustomerEquity {
  readonly currency: string
  readonly values: readonly Pick<SoundValuation, 'id' | 'name'>[]
  readonly groups: readonly { readonly id: string; readonly name: string }[]
  /** Oldest first; the last is the instant asked for. */
  readonly points: readonly EquityPoint[]
}

export interface EquityPoint {
  readonly asOf: number
  readonly everybody: EquityOfGroup
  /** In the order of `groups`. */
  readonly groups: readonly EquityOfGroup[]
}

export interface EquityOfGroup {
  readonly customers: number
  /**
   * In the order of `values`; who has none adds nothing. Undefined of one that nobody at all has at that instant: it is
   * not known, because its model is not trained, say.
   */
  readonly values: readonly (number | undefined)[]
}

/** Each point costs a pass over everybody a value. */
const MOST_POINTS = 120
const USUAL_REFRESHES = 1000

/**
 * Customer equity: the sum of every value that says what customers bring, over everybody and over each segment (or class),
 * at one instant or at several, as the definitions of today find them.
 *
 * @throws EngineError `nothing_valued`, `segmentation_unknown`, `definition_broken`, `instants_out_of_order`,
 *   `instant_to_come`, `history_too_long`
 *
 * @example
 * const { points } = await customerEquity(ports, { by: 'lifecycle' })
 */
export async function customerEquity(ports: EnginePorts, request: EquityRequest): Promise<CustomerEquity> {
  const current = await requireDefinitions(ports.catalog)
  const to = request.to ?? (await presentInstant(ports))
  requireInOrder(current, request.from, to)
  requirePassed(ports, current, to)
  const values = valuationsOf(current.compiled).filter(isWorth)
  if (values.length === 0) throw new EngineError('nothing_valued', {})
  const groups = groupsOf(current, request.by)
  const points: EquityPoint[] = []
  // One instant after another: each is a pass over everybody, and the warehouse uses all cores for one.
  for (const asOf of await instantsOf(ports, current, { ...request, to })) {
    request.signal?.throwIfAborted()
    points.push(await pointAt(ports, current, { asOf, values, groups }))
  }
  return {
    currency: current.compiled.definitions.settings.currency,
    values: values.map(({ id, name }) => ({ id, name })),
    groups: groups.map(({ id, name }) => ({ id, name })),
    points,
  }
}

/** What a prospect would bring is not yet there. */
function isWorth({ about: { tells } }: SoundValuation): boolean {
  return tells !== undefined && tells !== 'prospect'
}

interface EquityGroup {
  readonly id: string
  readonly name: string
  readonly when: Checked
}

function groupsOf({ compiled }: CurrentDefinitions, by: string | undefined): EquityGroup[] {
  if (by !== undefined) {
    const { of } = requireSegmentation(compiled, by)
    return classesOf(of).map(name => ({ id: name, name, when: classCondition(of, name) }))
  }
  return [...compiled.segments].flatMap(([id, { when, definition }]) =>
    when === undefined ? [] : [{ id, name: definition.name ?? id, when }],
  )
}

async function instantsOf(
  { catalog }: EnginePorts,
  current: CurrentDefinitions,
  { from, to, every }: EquityRequest & { readonly to: number },
): Promise<readonly number[]> {
  if (from === undefined) return [to]
  const instants =
    every === undefined
      ? (await catalog.refreshes.list({ limit: USUAL_REFRESHES, until: to }))
          .map(({ asOf }) => asOf)
          .filter(asOf => asOf >= from)
      : sampleInstants(from, to, every, current.compiled.vocabulary.timezone, MOST_POINTS)
  if (instants === undefined || instants.length > MOST_POINTS)
    throw new EngineError('history_too_long', { every: every ?? 'refresh', most: MOST_POINTS })
  return [...new Set([...instants, to])].sort((a, b) => a - b)
}

interface PointRequest {
  readonly asOf: number
  readonly values: readonly SoundValuation[]
  readonly groups: readonly EquityGroup[]
}

async function pointAt(
  ports: EnginePorts,
  current: CurrentDefinitions,
  { asOf, values, groups }: PointRequest,
): Promise<EquityPoint> {
  const reads = [...values.map(({ is }) => is), ...groups.map(({ when }) => when)]
  const context = await populationAt(ports, current, asOf, reads)
  const all = await Promise.all(
    values.map(({ is }) => {
      const conditions = new Map([
        ...groups.map(each => [each.id, each.when] as const),
        [KNOWN, knownTest(is)],
      ])
      return ports.warehouse.sizes({ context, conditions, value: is })
    }),
  )
  const customers = all[0]?.customers ?? 0
  const isKnown = all.map(({ sizes }) => customers === 0 || (sizes.get(KNOWN)?.size ?? 0) > 0)
  const amountOf = (at: number, sum: number | bigint | undefined): number | undefined =>
    isKnown[at] ? Number(plainValue(values[at]?.is.type, sum) ?? 0) : undefined
  return {
    asOf,
    everybody: { customers, values: all.map(({ value }, at) => amountOf(at, value)) },
    groups: groups.map(({ id }) => ({
      customers: all[0]?.sizes.get(id)?.size ?? 0,
      values: all.map(({ sizes }, at) => amountOf(at, sizes.get(id)?.value)),
    })),
  }
}

/** With a space, so that no segment can have that name. */
const KNOWN = 'is known'
