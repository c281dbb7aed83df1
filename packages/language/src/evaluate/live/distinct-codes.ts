import type { Piece } from './piece.ts'

/** Counts different codes of the dictionary of a piece without emptying anything in between. */
export class DistinctCodes {
  #words: Int32Array = new Int32Array(0)
  /** By code, in which turn it was seen last. */
  #seen = new Int32Array(64)
  #turn = 0

  set piece({ words, dictionarySize }: Piece) {
    this.#words = words
    if (dictionarySize > this.#seen.length) this.#seen = new Int32Array(2 * dictionarySize)
  }

  /** Of the cells `from` to before `to` whose answers have a bit; of all where the bit is 0. */
  readonly count = (cells: number, from: number, to: number, answers: number, bit: number): number => {
    const [words, seen] = [this.#words, this.#seen]
    this.#turn += 1
    let count = 0
    for (let index = from; index < to; index += 1) {
      if (bit !== 0 && ((words[answers + index] ?? 0) & bit) === 0) continue
      const code = words[cells + index] ?? -1
      if (code < 0 || seen[code] === this.#turn) continue
      seen[code] = this.#turn
      count += 1
    }
    return count
  }
}
