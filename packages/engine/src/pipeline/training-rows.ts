import { type Checked, formatInstant } from '@kindred/language'
import type { CompiledModel, CompiledTarget } from '../catalog/compile/compile-definitions.ts'
import type { FeatureToRead } from '../discovery/features/feature-to-read.ts'
import { EngineError } from '../errors.ts'
import { CustomerNumbers } from '../models/rows/customer-numbers.ts'
import { joinColumns, numbersAt, rowsIn, type TablePart } from '../models/rows/join-columns.ts'
import { stretchMillis, stretchWords } from '../models/rows/stretch.ts'
import { leastHistory, type TrainingInstants, trainingInstants } from '../models/rows/training-instants.ts'
import type { TrainingTask } from '../models/training-task.ts'
import type { CustomerTable } from '../ports/warehouse-tables.ts'
import type { CurrentDefinitions } from './current-definitions.ts'
import { presentInstant } from './customer-at.ts'
import type { EnginePorts } from './engine-ports.ts'
import { populationAt } from './population-at.ts'

/** What rows are to be read of. */
export interface RowsRequest {
  readonly model: CompiledModel
  readonly target: CompiledTarget
  readonly features: readonly FeatureToRead[]
  /** UTC milliseconds: what is known until then; absent: until the last event. */
  readonly asOf?: number
  /** At most so many rows are read, of all instants together. */
  readonly atMost: number
  readonly seed: number
  readonly signal?: AbortSignal
  readonly progress?: (done: number, of: number) => void
}

export interface TrainingRows
  extends Pick<
    TrainingTask,
    'table' | 'target' | 'before' | 'customers' | 'instantOf' | 'instants' | 'segments'
  > {
  /** In the population at the last instant that is learned from. */
  readonly population: { readonly customers: number; readonly base: number }
  readonly notes: readonly string[]
}

/** Names with a space, so that no feature can have them. */
const [TARGET, BEFORE] = ['own target', 'own target before']
const MOST_SEGMENTS = 40
const DAY = 86_400_000

/**
 * Rows of customers at past instants: features as of then, and of the same customers what came of it later. What was not
 * known at an instant is not in its row: events after it do not exist, attributes are those of then.
 *
 * @throws EngineError `nothing_happened`, `history_too_short`, `nobody_to_learn_from`
 */
export async function readTrainingRows(
  ports: EnginePorts,
  current: CurrentDefinitions,
  request: RowsRequest,
): Promise<TrainingRows> {
  const instants = await instantsOf(ports, request)
  const all = [...instants.learn, ...(instants.judge === undefined ? [] : [instants.judge])]
  const reading = new RowsReading(
    ports,
    current,
    request,
    Math.max(1, Math.floor(request.atMost / all.length)),
  )
  const read: ReadInstant[] = []
  for (const [at, instant] of all.entries()) {
    request.progress?.(at, all.length)
    read.push(await reading.at(instant, at === all.length - 1))
  }
  return joined(current, request, read, instants.notes)
}

interface Instants {
  readonly learn: readonly number[]
  readonly judge?: number
  readonly notes: readonly string[]
}

async function instantsOf(ports: EnginePorts, { model, target, asOf }: RowsRequest): Promise<Instants> {
  const { ahead } = target
  if (ahead === undefined) return { learn: [asOf ?? (await presentInstant(ports))], notes: [] }
  const { id, definition } = model
  const { firstEventAt: first, lastEventAt } = await ports.warehouse.counts()
  if (first === undefined || lastEventAt === undefined)
    throw new EngineError('nothing_happened', { model: id })
  const last = Math.min(asOf ?? lastEventAt, lastEventAt)
  if (definition.lifetime !== undefined) return lifetimeInstant({ id, first, last, ahead })
  const { count, every } = definition.instants
  const found = trainingInstants({ first, last, ahead, count, every: stretchMillis(every) })
  if (found !== undefined) return { ...found, notes: missingNotes(found, count) }
  throw new EngineError('history_too_short', {
    model: id,
    has: stretchWords(Math.max(0, last - first)),
    needs: stretchWords(leastHistory(ahead)),
    ahead: stretchWords(ahead),
    every,
  })
}

interface History {
  readonly id: string
  readonly first: number
  readonly last: number
  readonly ahead: number
}

/** A lifetime model is fitted to what was known at one instant, and judged by what came after: nothing of it is learned. */
function lifetimeInstant({ id, first, last, ahead }: History): Instants {
  const judge = last - ahead
  if (judge >= first + DAY) return { learn: [], judge, notes: [] }
  throw new EngineError('history_too_short', {
    model: id,
    has: stretchWords(Math.max(0, last - first)),
    needs: stretchWords(ahead + DAY),
    ahead: stretchWords(ahead),
    every: stretchWords(DAY),
  })
}

function missingNotes({ learn, missing }: TrainingInstants, count: number): string[] {
  if (missing === 0) return []
  return [`Rows are of ${learn.length} instants in place of ${count}: history does not reach back further.`]
}

interface ReadInstant {
  readonly instant: number
  readonly table: CustomerTable
  /** Rows of the table of whom it is known what came. */
  readonly rows: Int32Array
  readonly target: Float64Array
  readonly base: number
  readonly unknown: number
}

class RowsReading {
  readonly #ports: EnginePorts
  readonly #current: CurrentDefinitions
  readonly #request: RowsRequest
  readonly #atMost: number

  constructor(ports: EnginePorts, current: CurrentDefinitions, request: RowsRequest, atMost: number) {
    this.#ports = ports
    this.#current = current
    this.#request = request
    this.#atMost = atMost
  }

  /** Features at the instant, and what came of the same customers. */
  async at(instant: number, isLast: boolean): Promise<ReadInstant> {
    const { model, target, seed, signal } = this.#request
    const { population } = model
    const columns = this.#columns(isLast)
    const reads = [...columns.values(), ...(population ? [population] : [])]
    const context = await populationAt(this.#ports, this.#current, instant, reads)
    const table = await this.#ports.warehouse.table({
      ...{ context, columns, sample: { atMost: this.#atMost, seed } },
      ...(population && { where: population }),
      ...(signal && { signal }),
    })
    this.#requireSomebody(table, instant)
    const { customers: base } = await this.#ports.warehouse.sizes({ context, conditions: new Map() })
    const came = target.ahead === undefined ? own(table) : await this.#later(table, instant + target.ahead)
    const rows = Int32Array.from(came.keys()).filter(row => !Number.isNaN(came[row]))
    return {
      ...{ instant, table, rows, base },
      target: Float64Array.from(rows, row => came[row] ?? Number.NaN),
      unknown: came.length - rows.length,
    }
  }

  /** Of whom it is told at the later instant, in the order of the table; NaN where it is not known or she is not. */
  async #later({ customers, drawnBelow }: CustomerTable, instant: number): Promise<Float64Array> {
    const { target, signal } = this.#request
    const context = await populationAt(this.#ports, this.#current, instant, [target.is])
    const later = await this.#ports.warehouse.table({
      ...{ context, columns: new Map([[TARGET, target.is]]) },
      ...(drawnBelow && { below: drawnBelow }),
      ...(signal && { signal }),
    })
    return numbersAt(later, TARGET, rowsIn(customers, later.customers))
  }

  #columns(isLast: boolean): Map<string, Checked> {
    const { features, target } = this.#request
    return new Map([
      ...features.map(({ feature, read }) => [feature.id, read] as const),
      [target.ahead === undefined ? TARGET : BEFORE, target.is],
      ...(isLast ? segmentsOf(this.#current).map(({ id, when }) => [`in ${id}`, when] as const) : []),
    ])
  }

  #requireSomebody({ customers }: CustomerTable, instant: number): void {
    if (customers.length > 0) return
    const { id, definition } = this.#request.model
    const at = formatInstant(instant, this.#current.compiled.vocabulary.timezone)
    throw new EngineError('nobody_to_learn_from', {
      model: id,
      population: definition.population ?? 'everybody',
      at,
    })
  }
}

function own(table: CustomerTable): Float64Array {
  return numbersAt(table, TARGET, Int32Array.from(table.customers.keys()))
}

function segmentsOf({ compiled }: CurrentDefinitions) {
  return [...compiled.segments]
    .flatMap(([id, { when, definition }]) =>
      when === undefined ? [] : [{ id, when, name: definition.name ?? id }],
    )
    .slice(0, MOST_SEGMENTS)
}

function joined(
  current: CurrentDefinitions,
  { features, target }: RowsRequest,
  read: readonly ReadInstant[],
  notes: readonly string[],
): TrainingRows {
  const parts: TablePart[] = read.map(({ table, rows }) => ({ table, rows }))
  const numbers = new CustomerNumbers()
  const last = read[Math.max(0, read.length - 2)]
  const before = target.ahead === undefined ? undefined : joinColumns(BEFORE, parts)
  return {
    table: { columns: features.map(({ feature }) => joinColumns(feature.id, parts)) },
    target: Float64Array.from(read.flatMap(each => [...each.target])),
    ...(before?.kind === 'number' && { before: before.values }),
    customers: Int32Array.from(
      read.flatMap(({ table, rows }) => Array.from(rows, row => numbers.of(table.customers[row] ?? ''))),
    ),
    instantOf: Int32Array.from(read.flatMap(({ rows }, place) => Array.from(rows, () => place))),
    instants: read.map(({ instant, table }) => ({ at: instant, customers: table.population })),
    segments: segmentsOf(current).map(({ id, name }) => ({ id, name, members: membersOf(read, id) })),
    population: { customers: last?.table.population ?? 0, base: last?.base ?? 0 },
    notes: [...notes, ...sampledNotes(read), ...unknownNotes(read)],
  }
}

/** At the last instant only: 0 of the rows before. */
function membersOf(read: readonly ReadInstant[], id: string): Uint8Array {
  const last = read.at(-1)
  const earlier = read.slice(0, -1).reduce((sum, { rows }) => sum + rows.length, 0)
  const members = new Uint8Array(earlier + (last?.rows.length ?? 0))
  if (last !== undefined) members.set(Uint8Array.from(numbersAt(last.table, `in ${id}`, last.rows)), earlier)
  return members
}

function sampledNotes(read: readonly ReadInstant[]): string[] {
  const drawn = read.filter(({ table }) => table.customers.length < table.population)
  if (drawn.length === 0) return []
  const counts = drawn.map(({ table }) => table.customers.length.toLocaleString('en'))
  const most = Math.max(...drawn.map(({ table }) => table.population)).toLocaleString('en')
  return [
    `A sample was read, the same customers at every instant: ${[...new Set(counts)].join(', ')} of up to ${most}.`,
  ]
}

function unknownNotes(read: readonly ReadInstant[]): string[] {
  const unknown = read.reduce((sum, each) => sum + each.unknown, 0)
  return unknown === 0
    ? []
    : [`Of ${unknown.toLocaleString('en')} rows it is not known what came: they were left out.`]
}
