import { createHash } from 'node:crypto'
import {
  type CheckedMapping,
  type CustomerPatch,
  type EventRecord,
  ImportError,
  isOwnColumn,
  type PublishResult,
  type ReadRow,
  rowsAs,
  type SetAsideRow,
  type SourceRow,
  type StageProgress,
  type StageRequest,
  type StageResult,
  unpackRows,
  type WarehouseImports,
  wasErased,
} from '@kindred/engine'
import { sameValue, type Value } from '@kindred/language'
import { packedSource } from '../files/packed-source.ts'
import { carryOver } from './append.ts'
import type { MemoryData } from './memory-data.ts'

type EventRow = Extract<ReadRow, { kind: 'event' }> & { readonly line: number; readonly own: string }
type CustomerRow = Extract<ReadRow, { kind: 'customer' }> & { readonly line: number }

interface Staged {
  readonly mapping: CheckedMapping
  readonly at: number
  readonly events: readonly EventRow[]
  readonly customers: readonly CustomerRow[]
}

/** Imports into arrays: the reference for what an import means. */
export class MemoryImports implements WarehouseImports {
  readonly #data: MemoryData
  readonly #staged = new Map<string, Staged>()
  readonly #published = new Map<string, PublishResult>()

  constructor(data: MemoryData) {
    this.#data = data
  }

  async stage(
    request: StageRequest,
    progress: (state: StageProgress) => void,
    signal?: AbortSignal,
  ): Promise<StageResult> {
    this.#staged.delete(request.id)
    const columns = request.shape.columns.map(column => column.name)
    const { erased } = request
    const read = rowsAs(request.mapping, columns, id => erased !== undefined && wasErased(erased, id))
    const [events, customers, aside]: [EventRow[], CustomerRow[], SetAsideRow[]] = [[], [], []]
    const hashes = new RowHashes(columns)
    let [rows, skipped] = [0, 0]
    const pieces = packedSource(request.file, request.shape, state =>
      progress({ rows: state.rows, bytes: state.bytes, setAside: state.broken }),
    )
    for await (const packed of pieces) {
      signal?.throwIfAborted()
      for (const row of unpackRows(packed, columns.length)) {
        rows += 1
        const one = read(row)
        if (one.kind === 'skipped') skipped += 1
        else if (one.kind === 'problem') aside.push({ line: row.line, ...one.problem })
        else if (one.kind === 'customer') customers.push({ ...one, line: row.line })
        else events.push({ ...one, line: row.line, own: one.id ?? hashes.idOf(one.event, row) })
      }
    }
    const staged = { mapping: request.mapping, at: request.at, events, customers }
    this.#staged.set(request.id, staged)
    return {
      rows,
      staged: events.length + customers.length,
      perEvent: countsOf(events.map(event => event.event)),
      skipped,
      setAsideCount: aside.length,
      forecast: async () => newsOf(staged, this.#data).result,
      setAside: () => inTurn(aside),
    }
  }

  async publish(id: string): Promise<PublishResult> {
    const done = this.#published.get(id)
    if (done !== undefined) return done
    const staged = this.#staged.get(id)
    if (staged === undefined) throw new ImportError('staged_import_unknown', { id })
    const { events, patches, result } = newsOf(staged, this.#data)
    this.#data.batch += 1
    for (const event of events) this.#data.events.add(event, this.#data.batch)
    for (const patch of patches) this.#data.customers.add(patch, this.#data.batch)
    carryOver(this.#data, { customers: patches, events })
    this.#published.set(id, result)
    return result
  }

  async discard(id: string): Promise<void> {
    this.#staged.delete(id)
  }

  async discardAllBut(ids: readonly string[]): Promise<void> {
    for (const id of this.#staged.keys()) if (!ids.includes(id)) this.#staged.delete(id)
  }
}

async function* inTurn<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* items
}

function countsOf(names: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  return counts
}

/** The ids of rows that give none: the hash of event and row, and how often it has stood in the file. */
class RowHashes {
  readonly #positions: readonly number[]
  readonly #times = new Map<string, number>()

  constructor(columns: readonly string[]) {
    this.#positions = columns
      .map((name, at) => ({ name, at }))
      .filter(({ name }) => isOwnColumn(name))
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .map(({ at }) => at)
  }

  idOf(event: string, { cells }: SourceRow): string {
    const text = JSON.stringify([event, ...this.#positions.map(at => cells[at])])
    const hash = createHash('sha256').update(text).digest('hex').slice(0, 32)
    const times = (this.#times.get(hash) ?? 0) + 1
    this.#times.set(hash, times)
    return times === 1 ? hash : `${hash}-${times}`
  }
}

interface News {
  readonly events: readonly EventRecord[]
  readonly patches: readonly CustomerPatch[]
  readonly result: PublishResult
}

/** What an import adds to what is known. */
function newsOf(staged: Staged, data: MemoryData): News {
  if (staged.mapping.kind === 'customers') return newsOfCustomers(staged, data)
  const fresh = freshEvents(staged.events, data)
  const patches = [...grouped(fresh)].flatMap(([id, rows]) => datedPatches(id, saidByEvents(rows), data))
  const events = fresh.map(({ own, customer, event, at, properties }) => ({
    id: own,
    customer,
    event,
    at,
    properties,
  }))
  const result = resultOf(staged, data, patches, events.length, staged.events.length - fresh.length)
  return { events, patches, result }
}

function newsOfCustomers(staged: Staged, data: MemoryData): News {
  const dated = staged.mapping.kind === 'customers' && staged.mapping.at !== undefined
  const patches = [...grouped(staged.customers)].flatMap(([id, rows]) =>
    dated ? datedPatches(id, saidByRows(rows), data) : undatedPatches(id, rows, staged, data),
  )
  const telling = dated ? patches.length : new Set(patches.map(patch => patch.id)).size
  return {
    events: [],
    patches,
    result: resultOf(staged, data, patches, 0, staged.customers.length - telling),
  }
}

function resultOf(
  staged: Staged,
  data: MemoryData,
  patches: readonly CustomerPatch[],
  events: number,
  duplicates: number,
): PublishResult {
  const known = new Set([...staged.events, ...staged.customers].map(row => row.customer))
  return {
    events,
    customers: new Set(patches.map(patch => patch.id)).size,
    newCustomers: [...known].filter(id => !data.customers.has(id)).length,
    duplicates,
  }
}

function freshEvents(rows: readonly EventRow[], data: MemoryData): EventRow[] {
  const fresh = new Map<string, EventRow>()
  for (const row of rows) {
    const key = JSON.stringify([row.customer, row.own])
    if (!fresh.has(key) && !data.events.has(row.customer, row.own)) fresh.set(key, row)
  }
  return [...fresh.values()]
}

function grouped<R extends { readonly customer: string }>(rows: readonly R[]): ReadonlyMap<string, R[]> {
  const groups = new Map<string, R[]>()
  for (const row of rows) {
    const group = groups.get(row.customer)
    if (group === undefined) groups.set(row.customer, [row])
    else group.push(row)
  }
  return groups
}

/** What is said from an instant on. */
interface Said {
  readonly since: number
  readonly attributes: ReadonlyMap<string, Value | undefined>
}

/** By instant; of several lines the last that says something. An empty cell of an event says nothing. */
function saidByEvents(rows: readonly EventRow[]): readonly Said[] {
  const said = new Map<number, Map<string, Value | undefined>>()
  for (const { at, attributes } of rows) {
    const there = said.get(at) ?? new Map()
    for (const [name, value] of attributes) if (value !== undefined) there.set(name, value)
    said.set(at, there)
  }
  return inOrder(said)
}

function saidByRows(rows: readonly CustomerRow[]): readonly Said[] {
  return inOrder(new Map(rows.map(({ at, attributes }) => [at ?? 0, attributes])))
}

function inOrder(said: ReadonlyMap<number, ReadonlyMap<string, Value | undefined>>): readonly Said[] {
  return [...said].map(([since, attributes]) => ({ since, attributes })).sort((a, b) => a.since - b.since)
}

/** An attribute changes where its value differs from the last one said, here or before; she is known from the first on. */
function datedPatches(id: string, said: readonly Said[], data: MemoryData): CustomerPatch[] {
  const patches: CustomerPatch[] = []
  const earlier: Said[] = []
  for (const { since, attributes } of said) {
    const changed = [...attributes].filter(
      ([name, value]) => !same(value, lastSaid(id, name, since, earlier, data)),
    )
    const known = earlier.length > 0 || (data.customers.knownSince(id) ?? Number.POSITIVE_INFINITY) <= since
    if (changed.length > 0 || !known) patches.push({ id, since, attributes: new Map(changed) })
    earlier.push({ since, attributes })
  }
  return patches
}

function lastSaid(
  id: string,
  name: string,
  since: number,
  earlier: readonly Said[],
  data: MemoryData,
): Value | undefined {
  const here = earlier.findLast(one => one.attributes.has(name))
  const before = data.customers.lastSaid(id, name, since)
  if (here === undefined || (before !== undefined && before.since > here.since)) return before?.value
  return here.attributes.get(name)
}

/** What is said for the first time holds always; what differs from what is known holds from the import on. */
function undatedPatches(
  id: string,
  rows: readonly CustomerRow[],
  { at }: Staged,
  data: MemoryData,
): CustomerPatch[] {
  const attributes = [...(rows.at(-1)?.attributes ?? [])]
  const everSaid = (name: string) => data.customers.lastSaid(id, name, Number.POSITIVE_INFINITY) !== undefined
  const first = attributes.filter(([name]) => !everSaid(name))
  const anew = attributes.filter(
    ([name, value]) => everSaid(name) && !same(value, data.customers.lastSaid(id, name, at)?.value),
  )
  const known = data.customers.knownSince(id) === 0
  return [
    ...(first.length > 0 || !known ? [{ id, since: 0, attributes: new Map(first) }] : []),
    ...(anew.length > 0 ? [{ id, since: at, attributes: new Map(anew) }] : []),
  ]
}

function same(a: Value | undefined, b: Value | undefined): boolean {
  return a === undefined || b === undefined ? a === b : sameValue(a, b)
}
