import type { CustomerTable, TableColumn } from '@kindred/engine'
import type { Checked } from '@kindred/language'
import { compareIds } from '../order/compare-ids.ts'
import { columnKinds } from './column-kind.ts'

/** Some customers and their values: numbers, or places in the builder's words. */
export interface TablePart {
  readonly customers: readonly string[]
  readonly columns: readonly (Float64Array | Int32Array)[]
}

/** Puts parts together to one table, in order of id, in shared memory. */
export class TableBuilder {
  readonly kinds: readonly ('number' | 'category')[]
  readonly #names: readonly string[]
  readonly #words: readonly Map<string, number>[]
  readonly #parts: (TablePart[] | undefined)[] = []

  /** @throws EngineError `column_not_readable` */
  constructor(columns: ReadonlyMap<string, Checked>) {
    this.#names = [...columns.keys()]
    this.kinds = columnKinds(columns)
    this.#words = this.#names.map(() => new Map())
  }

  /** The code of a word of a column. */
  code(column: number, word: string | null): number {
    if (word === null) return -1
    const words = this.#words[column]
    if (words === undefined) throw new RangeError(`The table has no column ${column}.`)
    const known = words.get(word)
    if (known !== undefined) return known
    words.set(word, words.size)
    return words.size - 1
  }

  /** @param place - Parts of one place come in order; places may come in any. */
  add(place: number, part: TablePart): void {
    const parts = this.#parts[place] ?? []
    this.#parts[place] = parts
    parts.push(part)
  }

  table(population?: number): CustomerTable {
    const parts = this.#parts.flatMap(part => part ?? [])
    const customers = parts.flatMap(part => part.customers)
    const order = orderOf(customers)
    const columns = this.#names.map((name, at) => [name, this.#column(at, parts, order)] as const)
    return {
      population: population ?? customers.length,
      customers: order === undefined ? customers : Array.from(order, at => customers[at] ?? ''),
      columns: new Map(columns),
    }
  }

  #column(at: number, parts: readonly TablePart[], order: Uint32Array | undefined): TableColumn {
    const rows = parts.reduce((sum, { customers }) => sum + customers.length, 0)
    if (this.kinds[at] === 'number') {
      const values = new Float64Array(new SharedArrayBuffer(rows * 8))
      return { kind: 'number', values: filled(values, at, parts, order) }
    }
    const codes = filled(new Int32Array(new SharedArrayBuffer(rows * 4)), at, parts, order)
    return { kind: 'category', ...inOrder(codes, [...(this.#words[at]?.keys() ?? [])]) }
  }
}

function filled<T extends Float64Array<SharedArrayBuffer> | Int32Array<SharedArrayBuffer>>(
  target: T,
  at: number,
  parts: readonly TablePart[],
  order: Uint32Array | undefined,
): T {
  let row = 0
  for (const { columns } of parts) {
    const values = columns[at]
    if (values === undefined) continue
    target.set(values, row)
    row += values.length
  }
  if (order === undefined) return target
  const before = target.slice()
  for (let to = 0; to < target.length; to += 1) target[to] = before[order[to] ?? 0] ?? Number.NaN
  return target
}

/** Words in order of their bytes, so that codes do not depend on who came first. */
function inOrder(codes: Int32Array<SharedArrayBuffer>, given: readonly string[]) {
  const words = [...given].sort(compareIds)
  const places = new Map(words.map((word, place) => [word, place]))
  const placeOf = Int32Array.from(given, word => places.get(word) ?? -1)
  for (let row = 0; row < codes.length; row += 1) {
    const code = codes[row] ?? -1
    if (code >= 0) codes[row] = placeOf[code] ?? -1
  }
  return { codes, words }
}

/** Which row stands where in order of id; nothing when they stand so already. */
function orderOf(customers: readonly string[]): Uint32Array | undefined {
  const isOrdered = customers.every((id, at) => at === 0 || compareIds(customers[at - 1] ?? '', id) < 0)
  if (isOrdered) return undefined
  const order = Uint32Array.from(customers, (_, at) => at)
  return order.sort((a, b) => compareIds(customers[a] ?? '', customers[b] ?? ''))
}
