import { type Checked, compileClosures, type Value } from '@kindred/language'
import { checkText } from '../discovery/features/check-text.ts'
import { type NextGroup, nextGroup } from '../discovery/publish/next-group.ts'
import type { FeatureValues } from '../discovery/publish/point-of.ts'
import { EngineError } from '../errors.ts'
import type { Discovery } from '../records/discovery.ts'
import { plainValue } from '../value/plain-value.ts'
import { requireDefinitions } from './current-definitions.ts'
import { customerAt, presentInstant } from './customer-at.ts'
import type { EnginePorts } from './engine-ports.ts'
import { requireDiscovery } from './find-discovery.ts'
import { populationAt } from './population-at.ts'

export interface PlaceRequest {
  readonly id: string
  readonly round?: number
  readonly customer: string
}

export interface PlacedCustomer {
  readonly discovery: Discovery
  readonly asOf: number
  /** Absent where there is one group only. */
  readonly place?: NextGroup
}

/**
 * The group of a discovery that a customer is in now, which would be next, and what would move her there.
 *
 * @throws EngineError `discovery_unknown`, `customer_unknown`, `customer_outside_population`, `expression_wrong`
 */
export async function placeCustomer(ports: EnginePorts, request: PlaceRequest): Promise<PlacedCustomer> {
  const discovery = await requireDiscovery(ports.catalog, request.id, request.round)
  const current = await requireDefinitions(ports.catalog)
  const asOf = await presentInstant(ports)
  const record = await customerAt(ports, current, request.customer, asOf)
  const { population } = discovery.asked
  const expressions = new Map<string, Checked>(
    discovery.features
      .filter(({ dropped }) => dropped === undefined)
      .map(({ id, is }) => [id, checkText(current.compiled, `the feature ${id}`, is)]),
  )
  const where =
    population === undefined ? undefined : checkText(current.compiled, 'population', population, 'boolean')
  const asked = new Map([...expressions, ...(where === undefined ? [] : [[POPULATION, where] as const])])
  const context = await populationAt(ports, current, asOf, [...asked.values()], true)
  const values = compileClosures(asked, context)(record, asOf)
  if (where !== undefined && values.get(POPULATION) !== true)
    throw new EngineError('customer_outside_population', { discovery: discovery.id })
  const place = nextGroup(discovery, valuesOf(expressions, values))
  return { discovery, asOf, ...(place && { place }) }
}

const POPULATION = 'is in the population'

function valuesOf(
  expressions: ReadonlyMap<string, Checked>,
  values: ReadonlyMap<string, Value>,
): FeatureValues {
  return Object.fromEntries([...expressions].map(([id, { type }]) => [id, plainValue(type, values.get(id))]))
}
