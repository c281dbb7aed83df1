import type { Matrix } from '../../matrix/matrix.ts'

/**
 * Rows in cells so small that any two rows of one cell are within `reach`. Cells are also kept in coarse blocks over
 * the first few columns, in which the cells within reach of a cell are looked for.
 */
export class CellGrid {
  /** The cell of every row. */
  readonly cellOf: Int32Array
  readonly cells: number
  readonly #members: Int32Array
  readonly #starts: Int32Array
  readonly #lows: Float64Array
  readonly #highs: Float64Array
  readonly #columns: number
  readonly #square: number
  readonly #blocks: Blocks

  constructor(rows: Matrix, reach: number) {
    this.#columns = rows.columns
    this.#square = reach * reach
    // A hair smaller than reach / √columns: rounding must not put two rows into one cell that are out of reach.
    const { cellOf, cells } = numberCells(rows, ((1 - 1e-12) * reach) / Math.sqrt(rows.columns))
    this.cellOf = cellOf
    this.cells = cells
    this.#starts = startsOf(cellOf, cells)
    this.#members = membersOf(cellOf, this.#starts)
    this.#lows = new Float64Array(cells * rows.columns).fill(Number.POSITIVE_INFINITY)
    this.#highs = new Float64Array(cells * rows.columns).fill(Number.NEGATIVE_INFINITY)
    this.#noteBounds(rows)
    this.#blocks = new Blocks(this.#lows, this.#highs, rows.columns, reach)
  }

  members(cell: number): Int32Array {
    return this.#members.subarray(this.#starts[cell]!, this.#starts[cell + 1]!)
  }

  size(cell: number): number {
    return this.#starts[cell + 1]! - this.#starts[cell]!
  }

  /** Every other cell with a place within reach of a place in this one. */
  neighbours(cell: number): number[] {
    return this.#blocks.around(cell).filter(other => other !== cell && this.#gap(cell, other) <= this.#square)
  }

  /** The square of the least distance that rows of the two cells can have. */
  #gap(a: number, b: number): number {
    let sum = 0
    for (let column = 0; column < this.#columns; column += 1) {
      const [atA, atB] = [a * this.#columns + column, b * this.#columns + column]
      const gap = Math.max(this.#lows[atA]! - this.#highs[atB]!, this.#lows[atB]! - this.#highs[atA]!, 0)
      sum += gap * gap
    }
    return sum
  }

  #noteBounds({ rows, columns, values }: Matrix): void {
    for (let row = 0; row < rows; row += 1)
      for (let column = 0; column < columns; column += 1) {
        const at = this.cellOf[row]! * columns + column
        const value = values[row * columns + column]!
        if (value < this.#lows[at]!) this.#lows[at] = value
        if (value > this.#highs[at]!) this.#highs[at] = value
      }
  }
}

/** Cells numbered as they are first met. The key of a cell grows column by column, and stays a whole number. */
function numberCells({ rows, columns, values }: Matrix, side: number): { cellOf: Int32Array; cells: number } {
  const cellOf = new Int32Array(rows)
  let cells = 1
  for (let column = 0; column < columns; column += 1) {
    const places = new Map<number, number>()
    const found = new Map<number, number>()
    for (let row = 0; row < rows; row += 1) {
      const step = Math.floor(values[row * columns + column]! / side)
      const key = numberOf(places, step) * cells + cellOf[row]!
      cellOf[row] = numberOf(found, key)
    }
    cells = found.size
  }
  return { cellOf, cells }
}

function numberOf<K>(numbers: Map<K, number>, key: K): number {
  const known = numbers.get(key)
  if (known !== undefined) return known
  numbers.set(key, numbers.size)
  return numbers.size - 1
}

function startsOf(cellOf: Int32Array, cells: number): Int32Array {
  const starts = new Int32Array(cells + 1)
  for (const cell of cellOf) starts[cell + 1]! += 1
  for (let cell = 0; cell < cells; cell += 1) starts[cell + 1]! += starts[cell]!
  return starts
}

function membersOf(cellOf: Int32Array, starts: Int32Array): Int32Array {
  const next = Int32Array.from(starts)
  const members = new Int32Array(cellOf.length)
  cellOf.forEach((cell, row) => {
    members[next[cell]!] = row
    next[cell]! += 1
  })
  return members
}

/** More columns would make more blocks to look into than they keep away. */
const BLOCK_COLUMNS = 3

/** Blocks a little wider than the reach over the first columns: what is within reach lies in the same or an adjoining block. */
class Blocks {
  readonly #blockOf: Int32Array
  /** Cells of each block and of those around it. */
  readonly #around: readonly (readonly number[])[]

  constructor(lows: Float64Array, highs: Float64Array, columns: number, reach: number) {
    // A cell is known by its middle: the middles of two cells within reach are at most a reach and a cell apart.
    const width = reach * (1 + 1 / Math.sqrt(columns)) * (1 + 1e-9)
    const blocks = new Map<string, number>()
    const places: number[][] = []
    const members: number[][] = []
    this.#blockOf = Int32Array.from({ length: lows.length / columns }, (_, cell) => {
      const place = Array.from({ length: Math.min(columns, BLOCK_COLUMNS) }, (__, column) =>
        Math.floor((lows[cell * columns + column]! + highs[cell * columns + column]!) / 2 / width),
      )
      const block = numberOf(blocks, place.join())
      places[block] = place
      members[block] ??= []
      members[block].push(cell)
      return block
    })
    this.#around = places.map(place =>
      adjoining(place).flatMap(other => members[blocks.get(other.join()) ?? -1] ?? []),
    )
  }

  around(cell: number): readonly number[] {
    return this.#around[this.#blockOf[cell]!]!
  }
}

/** A place, and all that differ from it by one step at most in each direction. */
function adjoining(place: readonly number[]): number[][] {
  let found: number[][] = [[]]
  for (const step of place) found = found.flatMap(begun => [-1, 0, 1].map(move => [...begun, step + move]))
  return found
}
