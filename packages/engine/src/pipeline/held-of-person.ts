import type { Catalog } from '../ports/catalog.ts'
import { idsOfPerson } from '../privacy/ids-of-person.ts'
import { countsOf } from '../privacy/merge-counts.ts'
import type { HeldCount, JoinedIds } from '../records/erasure.ts'
import type { LiveTransition } from '../records/live.ts'
import type { ErasePorts } from './erase-ports.ts'

/** Letters a hook can have that are looked through. */
const ALL = 1_000_000

/** All ids of the person who has this one. */
export async function personsIds({ live, warehouse }: ErasePorts, id: string): Promise<readonly string[]> {
  const running = live()
  if (running === undefined) return idsOfPerson(id, [warehouse])
  const parted: JoinedIds[] = []
  const known = {
    async joined(ids: readonly string[]) {
      const found = await running.identities(ids)
      parted.push(...found.parted)
      return found.joined
    },
  }
  // The live half first, so that what it has taken apart is known when the warehouse is asked.
  await known.joined([id])
  return idsOfPerson(id, [known, warehouse], parted)
}

/** What is held of a person, store by store, and which nodes could not be asked. */
export async function heldOfPerson(ports: ErasePorts, ids: readonly string[]) {
  const { warehouse, catalog, setAside, live } = ports
  const running = live()
  const [rows, letters, members, files, profiles] = await Promise.all([
    warehouse.held(ids),
    deadLettersOf(catalog, ids),
    typicalIn(catalog, ids),
    setAside.held(ids),
    running?.held(ids) ?? new Map<string, number>(),
  ])
  const held: readonly HeldCount[] = [
    ...countsOf('warehouse', rows.rows),
    ...countsOf('profiles', profiles),
    { store: 'catalog', what: 'dead_letters', count: letters.length },
    { store: 'catalog', what: 'typical_members', count: members.length },
    { store: 'files', what: 'rows_set_aside', count: files },
  ]
  return { held, unreached: rows.unreached }
}

/** Moves of hers that could not be told to a web hook. */
export async function deadLettersOf(
  { hooks }: Pick<Catalog, 'hooks'>,
  ids: readonly string[],
): Promise<readonly LiveTransition[]> {
  const found: LiveTransition[] = []
  for (const { id } of await hooks.list())
    for (const { transitions } of await hooks.deadLetters(id, ALL))
      found.push(...transitions.filter(({ customer }) => ids.includes(customer)))
  return found
}

/** A group of a discovery in which she stands as the typical member. */
export interface TypicalIn {
  readonly discovery: string
  readonly round: number
  readonly group: string
  readonly values: readonly { readonly feature: string; readonly text: string }[]
}

export async function typicalIn(
  { discoveries }: Pick<Catalog, 'discoveries'>,
  ids: readonly string[],
): Promise<readonly TypicalIn[]> {
  const found: TypicalIn[] = []
  for (const { id } of await discoveries.list(ALL))
    for (const { round } of await discoveries.rounds(id))
      for (const { typical, ...group } of (await discoveries.get(id, round))?.groups ?? [])
        if (ids.includes(typical.customer))
          found.push({ discovery: id, round, group: group.id, values: typical.values })
  return found
}
