import { type Checked, classesOf } from '@kindred/language'
import { defaultFeatures } from '../discovery/features/default-features.ts'
import { profiledFeatures, profileGroup } from '../discovery/profiles/profile-group.ts'
import type { TableColumn } from '../ports/warehouse-tables.ts'
import type { FeatureDifference } from '../records/discovery.ts'
import { classRead } from '../segments/class-condition.ts'
import {
  bestFifth,
  type ComparedPair,
  type ComparedValue,
  compareTwo,
  describeValue,
  type ValuedCustomers,
} from '../value/compare-values.ts'
import { type CurrentDefinitions, requireDefinitions } from './current-definitions.ts'
import { presentInstant } from './customer-at.ts'
import { LEARN_FROM } from './discover.ts'
import type { EnginePorts } from './engine-ports.ts'
import { populationAt } from './population-at.ts'
import { readCustomers } from './read-customers.ts'
import { requirePassed } from './require-passed.ts'
import { type SoundValuation, valuationsOf } from './valuations.ts'

export interface CompareValuesRequest {
  /** Ids; absent: all that are defined. */
  readonly values?: readonly string[]
  /** UTC milliseconds; absent: the instant of the last refresh, else now. */
  readonly asOf?: number
}

export interface ValueComparison {
  readonly asOf: number
  readonly customers: number
  readonly currency: string
  readonly values: readonly (ComparedValue & {
    /** What sets the best fifth apart from everybody else who is valued, most telling first. */
    readonly best: readonly FeatureDifference[]
  })[]
  readonly pairs: readonly ComparedPair[]
}

const SEED = 1

/**
 * Ways to value customers side by side: how concentrated each is, what its classes hold, who its best fifth are, and how
 * far every two agree. Figures are of everybody; who the best are, above 100,000 customers, of a sample.
 *
 * @throws EngineError `nothing_valued`, `value_unknown`, `definition_broken`, `instant_to_come`
 *
 * @example
 * const { values, pairs } = await compareValues(ports, {})
 */
export async function compareValues(
  ports: EnginePorts,
  request: CompareValuesRequest,
  signal?: AbortSignal,
): Promise<ValueComparison> {
  const current = await requireDefinitions(ports.catalog)
  const asOf = request.asOf ?? (await presentInstant(ports))
  requirePassed(ports, current, asOf)
  const valuations = valuationsOf(current.compiled, request.values)
  const { ids, valued } = await readValues(ports, current, { valuations, asOf, ...(signal && { signal }) })
  const best = await bestOf(ports, current, { asOf, ids, valued, ...(signal && { signal }) })
  return {
    ...{ asOf, customers: ids.length, currency: current.compiled.definitions.settings.currency },
    values: valued.map((each, at) => ({ ...describeValue(each), best: best[at] ?? [] })),
    pairs: valued.flatMap((a, at) => valued.slice(at + 1).flatMap(b => compareTwo(a, b) ?? [])),
  }
}

interface ValuesRequest {
  readonly valuations: readonly SoundValuation[]
  readonly asOf: number
  readonly signal?: AbortSignal
}

async function readValues(
  ports: EnginePorts,
  current: CurrentDefinitions,
  { valuations, asOf, signal }: ValuesRequest,
): Promise<{ ids: readonly string[]; valued: ValuedCustomers[] }> {
  const columns = new Map<string, Checked>(
    valuations.flatMap(({ id, is, classes }): [string, Checked][] => [
      [id, is],
      ...(classes === undefined ? [] : [[classKey(id), classRead(classes)] as [string, Checked]]),
    ]),
  )
  const context = await populationAt(ports, current, asOf, [...columns.values()])
  const table = await ports.warehouse.table({ context, columns, ...(signal && { signal }) })
  const valued = valuations.map(valuation => valuedBy(valuation, table.columns))
  return { ids: table.customers, valued }
}

/** A name with a space, so that no feature can have it. */
function classKey(id: string): string {
  return `class of ${id}`
}

function valuedBy(
  { id, name, about, isMoney, classes }: SoundValuation,
  columns: ReadonlyMap<string, TableColumn>,
): ValuedCustomers {
  const [values, found] = [columns.get(id), columns.get(classKey(id))]
  if (values?.kind !== 'number') throw new RangeError(`The value '${id}' was not read as numbers.`)
  return {
    ...{ id, name, by: about.by, isMoney, values: values.values },
    ...(about.tells && { tells: about.tells }),
    ...(classes && found?.kind === 'category' && { classes: inOrder(found, classesOf(classes)) }),
  }
}

/** Classes as the definition has them, those nobody is in included. */
function inOrder({ codes, words }: Extract<TableColumn, { kind: 'category' }>, order: readonly string[]) {
  const places = words.map(word => order.indexOf(word))
  return { codes: codes.map(code => places[code] ?? -1), words: order }
}

interface BestRequest {
  readonly asOf: number
  readonly ids: readonly string[]
  readonly valued: readonly ValuedCustomers[]
  readonly signal?: AbortSignal
}

/** By each value, what sets the best fifth apart. */
async function bestOf(
  ports: EnginePorts,
  current: CurrentDefinitions,
  { asOf, ids, valued, signal }: BestRequest,
): Promise<FeatureDifference[][]> {
  const read = await readCustomers(ports, current, {
    ...{ asOf, features: tellingFeatures(current), atMost: LEARN_FROM, seed: SEED },
    ...(signal && { signal }),
  })
  const rowOf = new Map(ids.map((id, row) => [id, row]))
  const rows = read.task.customers.map(id => rowOf.get(id) ?? -1)
  const profiled = profiledFeatures(read.task.features, read.task)
  return valued.map(({ values }) => {
    const best = bestFifth(values)
    return profileGroup(
      profiled,
      Uint8Array.from(rows, row => best[row] ?? 0),
    )
  })
}

/** That the best by a value have more of that value, or of another, says nothing of who they are. */
function tellingFeatures({ compiled }: CurrentDefinitions) {
  const { features } = compiled.definitions
  return defaultFeatures(compiled).filter(({ feature: { id } }) => features[id]?.valuation === undefined)
}
