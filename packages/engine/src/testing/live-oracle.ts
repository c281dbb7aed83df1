import { compileDefinitions } from '../catalog/compile/compile-definitions.ts'
import { bareContext } from '../pipeline/population-at.ts'
import type { Warehouse } from '../ports/warehouse.ts'
import type { Definitions } from '../records/definitions.ts'
import { classRead } from '../segments/class-condition.ts'
import type { LiveWorld } from './live-world.ts'

/** Where everybody stands, by id: as `LiveWorld.standing` says it. */
export type Standings = ReadonlyMap<string, readonly string[]>

/** What the batch says of everybody at an instant. */
export async function batchStandings(
  warehouse: Pick<Warehouse, 'rows'>,
  definitions: Definitions,
  asOf: number,
): Promise<Standings> {
  const { segments, segmentations, vocabulary } = compileDefinitions(definitions)
  const columns = new Map([
    ...[...segments].flatMap(([id, { when }]) => (when === undefined ? [] : [[id, when] as const])),
    ...[...segmentations].flatMap(([id, { of }]) => (of === undefined ? [] : [[id, classRead(of)] as const])),
  ])
  const standings = new Map<string, readonly string[]>()
  for await (const { customer, values } of warehouse.rows({
    context: bareContext(vocabulary, asOf),
    columns,
  })) {
    const said = [...columns.keys()].map((id, at) => [id, values[at]] as const)
    standings.set(
      customer,
      said.flatMap(([id, value]) =>
        value === true ? [id] : typeof value === 'string' ? [`${id}:${value}`] : [],
      ),
    )
  }
  return standings
}

/** What live says of the same customers, and of others that are asked about. */
export async function liveStandings(world: LiveWorld, ids: Iterable<string>): Promise<Standings> {
  const standings = new Map<string, readonly string[]>()
  for (const id of ids) {
    if ((await world.live.answer(id)) !== undefined) standings.set(id, await world.standing(id))
  }
  return standings
}
