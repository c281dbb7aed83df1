import { alignedBytes } from './aligned-bytes.ts'
import { DIRECTORY, Directory } from './directory.ts'
import type { Layout } from './layout.ts'
import { type History, PagesNeeded } from './live-program.ts'
import { Outline } from './outline.ts'
import { eventsOf } from './packed-event.ts'
import { type Piece, readPiece } from './piece.ts'
import { emptyPiece, pieceOf } from './write-piece.ts'

type Pages = ReadonlyMap<number, Uint8Array>

const NONE: ReadonlyMap<number, never> = new Map<number, never>()

/**
 * A history with its bytes made out: the newest events, and the outline of the pages that older ones are in. The directory
 * of these pages is a page itself; in records of before there were outlines it is in the outline's place.
 */
export class PackedHistory implements History {
  readonly layout: Layout
  readonly head: Uint8Array
  readonly pages: Pages
  readonly changedPages: ReadonlyMap<number, Uint8Array | undefined>
  readonly recent: Piece
  readonly outline: Outline | undefined
  #directory: Directory | undefined
  #opened: Map<number, Piece> | undefined

  constructor(layout: Layout, recent: Piece, pages: Pages, changedPages: History['changedPages']) {
    this.layout = layout
    this.head = recent.bytes
    this.pages = pages
    this.changedPages = changedPages
    this.recent = recent
    if (recent.tailLength === 0) return
    const { tail } = recent
    if (Outline.isOne(tail)) this.outline = new Outline(layout, tail)
    else this.#directory = new Directory(layout, tail)
  }

  /** Whether it is in more than one piece. */
  get isPaged(): boolean {
    return this.recent.tailLength > 0
  }

  /** The last instant of what lies in pages. */
  get lastPagedAt(): number {
    const { outline, directory } = this
    return outline?.lastAt ?? directory?.lastAt(directory.count - 1) ?? Number.NEGATIVE_INFINITY
  }

  /** The directory, where it is at hand and there is one. */
  get directory(): Directory | undefined {
    const bytes = this.#directory === undefined ? this.pages.get(DIRECTORY) : undefined
    if (bytes !== undefined) this.#directory = new Directory(this.layout, alignedBytes(bytes))
    return this.#directory
  }

  /** @throws PagesNeeded; undefined: there are no pages. */
  requireDirectory(): Directory | undefined {
    if (this.isPaged && this.directory === undefined) throw new PagesNeeded([DIRECTORY])
    return this.directory
  }

  /** A page of events by its number, where it is at hand. */
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

  /** Every piece, in order of time. @throws PagesNeeded */
  pieces(): readonly Piece[] {
    const numbers =
      this.requireDirectory()?.pagesBetween(Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY) ?? []
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
