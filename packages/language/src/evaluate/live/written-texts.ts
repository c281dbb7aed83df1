import { hashBytes } from './hash-bytes.ts'
import type { Piece } from './piece.ts'

interface Written {
  readonly bytes: Uint8Array
  readonly code: number
}

/** The texts that conditions are written with, to be found by the bytes of a packed text. */
export class WrittenTexts {
  /** Whose dictionary is asked about. */
  piece: Piece | undefined
  readonly #byHash = new Map<number, Written[]>()

  constructor(codes: ReadonlyMap<string, number>) {
    const encoder = new TextEncoder()
    for (const [text, code] of codes) {
      const bytes = encoder.encode(text)
      const hash = hashBytes(bytes)
      this.#byHash.set(hash, [...(this.#byHash.get(hash) ?? []), { bytes, code }])
    }
  }

  /** The code a condition has for a text of the dictionary; 0 for any that is not written. */
  readonly codeOf = (text: number): number => {
    const { piece } = this
    const written = piece && this.#byHash.get(piece.hashOfText(text))
    if (piece === undefined || written === undefined) return 0
    for (const { bytes, code } of written) if (piece.hasText(text, bytes)) return code
    return 0
  }
}
