import type { CustomerTable, TableColumn } from '@kindred/engine'
import type { Checked } from '@kindred/language'
import { compareIds } from '../order/compare-ids.ts'
import { columnKinds } from './column-kind.ts'
import { type Room, type SharedColumn, SharedColumns, sharedColumn } from './shared-columns.ts'

/** Some customers in order of id, and their values: numbers, or places in the builder's words. */
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
  #room: SharedColumns | undefined

  /** @throws EngineError `column_not_readable` */
  constructor(columns: ReadonlyMap<string, Checked>) {
    this.#names = [...columns.keys()]
    this.kinds = columnKinds(columns)
    this.#words = this.#names.map(() => new Map())
  }

  /** Says how much is to come, so that it can be written where it is to stay. */
  expect(room: Room): void {
    this.#room = new SharedColumns(this.kinds, room)
  }

  /** Where so many rows of a place are to be written, column by column, before they are added. */
  take(place: number, rows: number): TablePart['columns'] {
    const room = this.#room ?? new SharedColumns(this.kinds, { rows: 0, rowsOfPlace: 0 })
    return room.take(place, rows)
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
    const customers = ([] as string[]).concat(...parts.map(part => part.customers))
    const order = follow(parts) ? undefined : orderOf(customers)
    const columns = this.#names.map((name, at) => [name, this.#column(at, parts, order)] as const)
    return {
      population: population ?? customers.length,
      customers: order === undefined ? customers : Array.from(order, at => customers[at] ?? ''),
      columns: new Map(columns),
    }
  }

  #column(at: number, parts: readonly TablePart[], order: Uint32Array | undefined): TableColumn {
    const values = ordered(this.#gathered(at, parts), order)
    if (values instanceof Float64Array) return { kind: 'number', values }
    return { kind: 'category', ...inOrder(values, [...(this.#words[at]?.keys() ?? [])]) }
  }

  #gathered(at: number, parts: readonly TablePart[]): SharedColumn {
    const pieces = parts.flatMap(({ columns }) => columns[at] ?? [])
    const whole = this.#room?.whole(at, pieces)
    if (whole !== undefined) return whole
    const rows = pieces.reduce((sum, { length }) => sum + length, 0)
    const target = sharedColumn(this.kinds[at] ?? 'number', rows)
    let row = 0
    for (const piece of pieces) {
      target.set(piece, row)
      row += piece.length
    }
    return target
  }
}

function ordered(target: SharedColumn, order: Uint32Array | undefined): SharedColumn {
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

/** Whether each part begins behind the end of the one before; looking at every customer would take as long as reading. */
function follow(parts: readonly TablePart[]): boolean {
  const ends = parts.flatMap(({ customers }) => (customers.length === 0 ? [] : [customers]))
  return ends.every((part, at) => at === 0 || compareIds(ends[at - 1]?.at(-1) ?? '', part[0] ?? '') < 0)
}

/** Which row stands where in order of id. */
function orderOf(customers: readonly string[]): Uint32Array {
  const order = Uint32Array.from(customers, (_, at) => at)
  return order.sort((a, b) => compareIds(customers[a] ?? '', customers[b] ?? ''))
}
