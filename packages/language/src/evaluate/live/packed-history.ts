import { Directory } from './directory.ts'
import type { Layout } from './layout.ts'
import { type History, PagesNeeded } from './live-program.ts'
import { eventsOf } from './packed-event.ts'
import { type Piece, readPiece } from './piece.ts'
import { emptyPiece, pieceOf } from './write-piece.ts'

type Pages = ReadonlyMap<number, Uint8Array>

const NONE: ReadonlyMap<number, never> = new Map<number, never>()

/** A history with its bytes made out: the newest events, and the directory of the pages that older ones are in. */
export class PackedHistory implements History {
  readonly layout: Layout
  readonly head: Uint8Array
  readonly pages: Pages
  readonly changedPages: ReadonlyMap<number, Uint8Array | undefined>
  readonly recent: Piece
  /** Of a history in one piece there is none. */
  readonly directory: Directory | undefined
  #opened: Map<number, Piece> | undefined

  constructor(layout: Layout, recent: Piece, pages: Pages, changedPages: History['changedPages']) {
    this.layout = layout
    this.head = recent.bytes
    this.pages = pages
    this.changedPages = changedPages
    this.recent = recent
    this.directory = recent.tailLength > 0 ? new Directory(layout, recent.tail) : undefined
  }

  /** A page by its number, where it is at hand. */
  pageOf(number: number): Piece | undefined {
    const known = this.#opened?.get(number)
    if (known !== undefined) return known
    const bytes = this.pages.get(number)
    if (bytes === undefined) return undefined
    const piece = testedAsNow(readPiece(this.layout, bytes))
    this.#opened ??= new Map()
    this.#opened.set(number, piece)
    return piece
  }

  /** The numbers of the pages that can have events with `after < at <= until`, in order of time. */
  pagesBetween(after: number, until: number): readonly number[] {
    const { directory } = this
    const numbers: number[] = []
    if (directory === undefined) return numbers
    for (let page = directory.pageAfter(after); page < directory.count; page += 1) {
      if (directory.firstAt(page) > until) break
      numbers.push(directory.numberOf(page))
    }
    return numbers
  }

  /** Every piece, in order of time. @throws PagesNeeded */
  pieces(): readonly Piece[] {
    const numbers = this.pagesBetween(Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY)
    const missing = numbers.filter(number => this.pageOf(number) === undefined)
    if (missing.length > 0) throw new PagesNeeded(missing)
    return [...numbers.map(number => this.pageOf(number)).filter(piece => piece !== undefined), this.recent]
  }
}

export function emptyHistory(layout: Layout): PackedHistory {
  return new PackedHistory(layout, emptyPiece(layout), NONE, NONE)
}

/** @throws EvaluationError `history_not_readable` */
export function readHistory(layout: Layout, head: Uint8Array, pages: Pages = NONE): PackedHistory {
  return new PackedHistory(layout, testedAsNow(readPiece(layout, head)), pages, NONE)
}

/** The tests of other definitions are of no use: every event is tested anew. */
function testedAsNow(piece: Piece): Piece {
  if (piece.isTestedAsNow) return piece
  return pieceOf(piece.layout, eventsOf(piece), piece.tail)
}
