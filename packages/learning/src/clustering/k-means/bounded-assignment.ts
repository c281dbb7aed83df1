import type { Matrix } from '../../matrix/matrix.ts'
import { squaredDistance } from '../../matrix/squared-distance.ts'
import { type Assignment, type Sums, sumsOf } from './assignment.ts'

/** What bounds are widened by, so that rounding never passes a row over wrongly. */
const SLACK = 1 + 1e-12

/**
 * The nearest centre of every row, found again and again while centres move. Of each row two bounds are kept: it is
 * at most so far from its own centre, at least so far from every other. Moves of centres widen them; only where they
 * overlap are distances computed (Hamerly 2010).
 */
export class BoundedAssignment implements Assignment, Disposable {
  readonly labels: Int32Array
  readonly #rows: Matrix
  readonly #weights: Float64Array
  readonly #upper: Float64Array
  readonly #lower: Float64Array
  #clusters = 0
  #centres: Matrix | undefined

  constructor(rows: Matrix, weights: Float64Array) {
    this.#rows = rows
    this.#weights = weights
    this.labels = new Int32Array(rows.rows)
    this.#upper = new Float64Array(rows.rows)
    this.#lower = new Float64Array(rows.rows)
  }

  restart(clusters: number): void {
    this.#clusters = clusters
    this.#centres = undefined
    this.labels.fill(-1)
  }

  [Symbol.dispose](): void {
    this.#centres = undefined
  }

  sums(): Sums {
    return sumsOf(this.#rows, this.#weights, this.labels, this.#clusters)
  }

  inertia(centres: Matrix): number {
    const { rows, columns, values } = this.#rows
    let inertia = 0
    for (let row = 0; row < rows; row += 1) {
      const centre = this.labels[row]! * columns
      inertia += this.#weights[row]! * squaredDistance(values, row * columns, centres.values, centre, columns)
    }
    return inertia
  }

  assign(centres: Matrix): number {
    const before = this.#centres
    this.#centres = centres
    if (before !== undefined) this.#widen(before, centres)
    const halves = halfGaps(centres)
    let changes = 0
    for (let row = 0; row < this.#rows.rows; row += 1) if (this.#settle(row, centres, halves)) changes += 1
    return changes
  }

  #widen(before: Matrix, after: Matrix): void {
    const { columns } = before
    const moves = new Float64Array(before.rows)
    for (let centre = 0; centre < before.rows; centre += 1)
      moves[centre] =
        SLACK *
        Math.sqrt(squaredDistance(before.values, centre * columns, after.values, centre * columns, columns))
    const [farthest, second] = twoGreatest(moves)
    for (let row = 0; row < this.labels.length; row += 1) {
      const label = this.labels[row]!
      this.#upper[row]! += moves[label]!
      this.#lower[row]! -= label === farthest ? second : moves[farthest]!
    }
  }

  #settle(row: number, centres: Matrix, halves: Float64Array): boolean {
    const label = this.labels[row]!
    if (label === -1) return this.#search(row, centres)
    const enough = Math.max(halves[label]!, this.#lower[row]!)
    if (this.#upper[row]! < enough) return false
    const { columns, values } = this.#rows
    const exact = Math.sqrt(squaredDistance(values, row * columns, centres.values, label * columns, columns))
    this.#upper[row] = exact
    return exact * SLACK < enough ? false : this.#search(row, centres)
  }

  #search(row: number, centres: Matrix): boolean {
    const { columns, values } = this.#rows
    let label = 0
    let nearest = Number.POSITIVE_INFINITY
    let second = Number.POSITIVE_INFINITY
    for (let centre = 0; centre < centres.rows; centre += 1) {
      const away = squaredDistance(values, row * columns, centres.values, centre * columns, columns)
      if (away < nearest) {
        second = nearest
        nearest = away
        label = centre
      } else if (away < second) second = away
    }
    const changed = this.labels[row] !== label
    this.labels[row] = label
    this.#upper[row] = Math.sqrt(nearest)
    this.#lower[row] = Math.sqrt(second)
    return changed
  }
}

/** Half the distance from each centre to the next one: a row nearer than that has no nearer centre. */
function halfGaps({ rows, columns, values }: Matrix): Float64Array {
  const halves = new Float64Array(rows).fill(Number.POSITIVE_INFINITY)
  for (let a = 0; a < rows; a += 1)
    for (let b = 0; b < rows; b += 1) {
      if (a === b) continue
      const half = Math.sqrt(squaredDistance(values, a * columns, values, b * columns, columns)) / 2 / SLACK
      if (half < halves[a]!) halves[a] = half
    }
  return halves
}

/** The place of the greatest, and the value of the second. */
function twoGreatest(values: Float64Array): [number, number] {
  let greatest = 0
  let second = 0
  for (let at = 1; at < values.length; at += 1) {
    if (values[at]! > values[greatest]!) {
      second = values[greatest]!
      greatest = at
    } else second = Math.max(second, values[at]!)
  }
  return [greatest, second]
}
