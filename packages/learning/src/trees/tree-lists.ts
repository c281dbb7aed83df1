import type { ValueTree } from './value-tree.ts'

/** A question as it is written into the lists of a tree. */
export interface Question {
  readonly column: number
  /** Of numbers the threshold; of words those that go left. */
  readonly asked: number | readonly (string | null)[]
  readonly missingLeft: boolean
}

/** The lists of a tree as it is written: each question, then all of its left branch, then all of its right. */
export class TreeLists {
  readonly #asks: number[] = []
  readonly #thresholds: number[] = []
  readonly #missing: number[] = []
  readonly #rights: number[] = []
  readonly #weights: number[] = []
  readonly #values: number[] = []
  readonly #sets: (readonly (string | null)[])[] = []
  #leaves = 0

  leaf(weight: number, values: readonly number[]): void {
    this.#node(-1, 0, false, weight)
    this.#rights.push(this.#leaves)
    this.#values.push(...values)
    this.#leaves += 1
  }

  /** @returns Its place, to tell later where its right branch begins. */
  question({ column, asked, missingLeft }: Question, weight: number): number {
    const threshold = typeof asked === 'number' ? asked : this.#sets.push(asked) - 1
    this.#node(column, threshold, missingLeft, weight)
    return this.#rights.push(0) - 1
  }

  /** The next node is the first of a question's right branch. */
  turnRight(question: number): void {
    this.#rights[question] = this.#asks.length
  }

  #node(column: number, threshold: number, missingLeft: boolean, weight: number): void {
    this.#asks.push(column)
    this.#thresholds.push(threshold)
    this.#missing.push(missingLeft ? 1 : 0)
    this.#weights.push(weight)
  }

  tree(): ValueTree {
    return {
      asks: this.#asks,
      thresholds: this.#thresholds,
      missing: this.#missing,
      rights: this.#rights,
      weights: this.#weights,
      values: this.#values,
      sets: this.#sets,
    }
  }
}
