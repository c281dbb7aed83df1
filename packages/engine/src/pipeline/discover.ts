import { continueRound } from '../discovery/compare/continue-round.ts'
import { requireComparable } from '../discovery/compare/require-comparable.ts'
import { withAssigned } from '../discovery/criteria/with-assigned.ts'
import { askedFeatures } from '../discovery/features/asked-features.ts'
import { checkText } from '../discovery/features/check-text.ts'
import { defaultFeatures } from '../discovery/features/default-features.ts'
import type { GroupFinder } from '../discovery/group-finder.ts'
import { EngineError } from '../errors.ts'
import type { Discovery, DiscoveryQuestion } from '../records/discovery.ts'
import { countEverybody } from './count-groups.ts'
import { type CurrentDefinitions, requireDefinitions } from './current-definitions.ts'
import { presentInstant } from './customer-at.ts'
import { discoveryId } from './discovery-id.ts'
import type { EnginePorts } from './engine-ports.ts'
import { oneDiscoveryAtATime } from './one-at-a-time.ts'
import { type ReadCustomers, readCustomers } from './read-customers.ts'
import { requirePassed } from './require-passed.ts'

export interface DiscoveryPorts extends EnginePorts {
  readonly groups: GroupFinder
}

export interface DiscoverRequest extends DiscoveryQuestion {
  /** Of an earlier discovery: this is its next round. Absent: a new one. */
  readonly id?: string
  readonly author: string
  /** UTC milliseconds; absent: the instant of the last refresh, else now. */
  readonly asOf?: number
  /** Above so many customers groups are learned from a sample. Default 100,000. */
  readonly learnFrom?: number
}

export interface DiscoverProgress {
  readonly step: 'read' | 'find' | 'count' | 'store'
  readonly done: number
  readonly of: number
}

interface Watched {
  readonly progress?: (step: DiscoverProgress) => void
  readonly signal?: AbortSignal
}

/** Rows above which nothing more is learned that would be worth waiting for. */
export const LEARN_FROM = 100_000

/**
 * Finds groups among the customers of a condition and stores them as a round of a discovery. Nothing is stored when it
 * fails or is stopped.
 *
 * @throws EngineError `nothing_defined`, `instant_to_come`, `expression_wrong`, `feature_not_measurable`,
 *   `feature_twice`, `no_features`, `nobody_to_group`, `discovery_running`, `discovery_refused`, `rounds_not_comparable`, and what finding refuses
 *
 * @example
 * const { groups } = await discoverGroups(ports, { features: [], method: 'auto', maxClasses: 8, minShare: 0.02, seed: 7, author: 'anna' })
 */
export async function discoverGroups(
  ports: DiscoveryPorts,
  request: DiscoverRequest,
  watched: Watched = {},
): Promise<Discovery> {
  const current = await requireDefinitions(ports.catalog)
  const asOf = request.asOf ?? (await presentInstant(ports))
  requirePassed(ports, current, asOf)
  return oneDiscoveryAtATime(ports.catalog, () => run({ ports, current, asOf, request, watched }))
}

interface Run {
  readonly ports: DiscoveryPorts
  readonly current: CurrentDefinitions
  readonly asOf: number
  readonly request: DiscoverRequest
  readonly watched: Watched
}

async function run({ ports, current, asOf, request, watched }: Run): Promise<Discovery> {
  const step = (name: DiscoverProgress['step']) => (done: number, of: number) => {
    watched.signal?.throwIfAborted()
    watched.progress?.({ step: name, done, of })
  }
  const asked = questionOf(request)
  const id = await discoveryId(ports.catalog, request.id)
  const before = request.id === undefined ? undefined : await ports.catalog.discoveries.get(request.id)
  step('read')(0, 1)
  const customers = await read({ ports, current, asOf, request, watched })
  // Said before the search, which may take minutes: what comes of it could not be compared.
  if (before !== undefined) requireComparable(id, idsOf(before.features), idsOf(customers.task.features))
  step('find')(0, 1)
  const signal = watched.signal && { signal: watched.signal }
  const found = await ports.groups.find(
    { ...customers.task, question: asked },
    { progress: step('find'), ...signal },
  )
  step('count')(0, 1)
  const { outliers, ...groups } = found
  const discovery: Discovery = {
    ...groups,
    id,
    round: (before?.round ?? 0) + 1,
    createdAt: ports.clock(),
    author: request.author,
    asOf,
    definitionsVersion: current.version,
    asked,
    population: { ...populationOf(customers), outliers },
    notes: [...found.notes, ...customers.notes, ...sampled(customers, request.seed)],
    published: [],
  }
  const continued = withAssigned(
    current.compiled.definitions,
    before?.published ?? [],
    before === undefined ? discovery : continueRound(before, discovery),
  )
  const counted = await countEverybody(ports, current, continued)
  step('store')(0, 1)
  await ports.catalog.discoveries.put(counted)
  return counted
}

function read({ ports, current, asOf, request, watched }: Run): Promise<ReadCustomers> {
  const { compiled } = current
  const { population: text, features: texts, seed, learnFrom = LEARN_FROM } = request
  const population = text === undefined ? undefined : checkText(compiled, 'population', text, 'boolean')
  const features = texts.length === 0 ? defaultFeatures(compiled) : askedFeatures(compiled, texts)
  if (features.length === 0) throw new EngineError('no_features', {})
  return requireSomebody(
    readCustomers(ports, current, {
      ...{ asOf, features, seed, atMost: learnFrom },
      ...(population && { population }),
      ...(watched.signal && { signal: watched.signal }),
    }),
    text,
  )
}

async function requireSomebody(reading: Promise<ReadCustomers>, text = 'everybody'): Promise<ReadCustomers> {
  const customers = await reading
  if (customers.task.customers.length === 0) throw new EngineError('nobody_to_group', { population: text })
  return customers
}

function idsOf(features: readonly { readonly id: string }[]): string[] {
  return features.map(({ id }) => id)
}

function questionOf({
  population,
  features,
  method,
  classes,
  maxClasses,
  minShare,
  seed,
}: DiscoveryQuestion) {
  return {
    ...(population === undefined ? {} : { population }),
    ...(classes === undefined ? {} : { classes }),
    ...{ features, method, maxClasses, minShare, seed },
  }
}

function populationOf({ task, value }: ReadCustomers): Omit<Discovery['population'], 'outliers'> {
  const { customers, base, valueType } = task.population
  return {
    ...{ customers, base, learnedFrom: task.customers.length },
    ...(value === undefined ? {} : { value: String(value) }),
    ...(valueType === undefined ? {} : { valueType }),
    ...(valueType === 'money' ? { currency: task.currency } : {}),
  }
}

function sampled({ task }: ReadCustomers, seed: number): string[] {
  const { customers } = task.population
  const learned = task.customers.length
  if (learned === customers) return []
  const count = (number: number) => number.toLocaleString('en')
  return [
    `The groups were learned from ${count(learned)} of ${count(customers)} customers, drawn by the seed ${seed} in proportion to value; sizes and values are those of all.`,
  ]
}
