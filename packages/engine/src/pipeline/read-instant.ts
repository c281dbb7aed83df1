import { type Checked, formatInstant } from '@kindred/language'
import type { CompiledModel, CompiledTarget } from '../catalog/compile/compile-definitions.ts'
import { EngineError } from '../errors.ts'
import { armsOf } from '../models/rows/arms-of.ts'
import { type InstantRows, instantRows } from '../models/rows/instant-rows.ts'
import { numbersAt, rowsIn } from '../models/rows/join-columns.ts'
import type { CustomerTable } from '../ports/warehouse-tables.ts'
import type { CurrentDefinitions } from './current-definitions.ts'
import type { EnginePorts } from './engine-ports.ts'
import { populationAt } from './population-at.ts'

export interface InstantQuestion {
  readonly model: CompiledModel
  readonly target: CompiledTarget
  /** What is read of everybody at the instant. */
  readonly columns: ReadonlyMap<string, Checked>
  readonly atMost: number
  readonly seed: number
  readonly signal?: AbortSignal
}

/** Names with a space, so that no feature can have them. */
const [TARGET, LEFT_ALONE] = ['own target', 'left alone']

/**
 * What was known of the customers a model is about at an instant, and what came of the same customers: the target and
 * the treatments, each as far ahead as it looks.
 *
 * @throws EngineError `nobody_to_learn_from`
 */
export async function readInstant(
  ports: EnginePorts,
  current: CurrentDefinitions,
  question: InstantQuestion,
  instant: number,
): Promise<InstantRows> {
  const { model, atMost, seed, signal } = question
  const { population } = model
  const asked = outcomesOf(question)
  const now = asked.filter(({ ahead }) => ahead === undefined)
  const columns = new Map([...question.columns, ...now.map(({ name, is }) => [name, is] as const)])
  const reads = [...columns.values(), ...(population ? [population] : [])]
  const context = await populationAt(ports, current, instant, reads)
  const table = await ports.warehouse.table({
    ...{ context, columns, sample: { atMost, seed } },
    ...(population && { where: population }),
    ...(signal && { signal }),
  })
  requireSomebody(current, model, table, instant)
  const { customers: base } = await ports.warehouse.sizes({ context, conditions: new Map() })
  const found = new Map<string, Float64Array>(now.map(({ name }) => [name, ownColumn(table, name)]))
  for (const ahead of new Set(asked.flatMap(each => each.ahead ?? [])))
    for (const [name, values] of await readLater(ports, current, { question, table, instant, ahead }))
      found.set(name, values)
  return instantRows({ instant, table, base, ...outcomes(model, found) })
}

interface Outcome extends CompiledTarget {
  readonly name: string
}

function outcomesOf({ target, model }: InstantQuestion): readonly Outcome[] {
  const { treatments = [], control } = model.uplift ?? {}
  return [
    { ...target, name: TARGET },
    ...treatments.map(each => ({ ...each, name: `had ${each.name}` })),
    ...(control === undefined ? [] : [{ ...control, name: LEFT_ALONE }]),
  ]
}

function outcomes({ uplift }: CompiledModel, found: ReadonlyMap<string, Float64Array>) {
  const came = found.get(TARGET) ?? new Float64Array(0)
  if (uplift === undefined) return { came }
  const treatments = uplift.treatments.flatMap(({ name }) => found.get(`had ${name}`) ?? [])
  return { came, arms: armsOf(treatments, found.get(LEFT_ALONE)) }
}

interface LaterQuestion {
  readonly question: InstantQuestion
  readonly table: CustomerTable
  readonly instant: number
  readonly ahead: number
}

/** Of whom it is told at the later instant, in the order of the table; NaN where it is not known or she is not. */
async function readLater(
  ports: EnginePorts,
  current: CurrentDefinitions,
  { question, table, instant, ahead }: LaterQuestion,
): Promise<readonly (readonly [string, Float64Array])[]> {
  const columns = new Map(
    outcomesOf(question)
      .filter(each => each.ahead === ahead)
      .map(({ name, is }) => [name, is] as const),
  )
  const context = await populationAt(ports, current, instant + ahead, [...columns.values()])
  const { customers, drawnBelow } = table
  const later = await ports.warehouse.table({
    ...{ context, columns },
    ...(drawnBelow && { below: drawnBelow }),
    ...(question.signal && { signal: question.signal }),
  })
  const places = rowsIn(customers, later.customers)
  return [...columns.keys()].map(name => [name, numbersAt(later, name, places)] as const)
}

function ownColumn(table: CustomerTable, name: string): Float64Array {
  return numbersAt(table, name, Int32Array.from(table.customers.keys()))
}

function requireSomebody(
  { compiled }: CurrentDefinitions,
  { id, definition }: CompiledModel,
  { customers }: CustomerTable,
  instant: number,
): void {
  if (customers.length > 0) return
  const at = formatInstant(instant, compiled.vocabulary.timezone)
  const population = definition.population ?? 'everybody'
  throw new EngineError('nobody_to_learn_from', { model: id, population, at })
}
