import type { Piece } from './piece.ts'

/** Counts different codes of the dictionary of a piece without emptying anything in between. */
export class DistinctCodes {
  #words: Int32Array = new Int32Array(0)
  /** By code, in which turn it was seen last. */
  #seen = new Int32Array(64)
  /** By a code of others, in which turn they had it. */
  #marked: Int32Array = new Int32Array(64)
  #turn = 0

  set piece({ words, dictionarySize }: Piece) {
    this.#words = words
    if (dictionarySize > this.#seen.length) this.#seen = new Int32Array(2 * dictionarySize)
  }

  /**
   * How many of pairs of a code and an instant are after an instant. What the piece has of these is not counted again by
   * `countMore`.
   *
   * @param theirs - For each code of the piece that of the pairs, or −1.
   */
  markSeen(pairs: Float64Array, after: number, theirs: Int32Array): number {
    this.#turn += 1
    let count = 0
    for (let index = 0; index < pairs.length; index += 2) {
      if (!((pairs[index + 1] ?? 0) > after)) continue
      count += 1
      const code = pairs[index] ?? 0
      if (code >= this.#marked.length) this.#marked = grown(this.#marked, code)
      this.#marked[code] = this.#turn
    }
    for (let code = 0; code < theirs.length; code += 1)
      if (this.#marked[theirs[code] ?? -1] === this.#turn) this.#seen[code] = this.#turn
    return count
  }

  /** Of the cells `from` to before `to` whose answers have a bit; of all where the bit is 0. */
  readonly count = (cells: number, from: number, to: number, answers: number, bit: number): number => {
    this.#turn += 1
    return this.countMore(cells, from, to, answers, bit)
  }

  /** The same, without those that were counted or marked last. */
  countMore(cells: number, from: number, to: number, answers: number, bit: number): number {
    const [words, seen, turn] = [this.#words, this.#seen, this.#turn]
    let count = 0
    for (let index = from; index < to; index += 1) {
      if (bit !== 0 && ((words[answers + index] ?? 0) & bit) === 0) continue
      const code = words[cells + index] ?? -1
      if (code < 0 || seen[code] === turn) continue
      seen[code] = turn
      count += 1
    }
    return count
  }
}

function grown(marked: Int32Array, code: number): Int32Array {
  const larger = new Int32Array(2 * (code + 1))
  larger.set(marked)
  return larger
}
