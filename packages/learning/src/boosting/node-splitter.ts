import { Task } from '../kernels/task.ts'
import { binCount } from '../trees/column-bins.ts'
import { type BoostingMemory, CHUNK, SUMS_OF_COLUMN, scratchFor } from './boosting-memory.ts'

/** Rows of a node, in the order in which they lie. */
export interface Range {
  readonly from: number
  readonly to: number
}

/** Sums of the first and second derivatives of some rows, and the bounds of what they may be given. */
export interface Side {
  readonly first: number
  readonly second: number
  readonly lower: number
  readonly upper: number
}

/** The best threshold of a column on one side; without gain there is none. */
export interface FoundThreshold {
  readonly gain: number
  /** Sums of what goes left. */
  readonly first: number
  readonly second: number
  readonly bin: number
  readonly missingLeft: boolean
}

export interface SplitOrder {
  readonly range: Range
  readonly column: number
  /** Whether a code of the column goes left. */
  goesLeft(code: number): boolean
  readonly left: Side
  readonly right: Side
  /** The node's sums, which become those of the side with more rows. */
  readonly sums: number
  /** Where the sums of the other go. */
  readonly spare: number
  /** Whether sums and thresholds of the children are wanted. */
  readonly searched: boolean
}

export interface SplitRows {
  /** Where the right side begins. */
  readonly middle: number
  /** Numbers of the sums of both sides. */
  readonly leftSums: number
  readonly rightSums: number
}

export const UNBOUNDED: Pick<Side, 'lower' | 'upper'> = {
  lower: Number.NEGATIVE_INFINITY,
  upper: Number.POSITIVE_INFINITY,
}

export interface Limits {
  readonly l2: number
  readonly least: number
  /** Whether values have bounds. */
  readonly bounded: boolean
}

/** Of every column: not looked at, numbers, words. */
const KINDS = { number: 1, category: 2 }
/** Doubles before those of a side in `limits`, and those of a side. */
const COMMON = 2
const OF_SIDE = 4
/** Doubles of what is found in a column: gain, two sums, bin and side of missing values. */
const FOUND = 4

/** Parts the rows of nodes, sums up their derivatives by code, and finds thresholds. */
export class NodeSplitter {
  readonly #task: Task<string>
  readonly #columns: number
  readonly #kinds: Int32Array
  readonly #goesLeft: Uint8Array
  readonly #limits: Float64Array
  readonly #sums: readonly Float64Array[]
  readonly #found: Float64Array
  readonly #foundBins: Int32Array
  readonly #memory: BoostingMemory

  constructor(memory: BoostingMemory, directions: readonly number[]) {
    const { kernels, shape } = memory
    const { bins, leaves, threads, rows } = shape
    const columns = bins.length
    this.#memory = memory
    this.#columns = columns
    this.#kinds = kernels.integers(columns)
    this.#goesLeft = kernels.bytes(256)
    this.#limits = kernels.doubles(COMMON + 2 * OF_SIDE)
    this.#sums = Array.from({ length: leaves }, () => kernels.doubles(SUMS_OF_COLUMN * columns))
    this.#found = kernels.doubles(2 * columns * FOUND)
    this.#foundBins = new Int32Array(this.#found.buffer, this.#found.byteOffset, 2 * this.#found.length)
    const counts = kernels.integers(columns)
    counts.set(bins.map(binCount))
    const ways = kernels.integers(columns)
    ways.set(directions)
    this.#task = new Task<string>(kernels, {
      codes: memory.codes,
      stride: memory.stride,
      columns,
      lists: memory.lists,
      height: rows,
      pairs: memory.pairs,
      rows: memory.rows,
      lefts: kernels.integers(rows),
      rights: kernels.integers(rows),
      from: 0,
      to: 0,
      asked: 0,
      goesLeft: this.#goesLeft,
      counts: kernels.integers(Math.ceil(rows / CHUNK)),
      searched: 0,
      middle: 0,
      side: 0,
      parent: 0,
      own: 0,
      partials: kernels.doubles(threads * SUMS_OF_COLUMN * columns),
      partialSize: 8 * SUMS_OF_COLUMN * columns,
      used: kernels.integers(threads),
      kinds: this.#kinds,
      bins: counts,
      limits: this.#limits,
      directions: ways,
      bounded: 0,
      found: this.#found,
      scratch: kernels.bytes(threads * scratchFor(columns)),
      scratchSize: scratchFor(columns),
      threads,
      barrier: memory.barrier,
      chunks: 0,
      next: 0,
      nextAdded: 0,
      nextColumn: 0,
    })
  }

  /** What holds for a whole tree: which columns are looked at, and within which limits. */
  begin(columns: readonly number[], { l2, least, bounded }: Limits): void {
    const { bins } = this.#memory.shape
    this.#kinds.fill(0)
    for (const column of columns) this.#kinds[column] = KINDS[bins[column]!.kind]
    this.#limits[0] = l2
    this.#limits[1] = least
    this.#task.setInteger('bounded', bounded ? 1 : 0)
  }

  /** Sums and thresholds of all rows: those of the left side. */
  root(sums: number): Pick<Side, 'first' | 'second'> {
    this.#writeSide(0, { first: 0, second: 0, ...UNBOUNDED })
    this.#order({ from: 0, to: this.#memory.shape.rows }, -1, true)
    this.#task.setInteger('own', this.#sums[sums]!.byteOffset)
    this.#task.run('boostSplit')
    return { first: this.#limits[COMMON]!, second: this.#limits[COMMON + 1]! }
  }

  split({ range, column, goesLeft, left, right, sums, spare, searched }: SplitOrder): SplitRows {
    for (let code = 0; code < 256; code += 1) this.#goesLeft[code] = goesLeft(code) ? 1 : 0
    this.#writeSide(0, left)
    this.#writeSide(1, right)
    this.#order(range, column, searched)
    this.#task.setInteger('parent', this.#sums[sums]!.byteOffset)
    this.#task.setInteger('own', this.#sums[spare]!.byteOffset)
    this.#task.run('boostSplit')
    const isRight = this.#task.integer('side') === 1
    const middle = this.#task.integer('middle')
    return isRight
      ? { middle, leftSums: sums, rightSums: spare }
      : { middle, leftSums: spare, rightSums: sums }
  }

  #writeSide(side: 0 | 1, { first, second, lower, upper }: Side): void {
    this.#limits.set([first, second, lower, upper], COMMON + side * OF_SIDE)
  }

  #order({ from, to }: Range, asked: number, searched: boolean): void {
    const fields = { from, to, asked, searched: searched ? 1 : 0, chunks: Math.ceil((to - from) / CHUNK) }
    for (const [name, value] of Object.entries(fields)) this.#task.setInteger(name, value)
    this.#task.setInteger('nextAdded', 0)
    this.#task.setInteger('nextColumn', 0)
  }

  found(side: 0 | 1, column: number): FoundThreshold {
    const at = (side * this.#columns + column) * FOUND
    return {
      gain: this.#found[at]!,
      first: this.#found[at + 1]!,
      second: this.#found[at + 2]!,
      bin: this.#foundBins[2 * at + 6]!,
      missingLeft: this.#foundBins[2 * at + 7] === 1,
    }
  }

  /** Sums of every code of a column: first and second derivatives in turn. */
  sumsOf(sums: number, column: number): Float64Array {
    return this.#sums[sums]!.subarray(column * SUMS_OF_COLUMN, (column + 1) * SUMS_OF_COLUMN)
  }
}
