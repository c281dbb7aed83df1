import { formatInstant } from '@kindred/language'
import { EngineError } from '../errors.ts'
import { consentKinds } from '../privacy/consent-kinds.ts'
import type { CustomerPatch, CustomerRecord } from '../records/customer-record.ts'
import type { HeldCount, JoinedIds } from '../records/erasure.ts'
import type { LiveTransition } from '../records/live.ts'
import type { Transition } from '../records/refresh.ts'
import { type Consent, consentIn } from './consents.ts'
import { type CurrentDefinitions, requireDefinitions } from './current-definitions.ts'
import type { ErasePorts } from './erase-ports.ts'
import { deadLettersOf, heldOfPerson, personsIds, type TypicalIn, typicalIn } from './held-of-person.ts'

/** Everything that is held on one person, out of every store. */
export interface PersonFile {
  readonly asOf: number
  /** The id she is known by now, and all her ids. */
  readonly id: string
  readonly ids: readonly string[]
  readonly joined: readonly JoinedIds[]
  readonly current: CurrentDefinitions
  /** Attributes as they stand, and every event, also what is dated later than now. */
  readonly record: CustomerRecord
  /** Everything that was said of her, in order of instant. */
  readonly said: readonly CustomerPatch[]
  readonly consents: readonly Consent[]
  /** Where the last refresh put her; absent where it did not know her. */
  readonly membership?: {
    readonly refresh: number
    readonly asOf: number
    readonly segments: readonly string[]
    readonly classes: ReadonlyMap<string, string>
  }
  readonly moves: readonly Transition[]
  readonly liveMoves: readonly LiveTransition[]
  readonly undelivered: readonly LiveTransition[]
  readonly typicalIn: readonly TypicalIn[]
  readonly held: readonly HeldCount[]
}

const EVER = Number.MAX_SAFE_INTEGER
const MOST = 2 ** 31 - 1

/**
 * Everything held on one person, by whichever of her ids.
 *
 * Cost: her events are held in memory; dead letters and discoveries are gone through.
 *
 * @throws EngineError `customer_unknown`, `nothing_defined`.
 */
export async function personFile(ports: ErasePorts, customer: string): Promise<PersonFile> {
  const { warehouse, catalog, clock } = ports
  const current = await requireDefinitions(catalog)
  const ids = await personsIds(ports, customer)
  const record = await recordOf(ports, ids)
  if (record === undefined)
    throw new EngineError('customer_unknown', {
      at: formatInstant(clock(), current.compiled.vocabulary.timezone),
    })
  const [said, joined, undelivered, typical, { held }, membership] = await Promise.all([
    warehouse.patches(ids),
    warehouse.joined(ids),
    deadLettersOf(catalog, ids),
    typicalIn(catalog, ids),
    heldOfPerson(ports, ids),
    membershipOf(ports, record.id),
  ])
  return {
    ...{ asOf: clock(), id: record.id, ids, joined, current, record, said, undelivered, held },
    consents: consentKinds(current.definitions).map(kind => consentIn(kind, said, clock())),
    ...(membership === undefined ? {} : { membership }),
    ...(await movesOf(ports, ids)),
    typicalIn: typical,
  }
}

/** Under the id that she has not lost to another. */
async function recordOf(
  { warehouse }: ErasePorts,
  ids: readonly string[],
): Promise<CustomerRecord | undefined> {
  for (const id of ids) {
    const record = await warehouse.customer(id, EVER)
    if (record !== undefined) return record
  }
  return undefined
}

async function membershipOf(
  { warehouse, catalog }: ErasePorts,
  id: string,
): Promise<PersonFile['membership']> {
  const refresh = await catalog.refreshes.current()
  if (refresh === undefined) return undefined
  const found = await warehouse.membership(refresh.id, refresh.layout, id)
  return found === undefined ? undefined : { refresh: refresh.id, asOf: refresh.asOf, ...found }
}

async function movesOf(
  { warehouse, catalog }: ErasePorts,
  ids: readonly string[],
): Promise<Pick<PersonFile, 'moves' | 'liveMoves'>> {
  const refreshes = (await catalog.refreshes.published({})).map(({ id }) => id)
  const [moves, liveMoves]: [Transition[], LiveTransition[]] = [[], []]
  for (const customer of ids) {
    for await (const move of warehouse.transitions({ refreshes, customer })) moves.push(move)
    for await (const move of warehouse.liveTransitions({ customer, limit: MOST })) liveMoves.push(move)
  }
  return { moves, liveMoves }
}
