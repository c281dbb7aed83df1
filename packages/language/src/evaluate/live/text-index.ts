import type { Piece } from './piece.ts'

/** Of each text: its hash, where its bytes begin, and how many there are. */
export const WORDS_OF_TEXT = 3

/** Texts that are found by what they are, without being made out. */
export class TextIndex {
  readonly #bytes: Uint8Array
  readonly #words: Int32Array
  readonly #size: number
  /** Codes by hash, one place further where one is taken; −1: free. Twice as many places as texts, or more. */
  #places: Int32Array | undefined
  #piece: Piece | undefined
  #codes = new Int32Array(0)

  /**
   * @param bytes - Those that the beginnings are counted from.
   * @param at - Where among them the index begins, a multiple of four.
   */
  constructor(bytes: Uint8Array, at: number, size: number) {
    this.#bytes = bytes
    this.#words = new Int32Array(bytes.buffer, bytes.byteOffset + at, WORDS_OF_TEXT * size)
    this.#size = size
  }

  textAt(code: number): string {
    if (code >= this.#size) return ''
    const start = this.#words[WORDS_OF_TEXT * code + 1] ?? 0
    return decoder.decode(this.#bytes.subarray(start, start + (this.#words[WORDS_OF_TEXT * code + 2] ?? 0)))
  }

  /** Of each text of a piece's dictionary its code here; −1 of those that are not here. */
  codesIn(piece: Piece): Int32Array {
    if (this.#piece === piece) return this.#codes
    const codes = new Int32Array(piece.dictionarySize)
    for (let text = 0; text < codes.length; text += 1) codes[text] = this.#codeOf(piece, text)
    this.#piece = piece
    this.#codes = codes
    return codes
  }

  #codeOf(piece: Piece, text: number): number {
    const places = this.#byHash()
    const hash = piece.hashOfText(text)
    for (let place = hash & (places.length - 1); ; place = (place + 1) & (places.length - 1)) {
      const code = places[place] ?? -1
      if (code < 0) return -1
      const entry = WORDS_OF_TEXT * code
      const [start = 0, length = 0] = [this.#words[entry + 1], this.#words[entry + 2]]
      if (this.#words[entry] === hash && piece.hasText(text, this.#bytes, start, length)) return code
    }
  }

  #byHash(): Int32Array {
    if (this.#places !== undefined) return this.#places
    const places = new Int32Array(2 ** Math.ceil(Math.log2(2 * this.#size + 1))).fill(-1)
    for (let code = 0; code < this.#size; code += 1) {
      let place = (this.#words[WORDS_OF_TEXT * code] ?? 0) & (places.length - 1)
      while (places[place] !== -1) place = (place + 1) & (places.length - 1)
      places[place] = code
    }
    this.#places = places
    return places
  }
}

const decoder = new TextDecoder()
