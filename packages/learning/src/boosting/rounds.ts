import { sampleRows } from '../numeric/sample-rows.ts'
import type { ValueTree } from '../trees/value-tree.ts'
import type { BoostingMemory } from './boosting-memory.ts'
import type { BoostingOptions } from './boosting-options.ts'
import { type Addition, GradientStep, type Loss } from './gradient-step.ts'
import { type GrownNode, growBoostedTree, newtonValue } from './grow-boosted-tree.ts'
import { weightedQuantile } from './loss.ts'
import { NodeSplitter } from './node-splitter.ts'
import { valueBoostedTree } from './value-boosted-tree.ts'

export interface RoundsShape {
  readonly memory: BoostingMemory
  readonly loss: Loss
  readonly options: BoostingOptions
  /** Of the rows that trees may learn from. */
  readonly weights: Float64Array
  readonly directions: readonly number[]
}

/** Trees one after the other; margins are always those with all trees so far. */
export class Rounds {
  readonly #shape: RoundsShape
  readonly #gradients: GradientStep
  readonly #splitter: NodeSplitter

  constructor(shape: RoundsShape) {
    this.#shape = shape
    this.#gradients = new GradientStep(shape.memory, shape.loss)
    this.#splitter = new NodeSplitter(shape.memory, shape.directions)
    this.#derive([{ to: shape.memory.shape.rows, value: 0 }])
  }

  /** The next tree; undefined where nothing is worth a question. */
  next(): ValueTree | undefined {
    const { memory, options, loss, directions } = this.#shape
    const { bins, rows, leaves } = memory.shape
    const { l2 = 1, least = 1, depth = 1000, rate = 0.1 } = options
    const { scales } = this.#gradients
    const root = growBoostedTree({
      ...{ splitter: this.#splitter, bins, columns: this.#columns(), directions, rows },
      ...{ leaves, depth, l2, least, scales },
    })
    if (root.branch === undefined) {
      this.#derive([{ to: rows, value: 0 }])
      return undefined
    }
    const newton = (node: GrownNode): number =>
      (newtonValue(node.side, l2 * scales[1]!) * scales[1]!) / scales[0]!
    const value = loss.kind === 'quantile' ? this.#residualQuantile(loss.share) : newton
    const { tree, additions } = valueBoostedTree(root, {
      ...{ bins, directions, scale: scales[1]!, rate },
      valueOf: value,
    })
    this.#derive(additions)
    return tree
  }

  /** Adds to the margins, and takes derivatives for the next tree there. */
  #derive(additions: readonly Addition[]): void {
    const { memory, options, weights } = this.#shape
    const { rowShare = 1, random } = options
    if (rowShare < 1) {
      memory.weights.fill(0)
      const count = Math.max(1, Math.round(rowShare * weights.length))
      for (const row of sampleRows(weights.length, count, random)) memory.weights[row] = weights[row]!
    }
    this.#gradients.take(additions)
  }

  #columns(): readonly number[] {
    const { memory, options } = this.#shape
    const { columnShare = 1, random } = options
    const { length } = memory.shape.bins
    if (columnShare === 1) return Array.from({ length }, (_, column) => column)
    return Array.from(sampleRows(length, Math.max(1, Math.round(columnShare * length)), random))
  }

  /** What of a node's rows is left of the target, of which a share is below: the derivatives do not tell how far it is. */
  #residualQuantile(share: number): (node: GrownNode) => number {
    const { rows, margins, targets, weights } = this.#shape.memory
    return ({ range }) => {
      const own = rows.subarray(range.from, range.to).filter(row => weights[row]! > 0)
      const left = Float64Array.from(own, row => targets[row]! - margins[row]!)
      const heavy = Float64Array.from(own, row => weights[row]!)
      return weightedQuantile(left, heavy, share)
    }
  }
}
