import { formatInstant } from '@kindred/language'
import { EngineError } from '../errors.ts'
import { erasedHash, wasErased } from '../privacy/erased-hash.ts'
import { mergeCounts, totalOf } from '../privacy/merge-counts.ts'
import type { Erasure, HeldCount } from '../records/erasure.ts'
import type { ErasePorts } from './erase-ports.ts'
import { erasedIds } from './erased-ids.ts'
import { heldOfPerson, personsIds } from './held-of-person.ts'

/** What an erasure would remove. */
export interface PlannedErasure {
  /** All ids of the person. */
  readonly ids: readonly string[]
  readonly held: readonly HeldCount[]
  /** What could not be looked at now. */
  readonly waits: readonly string[]
  /** There are live profiles, and only the live half can look at them: it does not run here. */
  readonly needsLive: boolean
}

export interface EraseRequest {
  /** Unique; the one who asks makes it up. */
  readonly id: string
  /** One of her ids. */
  readonly customer: string
  readonly author: string
  readonly reason?: string
}

/**
 * What erasing a customer would remove, or has yet to where it is under way; nothing is changed.
 *
 * @throws EngineError `customer_unknown` where nothing is held of her, `customer_erased`.
 */
export async function planErasure(ports: ErasePorts, customer: string): Promise<PlannedErasure> {
  const open = await openErasure(ports, customer)
  if (open === undefined && wasErased(await erasedIds(ports.catalog), customer))
    throw new EngineError('customer_erased', {})
  const ids = open?.customers ?? (await personsIds(ports, customer))
  const { held, unreached } = await heldOfPerson(ports, ids)
  const profiles = await profilesWait(ports)
  const waits = [...unreached.map(saysOfNode), ...profiles]
  if (open === undefined && totalOf(held) === 0 && waits.length === 0)
    throw new EngineError('customer_unknown', { at: formatInstant(ports.clock(), 'UTC') })
  return { ids, held, waits, needsLive: profiles.length > 0 }
}

/**
 * Erases a customer under all her ids: from the moment this is noted nobody sees her, then every store forgets her, and
 * what is left to do is done by `continueErasures`. Asked for again while it is open it goes on.
 *
 * @returns The receipt; without `doneAt` where something could not be removed yet: `waits` says what.
 * @throws EngineError `customer_unknown`, `customer_erased`.
 */
export async function eraseCustomer(ports: ErasePorts, request: EraseRequest): Promise<Erasure> {
  const { catalog, clock, hidden } = ports
  const open = await openErasure(ports, request.customer)
  if (open !== undefined) return forget(ports, open)
  const { ids, held } = await planErasure(ports, request.customer)
  const { id, author, reason } = request
  const erasure: Erasure = {
    ...{ id, author, at: clock(), customers: ids, found: held },
    ...(reason === undefined ? {} : { reason }),
    hashes: await hashesOf(ports, ids),
    waits: ['Nothing has been removed yet.'],
  }
  await catalog.erasures.put(erasure)
  await hidden.look()
  return forget(ports, erasure)
}

async function openErasure({ catalog }: ErasePorts, customer: string): Promise<Erasure | undefined> {
  return (await catalog.erasures.open()).find(({ customers }) => customers.includes(customer))
}

/** Goes on with every erasure that is open. @returns Those that are still. */
export async function continueErasures(ports: ErasePorts): Promise<readonly Erasure[]> {
  const left: Erasure[] = []
  for (const erasure of await ports.catalog.erasures.open()) {
    const now = await forget(ports, erasure)
    if (now.doneAt === undefined) left.push(now)
  }
  return left
}

/** One pass over all stores. */
async function forget(ports: ErasePorts, before: Erasure): Promise<Erasure> {
  const { catalog, clock, hidden } = ports
  const erasure = await withAllIds(ports, before)
  const removed = await removeAll(ports, erasure.customers)
  const waits = [...removed, ...(await unfinished(ports, erasure)), ...(await leftOver(ports, erasure))]
  const now: Erasure =
    waits.length === 0
      ? { ...erasure, customers: [], waits, doneAt: clock() }
      : { ...erasure, waits: [...new Set(waits)] }
  await catalog.erasures.put(now)
  await hidden.look()
  return now
}

/** Before anything goes: by what is removed more of her ids may be found, and as much as there is must be noted. */
async function withAllIds(ports: ErasePorts, before: Erasure): Promise<Erasure> {
  const [first = ''] = before.customers
  const ids = [...new Set([...before.customers, ...(await personsIds(ports, first))])]
  const { held } = await heldOfPerson(ports, ids)
  const erasure = {
    ...before,
    customers: ids,
    hashes: await hashesOf(ports, ids),
    found: mergeCounts(before.found, held),
  }
  await ports.catalog.erasures.put(erasure)
  await ports.hidden.look()
  return erasure
}

/** A store that fails does not keep the others from forgetting. @returns Why something is still there. */
async function removeAll(ports: ErasePorts, ids: readonly string[]): Promise<readonly string[]> {
  const { catalog, live, setAside, warehouse } = ports
  const done: readonly string[] = []
  const steps: readonly (() => Promise<readonly string[]>)[] = [
    // First: from then on nothing of hers comes in.
    async () => {
      const running = live()
      if (running === undefined) return profilesWait(ports)
      return running.erase(ids).then(() => done)
    },
    () => catalog.hooks.forget(ids).then(() => done),
    () => catalog.discoveries.forget(ids).then(() => done),
    () => setAside.forget(ids).then(() => done),
    async () => {
      ports.forgetAnswers(ids)
      return done
    },
    async () => (await warehouse.erase(ids)).map(saysOfNode),
  ]
  const waits: string[] = []
  for (const step of steps) {
    try {
      waits.push(...(await step()))
    } catch (error) {
      waits.push(error instanceof Error ? error.message : String(error))
    }
  }
  return waits
}

/** Work that may have read her before she was hidden, and writes when it ends. */
async function unfinished({ catalog }: ErasePorts, { at }: Erasure): Promise<readonly string[]> {
  const [imports, refreshes] = await Promise.all([
    catalog.imports.unfinished(),
    catalog.refreshes.unfinished(),
  ])
  return [
    ...imports
      .filter(({ startedAt }) => startedAt <= at)
      .map(({ file }) => `The import of '${file}' began before and has not ended.`),
    ...refreshes.map(({ id }) => `Refresh ${id} has not ended.`),
  ]
}

async function leftOver(ports: ErasePorts, { customers }: Erasure): Promise<readonly string[]> {
  const { held } = await heldOfPerson(ports, customers)
  return held
    .filter(({ count }) => count > 0)
    .map(({ store, what, count }) => `${count} of ${what.replaceAll('_', ' ')} are left in ${store}.`)
}

async function profilesWait({ live, hasProfiles }: ErasePorts): Promise<readonly string[]> {
  if (live() !== undefined || !(await hasProfiles())) return []
  return ['The live profiles are looked at when `kindred serve` runs.']
}

async function hashesOf({ catalog }: ErasePorts, ids: readonly string[]): Promise<readonly string[]> {
  const { salt } = await erasedIds(catalog)
  return ids.map(id => erasedHash(salt, id))
}

function saysOfNode({ says }: { readonly says: string }): string {
  return says
}
