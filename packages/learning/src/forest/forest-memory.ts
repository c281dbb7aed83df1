import { LearningError } from '../errors.ts'
import { MOST_BYTES } from '../kernels/kernel-memory.ts'
import { Kernels } from '../kernels/kernels.ts'
import { Task } from '../kernels/task.ts'
import type { Table } from '../matrix/table.ts'
import { bytesToCode, codeRows, strideOf } from '../trees/code-rows.ts'
import { binCount, type ColumnBins } from '../trees/column-bins.ts'

export interface ForestShape {
  readonly table: Table
  readonly rows: number
  readonly bins: readonly ColumnBins[]
  /** Rows that have weight. */
  readonly present: Int32Array
  /** 1: targets are numbers. */
  readonly classes: number
  readonly tries: number
  readonly depth: number
  readonly bootstrap: boolean
  readonly outOfBag: boolean
  readonly threads: number
}

/** Bytes of a node, as the kernel writes it. */
const NODE = 32
const SET = 32
const KINDS = { number: 1, category: 2 }

/** A node in the words of the kernel: column, code, side of missing numbers, right branch; weight and value. */
export interface SlotNodes {
  readonly words: Int32Array
  readonly numbers: Float64Array
}

/** Trees of a batch: two a thread, so that one that is large is waited for less. */
const slotsOf = (threads: number): number => (threads === 1 ? 1 : 2 * threads)

function sizesOf({ present, bins, classes, outOfBag }: ForestShape) {
  const { length: count } = present
  const width = Math.max(2, classes)
  const hasWords = bins.some(({ kind }) => kind === 'category')
  return {
    nodes: 2 * count * NODE,
    values: classes === 1 ? 0 : 8 * count * classes,
    sets: hasWords ? count * SET : 0,
    outside: outOfBag ? 4 * count : 0,
    // A head; two pairs, two numbers and a place to wait a row; what is kept of codes, classes and columns.
    scratch: Math.ceil((160 + 56 * count + 2072 * width + 3392 + 4 * bins.length) / 16) * 16,
  }
}

/** What a forest is grown from and into, where the compiled loops work. */
export class ForestMemory implements Disposable {
  readonly slots: number
  readonly targets: Float64Array
  readonly weights: Float64Array
  readonly #kernels: Kernels
  readonly #sizes: ReturnType<typeof sizesOf>
  readonly #seeds: Int32Array
  readonly #written: Int32Array
  readonly #nodes: Uint8Array
  readonly #values: Uint8Array
  readonly #sets: Uint8Array
  readonly #outside: Uint8Array
  readonly #leaf: Float64Array
  readonly #task: Task<string>

  /** @throws LearningError `too_many_rows` where memory of 32-bit places cannot hold them. */
  constructor(shape: ForestShape) {
    const { table, rows, bins, present, classes, threads } = shape
    const sizes = sizesOf(shape)
    const slots = slotsOf(threads)
    const ofSlots = slots * (sizes.nodes + sizes.values + sizes.sets + sizes.outside + 64)
    const ofThreads = threads * sizes.scratch
    const bytes =
      bytesToCode(rows, bins.length) +
      16 * rows +
      4 * present.length +
      4200 * bins.length +
      ofSlots +
      ofThreads +
      16_384
    if (bytes > MOST_BYTES)
      throw new LearningError('too_many_rows', {
        what: `A forest over ${bins.length} columns by ${threads} threads`,
        given: rows,
        limit: Math.floor(rows * (MOST_BYTES / bytes)),
        instead: 'boosting',
      })
    this.slots = slots
    this.#sizes = sizes
    this.#kernels = new Kernels(bytes, threads)
    const kernels = this.#kernels
    const { rows: codes } = codeRows(kernels, table, rows, bins)
    this.targets = kernels.doubles(rows)
    this.weights = kernels.doubles(rows)
    this.#seeds = kernels.integers(2 * slots)
    this.#written = kernels.integers(3 * slots)
    this.#nodes = kernels.bytes(slots * sizes.nodes)
    this.#values = kernels.bytes(slots * sizes.values)
    this.#sets = kernels.bytes(slots * sizes.sets)
    this.#outside = kernels.bytes(slots * sizes.outside)
    this.#leaf = kernels.doubles(1)
    const listed = (numbers: ArrayLike<number>): Int32Array => {
      const list = kernels.integers(numbers.length)
      list.set(numbers)
      return list
    }
    const ends = kernels.doubles(256 * bins.length)
    const middles = kernels.doubles(256 * bins.length)
    bins.forEach((each, place) => {
      if (each.kind === 'category') return
      ends.set(each.ends, 256 * place)
      middles.set(each.middles, 256 * place)
    })
    this.#task = new Task<string>(kernels, {
      codes,
      stride: strideOf(bins.length),
      columns: bins.length,
      kinds: listed(bins.map(({ kind }) => KINDS[kind])),
      bins: listed(bins.map(binCount)),
      ends,
      middles,
      present: listed(present),
      count: present.length,
      targets: this.targets,
      weights: this.weights,
      classes,
      drawn: shape.bootstrap ? present.length : 0,
      tries: shape.tries,
      depth: shape.depth,
      leaf: this.#leaf,
      seeds: this.#seeds,
      trees: 0,
      nodes: this.#nodes,
      nodesSize: sizes.nodes,
      values: this.#values,
      valuesSize: sizes.values,
      sets: this.#sets,
      setsSize: sizes.sets,
      written: this.#written,
      outside: shape.outOfBag ? this.#outside : 0,
      scratch: kernels.bytes(ofThreads),
      scratchSize: sizes.scratch,
      next: 0,
    })
  }

  /** Grows as many trees as there are seeds, of 64 bits each: at most as many as there are slots. */
  grow(seeds: readonly (readonly [number, number])[], leaf: number): void {
    this.#leaf[0] = leaf
    this.#seeds.set(seeds.flat())
    this.#task.setInteger('trees', seeds.length)
    this.#task.run('growForest')
  }

  /** How many nodes, leaves and sets of words the tree of a slot has. */
  written(slot: number): { readonly nodes: number; readonly leaves: number; readonly sets: number } {
    const [nodes = 0, leaves = 0, sets = 0] = this.#written.subarray(3 * slot, 3 * slot + 3)
    return { nodes, leaves, sets }
  }

  nodes(slot: number): SlotNodes {
    const { buffer, byteOffset } = this.#nodes
    const place = byteOffset + slot * this.#sizes.nodes
    return {
      words: new Int32Array(buffer, place, this.#sizes.nodes / 4),
      numbers: new Float64Array(buffer, place, this.#sizes.nodes / 8),
    }
  }

  /** Of every leaf what its classes weigh. */
  values(slot: number): Float64Array {
    const { buffer, byteOffset } = this.#values
    return new Float64Array(buffer, byteOffset + slot * this.#sizes.values, this.#sizes.values / 8)
  }

  /** Of every set of words 256 bits: 1 for codes that go left. */
  sets(slot: number): Uint8Array {
    return this.#sets.subarray(slot * this.#sizes.sets, (slot + 1) * this.#sizes.sets)
  }

  /** Of every present row its leaf, or −1 where the tree knows it. */
  outside(slot: number): Int32Array {
    const { buffer, byteOffset } = this.#outside
    return new Int32Array(buffer, byteOffset + slot * this.#sizes.outside, this.#sizes.outside / 4)
  }

  [Symbol.dispose](): void {
    this.#kernels[Symbol.dispose]()
  }
}
