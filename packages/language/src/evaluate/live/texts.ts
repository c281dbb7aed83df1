import { copyCells } from './copy-cells.ts'
import { hashBytes } from './hash-bytes.ts'
import { HEAD, type Piece } from './piece.ts'
import { textBytes } from './text-bytes.ts'

/** The texts of a piece, those there are and those that come: ids, which are told apart by where they stand, and the dictionary. */
export class Texts {
  readonly #old: Piece
  readonly #oldSize: number
  readonly #oldLength: number
  readonly #added: Uint8Array[] = []
  readonly #entries: number[] = []
  #codes: Map<string, number> | undefined
  #length: number

  constructor(old: Piece) {
    this.#old = old
    this.#oldSize = old.words[HEAD.dictionarySize] ?? 0
    this.#oldLength = old.words[HEAD.textsLength] ?? 0
    this.#length = this.#oldLength
  }

  /** How many texts the dictionary has. */
  get size(): number {
    return this.#oldSize + this.#entries.length / 3
  }

  get byteLength(): number {
    return this.#length
  }

  /** Where bytes come to lie among the texts. */
  append(bytes: Uint8Array): number {
    const start = this.#length
    this.#added.push(bytes)
    this.#length += bytes.length
    return start
  }

  codeOf(text: string): number {
    const known = this.#codes?.get(text)
    if (known !== undefined) return known
    const bytes = textBytes(text)
    const hash = hashBytes(bytes)
    const code = this.#oldCode(bytes, hash) ?? this.#newCode(bytes, hash)
    this.#codes ??= new Map()
    this.#codes.set(text, code)
    return code
  }

  #oldCode(bytes: Uint8Array, hash: number): number | undefined {
    const { words } = this.#old
    const dictionary = words[HEAD.dictionary] ?? 0
    for (let code = 0; code < this.#oldSize; code += 1)
      if (words[dictionary + 3 * code] === hash && this.#old.hasText(code, bytes)) return code
    return undefined
  }

  #newCode(bytes: Uint8Array, hash: number): number {
    const code = this.size
    this.#entries.push(hash, this.append(bytes), bytes.length)
    return code
  }

  /** Writes dictionary and texts, the old ones first. */
  write(
    words: Int32Array,
    bytes: Uint8Array,
    at: { readonly dictionary: number; readonly texts: number },
  ): void {
    const old = this.#old
    const dictionary = old.words[HEAD.dictionary] ?? 0
    const texts = old.words[HEAD.texts] ?? 0
    copyCells(old.words, dictionary, dictionary + 3 * this.#oldSize, words, at.dictionary)
    copyCells(this.#entries, 0, this.#entries.length, words, at.dictionary + 3 * this.#oldSize)
    bytes.set(old.bytes.subarray(texts, texts + this.#oldLength), at.texts)
    let end = at.texts + this.#oldLength
    for (const added of this.#added) {
      copyCells(added, 0, added.length, bytes, end)
      end += added.length
    }
  }
}
