import type { ValueTree } from '../trees/value-tree.ts'
import type { OutOfBag } from './fitted-forest.ts'

interface Sample {
  /** Rows that have weight. */
  readonly present: Int32Array
  readonly targets: Float64Array
  readonly weights: Float64Array
  readonly outputs: number
  /** Whether targets are numbers, not classes. */
  readonly isNumber: boolean
}

/** What trees foretell of the rows that they do not know, added up tree by tree. */
export class OutOfBagSums {
  readonly #sample: Sample
  readonly #sums: Float64Array
  readonly #counts: Int32Array

  constructor(sample: Sample) {
    this.#sample = sample
    this.#sums = new Float64Array(sample.present.length * sample.outputs)
    this.#counts = new Int32Array(sample.present.length)
  }

  /** @param leaves - Of every present row its leaf; −1 where the tree knows it. */
  add({ values }: ValueTree, leaves: Int32Array): void {
    const { outputs } = this.#sample
    for (let at = 0; at < leaves.length; at += 1) {
      const leaf = leaves[at]!
      if (leaf < 0) continue
      this.#counts[at]! += 1
      for (let output = 0; output < outputs; output += 1)
        this.#sums[at * outputs + output]! += values[leaf * outputs + output]!
    }
  }

  /** Undefined where every tree knows every row. */
  result(withPredictions: boolean): OutOfBag | undefined {
    const { present, weights, outputs } = this.#sample
    const predictions = new Array<number | null>(weights.length * outputs).fill(null)
    let rows = 0
    this.#counts.forEach((count, at) => {
      if (count === 0) return
      rows += 1
      for (let output = 0; output < outputs; output += 1)
        predictions[present[at]! * outputs + output] = this.#sums[at * outputs + output]! / count
    })
    if (rows === 0) return undefined
    return { rows, score: this.#score(predictions), ...(withPredictions && { predictions }) }
  }

  #score(predictions: readonly (number | null)[]): number {
    const { targets, weights, outputs, isNumber } = this.#sample
    const known = this.#sample.present.filter((_, at) => this.#counts[at]! > 0)
    const total = known.reduce((sum, row) => sum + weights[row]!, 0)
    const mean = known.reduce((sum, row) => sum + weights[row]! * targets[row]!, 0) / total
    let off = 0
    let all = 0
    for (const row of known) {
      const own = predictions.slice(row * outputs, (row + 1) * outputs).map(Number)
      if (isNumber) {
        off += weights[row]! * (own[0]! - targets[row]!) ** 2
        all += weights[row]! * (mean - targets[row]!) ** 2
      } else {
        const label = outputs === 1 ? Number(own[0]! > 0.5) : own.indexOf(Math.max(...own))
        off += label === targets[row] ? 0 : weights[row]!
        all += weights[row]!
      }
    }
    // Where there is no variance there is nothing to explain: 1 if it is hit, else 0, as scikit-learn has it.
    return all > 0 ? 1 - off / all : off > 0 ? 0 : 1
  }
}
