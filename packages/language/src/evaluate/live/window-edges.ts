import type { PackedSlot } from './generate-fill.ts'
import type { Outline } from './outline.ts'
import type { PackedSource } from './packed-source.ts'
import type { Span } from './spans.ts'
import type { WindowRange } from './window-range.ts'
import { emptyPiece } from './write-piece.ts'

/** Of each window of a history in pages the page it begins in, and whether its outline says all that is between. */
export class WindowEdges {
  readonly words: Int32Array[]
  readonly numbers: Float64Array[]
  /** 1 where the outline does not say it: the window ends in a page, or time has moved an end out of its page. */
  readonly isUnsaid: Uint8Array
  readonly #windows: readonly { readonly range: WindowRange; readonly span: Span | undefined }[]
  readonly #nothing: { readonly words: Int32Array; readonly numbers: Float64Array }

  constructor(source: PackedSource, slots: readonly PackedSlot[], ranges: readonly WindowRange[]) {
    const spanOf = new Map(slots.map(({ measured }) => [measured.selection.range, measured.span]))
    this.#windows = ranges.map(range => ({ range, span: spanOf.get(range) }))
    this.#nothing = emptyPiece(source.layout)
    this.words = ranges.map(() => this.#nothing.words)
    this.numbers = ranges.map(() => this.#nothing.numbers)
    this.isUnsaid = new Uint8Array(ranges.length)
  }

  /** Looks them up; pages that are not at hand are noted as missing. */
  find(source: PackedSource, outline: Outline): void {
    for (const [window, { range, span }] of this.#windows.entries()) {
      const isSaid = span !== undefined && outline.covers(span, range) && outline.lastPage(span, range) < 0
      this.isUnsaid[window] = isSaid ? 0 : 1
      const number = isSaid ? outline.firstPage(span) : -1
      const { words, numbers } = (number < 0 ? undefined : source.pageOf(number)) ?? this.#nothing
      this.words[window] = words
      this.numbers[window] = numbers
    }
  }
}
