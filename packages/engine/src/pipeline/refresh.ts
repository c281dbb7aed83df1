import { RULES_VERSION } from '@kindred/language'
import type { PopulationContext, RefreshOutcome, RefreshRequest } from '../ports/warehouse.ts'
import type { Refresh } from '../records/refresh.ts'
import { cutoffTexts } from '../segments/cutoff-text.ts'
import type { FailedDefinition } from '../segments/evaluable.ts'
import { withFailures } from '../segments/refresh-results.ts'
import { changedSince } from './changed-since.ts'
import { type CurrentDefinitions, requireDefinitions } from './current-definitions.ts'
import { cutPopulation } from './cut-population.ts'
import type { EnginePorts } from './engine-ports.ts'
import { evaluateAll } from './evaluate-all.ts'
import { oneAtATime } from './one-at-a-time.ts'
import { bareContext } from './population-at.ts'
import { requirePassed } from './require-passed.ts'
import { dropOldMemberships } from './retention.ts'
import { soundDefinitions } from './sound-definitions.ts'

export interface RefreshOptions {
  /** UTC milliseconds; now, when absent. */
  readonly asOf?: number
  readonly progress?: (step: RefreshProgress) => void
  readonly signal?: AbortSignal
}
export interface RefreshProgress {
  readonly step: 'compile' | 'cut_offs' | 'evaluate' | 'publish'
  readonly done: number
  readonly of: number
}
export interface RefreshReport {
  readonly refresh: Refresh
  /** Whether it is the present now; one of an earlier instant is not. */
  readonly current: boolean
  readonly moves: RefreshOutcome['moves']
}

/**
 * Evaluates every definition at one instant and publishes the result whole: readers see the last one until then, and
 * go on seeing it when this one fails. A definition that cannot be evaluated fails alone; its last result is carried
 * over. An instant before the present's is evaluated and kept, but moves nobody and leaves the present as it is.
 *
 * @throws EngineError `nothing_defined`, `instant_to_come`, `refresh_running`; what the warehouse or the catalog throws
 *   when it cannot be reached: then nothing of this refresh is left.
 *
 * @example
 * const { refresh } = await refreshAll({ warehouse, catalog, clock }, { asOf: Date.parse('2011-12-10T00:00:00Z') })
 */
export async function refreshAll(ports: EnginePorts, options: RefreshOptions = {}): Promise<RefreshReport> {
  const current = await requireDefinitions(ports.catalog)
  const asOf = options.asOf ?? ports.clock()
  requirePassed(ports, current, asOf)
  return oneAtATime(ports.catalog, () => run({ ports, current, asOf, options }))
}

interface Run {
  readonly ports: EnginePorts
  readonly current: CurrentDefinitions
  readonly asOf: number
  readonly options: RefreshOptions
}

async function run({ ports, current, asOf, options }: Run): Promise<RefreshReport> {
  const { catalog, clock } = ports
  await dropOldMemberships(ports)
  const present = await catalog.refreshes.current()
  const isPast = present !== undefined && asOf < present.asOf
  const begun = {
    asOf,
    definitionsVersion: current.version,
    rulesVersion: RULES_VERSION,
    startedAt: clock(),
  }
  const id = await catalog.refreshes.begin(begun)
  try {
    const moves = await work({ ports, current, asOf, options }, id, isPast ? undefined : present, !isPast)
    const refresh = await catalog.refreshes.get(id)
    if (refresh === undefined) throw new Error(`refresh ${id} has gone from the catalog`)
    return { refresh, current: !isPast, moves }
  } catch (error) {
    await abandon(ports, id, error)
    throw error
  }
}

async function work(
  { ports, current, asOf, options }: Run,
  id: number,
  previous: Refresh | undefined,
  recordTransitions: boolean,
): Promise<RefreshOutcome['moves']> {
  const { warehouse, catalog } = ports
  const step = (name: RefreshProgress['step']) => (done: number, of: number) => {
    options.signal?.throwIfAborted()
    options.progress?.({ step: name, done, of })
  }
  step('compile')(0, 1)
  const { value } = current.compiled
  const compiled = soundDefinitions(current.compiled)
  const ranking = { warehouse, context: bareContext(current.compiled.vocabulary, asOf), value }
  const cut = await cutPopulation({ ...ranking, progress: step('cut_offs') }, compiled.sound)
  const context = { ...ranking.context, cutoffs: cut.cutoffs }
  const failedBefore = [...compiled.failed, ...cut.failed]
  const request = await requestOf(
    { id, context, current, previous, recordTransitions },
    cut.sound,
    failedBefore,
    ports,
  )
  const { outcome, failed } = await evaluateAll(warehouse, request, step('evaluate'))
  step('publish')(0, 1)
  await catalog.refreshes.publish(id, {
    publishedAt: ports.clock(),
    batch: outcome.batch,
    customers: outcome.customers,
    layout: outcome.layout,
    results: withFailures(outcome.results, [...failedBefore, ...failed], previous),
    cutoffs: cutoffTexts(cut.cutoffs),
    ...(outcome.value === undefined ? {} : { value: String(outcome.value) }),
    ...(value === undefined ? {} : { valueType: value.type === 'money' ? 'money' : 'number' }),
  })
  return outcome.moves
}

interface Place {
  readonly id: number
  readonly context: PopulationContext
  readonly current: CurrentDefinitions
  readonly previous: Refresh | undefined
  readonly recordTransitions: boolean
}

async function requestOf(
  { id, context, current, previous, recordTransitions }: Place,
  sound: Parameters<typeof cutPopulation>[1],
  failed: readonly FailedDefinition[],
  { catalog }: EnginePorts,
): Promise<RefreshRequest> {
  const { value } = current.compiled
  const isChanged = await changedSince(catalog, current, previous)
  return {
    id,
    context,
    segments: sound.flatMap(each => (each.kind === 'segment' ? [{ ...each, changed: isChanged(each) }] : [])),
    segmentations: sound.flatMap(each =>
      each.kind === 'segmentation' ? [{ ...each, changed: isChanged(each) }] : [],
    ),
    carried: failed.map(({ kind, id: definition }) => ({ kind, id: definition })),
    recordTransitions,
    ...(value === undefined ? {} : { value }),
    ...(previous === undefined ? {} : { previous }),
  }
}

/** Nothing of it can have been read; what was stored is removed now, or at the next start if even that fails. */
async function abandon({ catalog, warehouse }: EnginePorts, id: number, error: unknown): Promise<void> {
  const reason = error instanceof Error ? error.message : String(error)
  await Promise.allSettled([catalog.refreshes.fail(id, reason), warehouse.dropRefresh(id)])
}
