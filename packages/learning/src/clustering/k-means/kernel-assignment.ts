import { columnMeans, columnStatistics } from '../../matrix/column-statistics.ts'
import { emptyMatrix, type Matrix, selectRows } from '../../matrix/matrix.ts'
import { squaredDistance } from '../../matrix/squared-distance.ts'
import type { Assignment, Sums } from './assignment.ts'
import { type CentreBounds, SLACK } from './centre-bounds.ts'
import { GroupBounds } from './group-bounds.ts'
import { MarginBounds } from './margin-bounds.ts'
import { GROUP, RowMemory } from './row-memory.ts'

/** What the half squared length of a centre that is not there is: it is never the nearest, and its square is finite. */
const NOWHERE = 1e30
/** Rows that tell whether means are worth taking away. */
const SAMPLE = 1024
/** So many times the squared deviations the squared means may be, and single precision still tells distances well. */
const NEAR = 4

/**
 * The nearest centre of every row by compiled loops, in single precision: where the rows are, or in a copy with the column
 * means taken away, where these are large or the rows live elsewhere. Only distances that bounds leave open are computed; sums follow the rows that move, in double precision.
 */
export class KernelAssignment implements Assignment, Disposable {
  readonly labels: Int32Array
  /** Whether all numbers are, and the squares of all lengths in single precision. */
  readonly isFinite: boolean
  readonly #memory: RowMemory
  readonly #bounds: CentreBounds
  readonly #means: Float64Array
  /** The greatest length of a row. */
  readonly #radius: number
  readonly #sums: Matrix
  readonly #sizes: Float64Array
  #started = false

  /** @param weights - One a row; without them every row counts once. */
  constructor(rows: Matrix, weights: Float64Array | undefined, clusters: number, threads: number) {
    const weighted = weights?.some(weight => weight !== 1) ?? false
    const asTheyAre = isNearZero(rows)
    this.#memory = new RowMemory({ rows, clusters, threads, weighted, asTheyAre })
    this.#bounds = clusters <= GROUP ? new MarginBounds(this.#memory) : new GroupBounds(this.#memory)
    if (weights !== undefined) this.#memory.weights?.set(weights)
    this.labels = this.#memory.labels
    this.#means = this.#memory.isHome ? new Float64Array(rows.columns) : columnMeans(rows)
    if (!this.#memory.isHome) copyCentred(rows, this.#means, this.#memory.rows)
    this.isFinite = Number.isFinite(this.#memory.measure(0))
    this.#radius = Math.sqrt(Math.max(...this.#memory.greatest))
    this.#sums = emptyMatrix(clusters, rows.columns)
    this.#sizes = new Float64Array(clusters)
  }

  restart(): void {
    this.labels.fill(-1)
    this.#sums.values.fill(0)
    this.#sizes.fill(0)
    this.#bounds.restart()
    this.#started = false
  }

  assign(centres: Matrix): number {
    const { sums, sizes, changes } = this.#memory
    const moves = this.#moveCentres(centres)
    const greatest = this.#writeTiles(centres.columns)
    sums.fill(0)
    sizes.fill(0)
    this.#bounds.assign(moves, greatest, this.#radius + Math.sqrt(greatest))
    addParts(sums, this.#sums.values)
    addParts(sizes, this.#sizes)
    return changes.reduce((sum, count) => sum + count, 0)
  }

  sums(): Sums {
    const { rows, columns, values } = this.#sums
    const sums = emptyMatrix(rows, columns)
    for (let at = 0; at < values.length; at += 1)
      sums.values[at] = values[at]! + this.#sizes[Math.floor(at / columns)]! * this.#means[at % columns]!
    return { sums, sizes: this.#sizes.slice() }
  }

  inertia({ values }: Matrix): number {
    const { centres } = this.#memory
    for (let at = 0; at < centres.length; at += 1)
      centres[at] = values[at]! - this.#means[at % this.#means.length]!
    return this.#memory.measure(centres.byteOffset)
  }

  /** Writes centres, less the means. Returns how far each has moved since the last time. */
  #moveCentres({ rows, columns, values }: Matrix): Float64Array {
    const { centres } = this.#memory
    const before = centres.slice()
    for (let at = 0; at < centres.length; at += 1) centres[at] = values[at]! - this.#means[at % columns]!
    const moves = new Float64Array(rows)
    for (let centre = 0; this.#started && centre < rows; centre += 1) {
      const square = squaredDistance(before, centre * columns, centres, centre * columns, columns)
      moves[centre] = Math.sqrt(square) * (1 + SLACK)
    }
    this.#started = true
    return moves
  }

  /** Centres side by side, eight at a time. Returns the greatest squared length of one. */
  #writeTiles(columns: number): number {
    const { centres, tiles, halves } = this.#memory
    tiles.fill(0)
    halves.fill(NOWHERE)
    let greatest = 0
    for (let centre = 0; centre * columns < centres.length; centre += 1) {
      let square = 0
      for (let column = 0; column < columns; column += 1) {
        const value = centres[centre * columns + column]!
        const tile = Math.floor(centre / GROUP) * columns + column
        tiles[tile * GROUP + (centre % GROUP)] = value
        square += value * value
      }
      halves[centre] = square / 2
      greatest = Math.max(greatest, square)
    }
    return greatest
  }

  [Symbol.dispose](): void {
    this.#memory[Symbol.dispose]()
  }
}

/** Whether the columns lie around zero, as prepared ones do: some rows tell. */
function isNearZero(rows: Matrix): boolean {
  const count = Math.min(rows.rows, SAMPLE)
  const some = Int32Array.from({ length: count }, (_, at) => Math.floor((at * rows.rows) / count))
  const sample = selectRows(rows, some)
  if (!sample.values.every(Number.isFinite)) return false
  const { means, variances } = columnStatistics(sample)
  const squares = means.reduce((sum, mean) => sum + mean * mean, 0)
  return squares <= NEAR * variances.reduce((sum, variance) => sum + variance, 0)
}

function copyCentred({ columns, values }: Matrix, means: Float64Array, into: Float32Array): void {
  for (let from = 0; from < values.length; from += columns)
    for (let column = 0; column < columns; column += 1)
      into[from + column] = values[from + column]! - means[column]!
}

/** Adds up what each part has found, always in the same order. */
function addParts(parts: Float64Array, into: Float64Array | Float32Array): void {
  for (let at = 0; at < parts.length; at += 1) into[at % into.length]! += parts[at]!
}
