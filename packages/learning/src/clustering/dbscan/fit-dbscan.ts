import { deepFreeze } from '../../deep-freeze.ts'
import { listsOf, type Matrix, selectRows } from '../../matrix/matrix.ts'
import { requireMatrix } from '../../matrix/require-matrix.ts'
import { squaredDistance } from '../../matrix/squared-distance.ts'
import { requireOption } from '../../numeric/require-option.ts'
import { step, type Watch } from '../../numeric/watch.ts'
import { DisjointSets } from '../disjoint-sets.ts'
import { largestFirst } from '../largest-first.ts'
import { CellGrid } from './cell-grid.ts'

export interface DbscanOptions extends Watch {
  /** How far a neighbour may be. */
  readonly reach: number
  /** Rows within reach, itself counted, that make a row a core. Default 5. */
  readonly neighbours?: number
}

/** Clusters of dense places: plain, frozen, survives JSON. It keeps every core, and so grows with the rows. */
export interface FittedDbscan {
  readonly kind: 'dbscan'
  readonly version: 1
  readonly reach: number
  readonly neighbours: number
  readonly clusters: number
  /** Rows in each cluster. */
  readonly sizes: readonly number[]
  /** Cluster of every row of the fit, −1 for outliers. */
  readonly labels: readonly number[]
  readonly cores: readonly (readonly number[])[]
  /** Cluster of each core. */
  readonly coreLabels: readonly number[]
}

/**
 * Clusters of any shape: places with many rows close together, joined where they touch. The rest are outliers.
 *
 * A row within reach of cores of two clusters belongs to the nearest core's, so that the order of rows does not matter.
 *
 * @param rows - rows × columns, finite.
 * @throws LearningError `no_rows`, `no_columns`, `not_finite`, `bad_option`
 *
 * Source: Ester, Kriegel, Sander, Xu (1996); cells as in Gunawan (2013), so that dense places need no distances.
 * Checked: scikit-learn, the same cores and outliers (dbscan.reference.test.ts).
 * Cost: near rows × columns for few columns; up to rows² × columns where everything is within reach of everything
 * but not in one cell, as with many columns.
 *
 * @example
 * const rows = matrixOf([[0], [0.1], [0.2], [7], [9], [9.1], [9.2], [9.3]])
 * fitDbscan(rows, { reach: 0.5, neighbours: 3 }).labels // [1, 1, 1, -1, 0, 0, 0, 0]
 */
export function fitDbscan(rows: Matrix, options: DbscanOptions): FittedDbscan {
  const { reach, neighbours = 5 } = options
  requireMatrix(rows)
  requireOption('reach', reach, { above: 0 })
  requireOption('neighbours', neighbours, { least: 1, whole: true })
  const search = new Search(rows, reach, options)
  const cores = search.findCores(neighbours)
  const roots = search.label(cores)
  const { labels, sizes } = numbered(roots)
  const coreRows = Int32Array.from(labels.keys()).filter(row => cores[row] === 1)
  return deepFreeze({
    kind: 'dbscan',
    version: 1,
    reach,
    neighbours,
    clusters: sizes.length,
    sizes,
    labels: Array.from(labels),
    cores: listsOf(selectRows(rows, coreRows)),
    coreLabels: Array.from(coreRows, row => labels[row]!),
  })
}

class Search {
  readonly #rows: Matrix
  readonly #square: number
  readonly #grid: CellGrid
  readonly #around: readonly (readonly number[])[]
  readonly #watch: Watch

  constructor(rows: Matrix, reach: number, watch: Watch) {
    this.#rows = rows
    this.#square = reach * reach
    this.#grid = new CellGrid(rows, reach)
    this.#around = Array.from({ length: this.#grid.cells }, (_, cell) => this.#grid.neighbours(cell))
    this.#watch = watch
  }

  /** For every row 1 if it is a core. */
  findCores(neighbours: number): Uint8Array {
    const cores = new Uint8Array(this.#rows.rows)
    for (let cell = 0; cell < this.#grid.cells; cell += 1) {
      const dense = this.#grid.size(cell) >= neighbours
      for (const row of this.#grid.members(cell))
        if (dense || this.#hasNeighbours(row, cell, neighbours)) cores[row] = 1
    }
    step(this.#watch, 1, 3)
    return cores
  }

  #hasNeighbours(row: number, cell: number, wanted: number): boolean {
    let count = this.#grid.size(cell)
    for (const other of this.#around[cell]!)
      for (const member of this.#grid.members(other)) {
        if (this.#away(row, member) <= this.#square) count += 1
        if (count >= wanted) return true
      }
    return count >= wanted
  }

  #away(a: number, b: number): number {
    const { columns, values } = this.#rows
    return squaredDistance(values, a * columns, values, b * columns, columns)
  }

  /** For every row the cell that its cluster is known by, −1 for outliers. */
  label(cores: Uint8Array): Int32Array {
    const coresOf = Array.from({ length: this.#grid.cells }, (_, cell) =>
      this.#grid.members(cell).filter(row => cores[row] === 1),
    )
    const sets = this.#joinCells(coresOf)
    step(this.#watch, 2, 3)
    const roots = this.#grid.cellOf.map((cell, row) => {
      const nearest = cores[row] === 1 ? cell : this.#cellOfNearestCore(row, coresOf)
      return nearest === -1 ? -1 : sets.find(nearest)
    })
    step(this.#watch, 3, 3)
    return roots
  }

  #joinCells(coresOf: readonly Int32Array[]): DisjointSets {
    const sets = new DisjointSets(this.#grid.cells)
    coresOf.forEach((cores, cell) => {
      if (cores.length === 0) return
      for (const other of this.#around[cell]!)
        if (other > cell && sets.find(cell) !== sets.find(other) && this.#touch(cores, coresOf[other]!))
          sets.join(cell, other)
    })
    return sets
  }

  #touch(some: Int32Array, others: Int32Array): boolean {
    return some.some(row => others.some(other => this.#away(row, other) <= this.#square))
  }

  #cellOfNearestCore(row: number, coresOf: readonly Int32Array[]): number {
    const own = this.#grid.cellOf[row]!
    let nearest = -1
    let least = this.#square
    for (const cell of [own, ...this.#around[own]!])
      for (const core of coresOf[cell]!) {
        const away = this.#away(row, core)
        if (away > least || (away === least && nearest !== -1 && core > nearest)) continue
        least = away
        nearest = core
      }
    return nearest === -1 ? -1 : this.#grid.cellOf[nearest]!
  }
}

/** Clusters numbered by size; of equally large ones by their first row. */
function numbered(roots: Int32Array): { labels: Int32Array; sizes: number[] } {
  const counts = new Map<number, number>()
  for (const root of roots) if (root !== -1) counts.set(root, (counts.get(root) ?? 0) + 1)
  const found = [...counts]
  const order = largestFirst(
    found.map(([, count]) => count),
    [],
  )
  const labelOf = new Map(order.map((at, label) => [found[at]![0], label]))
  return { labels: roots.map(root => labelOf.get(root) ?? -1), sizes: order.map(at => found[at]![1]) }
}
