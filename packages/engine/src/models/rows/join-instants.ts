import type { TrainingTask } from '../training-task.ts'
import { CustomerNumbers } from './customer-numbers.ts'
import type { InstantRows } from './instant-rows.ts'
import { joinColumns, numbersAt, type TablePart } from './join-columns.ts'

export interface TrainingRows
  extends Pick<
    TrainingTask,
    'table' | 'target' | 'before' | 'customers' | 'instantOf' | 'instants' | 'segments' | 'arms'
  > {
  /** In the population at the last instant that is learned from. */
  readonly population: { readonly customers: number; readonly base: number }
  readonly notes: readonly string[]
}

/** What the tables of all instants have in common. */
export interface JoinQuestion {
  /** Names of the columns that are learned from. */
  readonly features: readonly string[]
  /** The column of what was true in the stretch before; absent: the target does not look ahead. */
  readonly before?: string
  /** Read at the last instant as `in ID`. */
  readonly segments: readonly { readonly id: string; readonly name: string }[]
}

/** Rows of several instants, oldest first, as one table: each customer has one number everywhere. */
export function joinInstants(
  read: readonly InstantRows[],
  { features, before, segments }: JoinQuestion,
): TrainingRows {
  const parts: TablePart[] = read.map(({ table, rows }) => ({ table, rows }))
  const numbers = new CustomerNumbers()
  const last = read[Math.max(0, read.length - 2)]
  const earlier = before === undefined ? undefined : joinColumns(before, parts)
  const arms = read.flatMap(each => (each.arms === undefined ? [] : [...each.arms]))
  return {
    table: { columns: features.map(name => joinColumns(name, parts)) },
    target: Float64Array.from(read.flatMap(each => [...each.target])),
    ...(earlier?.kind === 'number' && { before: earlier.values }),
    ...(arms.length > 0 && { arms: Int32Array.from(arms) }),
    customers: Int32Array.from(
      read.flatMap(({ table, rows }) => Array.from(rows, row => numbers.of(table.customers[row] ?? ''))),
    ),
    instantOf: Int32Array.from(read.flatMap(({ rows }, place) => Array.from(rows, () => place))),
    instants: read.map(({ instant, table }) => ({ at: instant, customers: table.population })),
    segments: segments.map(({ id, name }) => ({ id, name, members: membersOf(read, id) })),
    population: { customers: last?.table.population ?? 0, base: last?.base ?? 0 },
    notes: [...sampledNotes(read), ...leftOutNotes(read)],
  }
}

/** At the last instant only: 0 of the rows before. */
function membersOf(read: readonly InstantRows[], id: string): Uint8Array {
  const last = read.at(-1)
  const earlier = read.slice(0, -1).reduce((sum, { rows }) => sum + rows.length, 0)
  const members = new Uint8Array(earlier + (last?.rows.length ?? 0))
  if (last !== undefined) members.set(Uint8Array.from(numbersAt(last.table, `in ${id}`, last.rows)), earlier)
  return members
}

function sampledNotes(read: readonly InstantRows[]): string[] {
  const drawn = read.filter(({ table }) => table.customers.length < table.population)
  if (drawn.length === 0) return []
  const counts = drawn.map(({ table }) => table.customers.length.toLocaleString('en'))
  const most = Math.max(...drawn.map(({ table }) => table.population)).toLocaleString('en')
  return [
    `A sample was read, the same customers at every instant: ${[...new Set(counts)].join(', ')} of up to ${most}.`,
  ]
}

function leftOutNotes(read: readonly InstantRows[]): string[] {
  const sum = (of: 'unknown' | 'armless') => read.reduce((total, each) => total + each[of], 0)
  const [unknown, armless] = [sum('unknown'), sum('armless')]
  const said = (rows: number, why: string) =>
    rows === 0 ? [] : [`${rows.toLocaleString('en')} rows were left out: ${why}.`]
  return [
    ...said(unknown, 'it is not known what came of them'),
    ...said(armless, 'they had several treatments, or are neither treated nor among those left alone'),
  ]
}
