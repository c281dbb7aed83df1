import type { SubjectEvent } from '../subject.ts'
import { DIRECTORY, Directory, type PageEntry, writeDirectory } from './directory.ts'
import { hashBytes } from './hash-bytes.ts'
import { PagesNeeded } from './live-program.ts'
import { writeOutline } from './outline.ts'
import { eventsOf, inOrder } from './packed-event.ts'
import { PackedHistory } from './packed-history.ts'
import { HEAD, type Piece } from './piece.ts'
import { textBytes } from './text-bytes.ts'
import { add, type Edit, editedPiece, pieceOf } from './write-piece.ts'

export interface Added {
  readonly history: PackedHistory
  readonly isNew: readonly boolean[]
}

/**
 * A history with more events. As a rule they are the newest, and the piece of the newest is copied around them; when it
 * has four times as many as a page, its older half becomes pages. A late event goes into the page of its time.
 */
export function addEvents(
  history: PackedHistory,
  events: readonly SubjectEvent[],
  asOf: number,
  pageSize: number,
): Added {
  const { layout } = history
  const wanted = events.map(({ event, at }) => {
    const lasts = layout.eventOf.get(event)?.lasts
    return lasts !== undefined && at + lasts > asOf
  })
  const coming = events.filter((_, index) => wanted[index])
  const wantsDirectory = wantsItsDirectory(history, coming, asOf, pageSize)
  if (wantsDirectory) requirePages(history, coming)
  const known = newKnown(history)
  const isNew = events.map((event, index) => wanted[index] === true && !known(event))
  const added = events.filter((_, index) => isNew[index]).sort(inOrder)
  if (added.length === 0) return { history, isNew }
  return { history: withEvents(history, added, asOf, { pageSize, wantsDirectory }), isNew }
}

/** Whether more is to be done than to add to the newest piece: then the pages' directory has to be at hand. */
function wantsItsDirectory(
  { isPaged, outline, lastPagedAt, recent }: PackedHistory,
  events: readonly SubjectEvent[],
  asOf: number,
  pageSize: number,
): boolean {
  if (!isPaged || events.length === 0) return false
  if (outline === undefined || !outline.isCurrentAt(asOf) || outline.expires <= asOf) return true
  return events.some(({ at }) => at <= lastPagedAt) || isFull(recent, events.length, pageSize)
}

/** Of what lies in pages, those that the events belong into; all of them where their summaries are made anew. */
function requirePages(history: PackedHistory, events: readonly SubjectEvent[]): void {
  const directory = history.requireDirectory()
  if (directory === undefined) return
  const pages = directory.isCurrent
    ? events.map(({ at }) => directory.pageAt(at)).filter(page => page !== undefined)
    : [...Array(directory.count).keys()]
  const missing = new Set(pages.map(page => directory.numberOf(page))).values()
  const numbers = [...missing].filter(number => history.pageOf(number) === undefined)
  if (numbers.length > 0) throw new PagesNeeded(numbers)
}

/** Whether an event is among those of the head, in the page of its time, or was asked about before. */
function newKnown(history: PackedHistory): (event: SubjectEvent) => boolean {
  const { recent, directory, lastPagedAt } = history
  const seen = new Set<string>()
  return ({ id, at }) => {
    if (seen.has(id)) return true
    seen.add(id)
    const bytes = textBytes(id)
    const hash = hashBytes(bytes)
    if (recent.hasId(bytes, hash)) return true
    const page = at <= lastPagedAt ? directory?.pageAt(at) : undefined
    return page !== undefined && history.pageOf(directory?.numberOf(page) ?? 0)?.hasId(bytes, hash) === true
  }
}

function withEvents(
  history: PackedHistory,
  added: readonly SubjectEvent[],
  asOf: number,
  { pageSize, wantsDirectory }: { readonly pageSize: number; readonly wantsDirectory: boolean },
): PackedHistory {
  const { recent, layout } = history
  const directory = wantsDirectory ? history.directory : undefined
  if (isFull(recent, added.length, pageSize) || (directory !== undefined && isChanged(history, added, asOf)))
    return repacked(history, added, asOf, pageSize)
  // Time has moved the end of some window into another page.
  const tail = directory === undefined ? recent.tail : writeOutline(layout, directory, asOf)
  const piece = editedPiece(recent, editsOf(recent, added, asOf), tail)
  return new PackedHistory(layout, piece, history.pages, history.changedPages)
}

/** So many pages' worth of the newest events are too many; so many are left of them. */
const [MOST_PAGES, LEFT_PAGES] = [4, 2]

/** Whether there are too many of the newest events, or too much of their texts is of events that are gone. */
function isFull(recent: Piece, more: number, pageSize: number): boolean {
  return recent.total + more > MOST_PAGES * pageSize || isLittered(recent)
}

/** Whether the pages do not stay as they are. */
function isChanged(
  { outline, directory, lastPagedAt }: PackedHistory,
  added: readonly SubjectEvent[],
  asOf: number,
): boolean {
  if (outline === undefined || directory?.isCurrent !== true || outline.expires <= asOf) return true
  return added.some(({ at }) => at <= lastPagedAt)
}

/** Texts of dropped events lie where they lay until they are most of it. */
function isLittered({ words, total }: Piece): boolean {
  return (words[HEAD.dropped] ?? 0) > Math.max(64, total)
}

function editsOf(piece: Piece, added: readonly SubjectEvent[], asOf: number): readonly Edit[] {
  const { layout } = piece
  const edits = layout.events.map(
    (event): Edit => ({ dropped: piece.countUntil(event, asOf - event.lasts), added: undefined }),
  )
  for (const event of added) {
    const of = layout.eventOf.get(event.event)
    if (of !== undefined) add(edits[of.position], { place: piece.placeOf(of, event), event })
  }
  return edits
}

function repacked(
  history: PackedHistory,
  added: readonly SubjectEvent[],
  asOf: number,
  pageSize: number,
): PackedHistory {
  const { layout, directory, recent } = history
  const book = new Book(history, asOf, pageSize)
  const newest = [...eventsOf(recent)]
  const lateByPage = new Map<number, SubjectEvent[]>()
  for (const event of added) {
    const page = directory?.pageAt(event.at)
    if (page === undefined) newest.push(event)
    else lateByPage.set(page, [...(lateByPage.get(page) ?? []), event])
  }
  if (directory !== undefined)
    for (let page = 0; page < directory.count; page += 1) book.take(directory, page, lateByPage.get(page))
  const isMuch = newest.length > MOST_PAGES * pageSize
  const rest = book.cut(newest, (isMuch ? LEFT_PAGES : MOST_PAGES) * pageSize)
  const piece = pieceOf(layout, rest, book.finish())
  return new PackedHistory(layout, piece, book.pages, book.changed)
}

/** The pages of a history as they come to be. */
class Book {
  readonly pages: Map<number, Uint8Array>
  readonly changed: Map<number, Uint8Array | undefined>
  readonly #history: PackedHistory
  readonly #asOf: number
  readonly #pageSize: number
  readonly #entries: PageEntry[] = []
  #next: number

  constructor(history: PackedHistory, asOf: number, pageSize: number) {
    this.pages = new Map(history.pages)
    this.changed = new Map(history.changedPages)
    this.#history = history
    this.#asOf = asOf
    this.#pageSize = pageSize
    this.#next = history.directory?.next ?? 0
  }

  /** Takes a page over as it is, or with late events, or leaves it out once all of its events are past use. */
  take(directory: Directory, page: number, late: readonly SubjectEvent[] = []): void {
    const number = directory.numberOf(page)
    if (late.length === 0 && directory.isCurrent && directory.expires(page) > this.#asOf) {
      this.#entries.push({ number, old: directory, page })
      return
    }
    this.pages.delete(number)
    this.changed.set(number, undefined)
    const piece = this.#history.pageOf(number)
    if (piece === undefined) return
    const rest = this.cut([...eventsOf(piece), ...late], 2 * this.#pageSize)
    if (rest.length > 0) this.#add(rest)
  }

  /** Makes pages of the oldest of some events, until no more than so many are left; those past use are left out. */
  cut(events: readonly SubjectEvent[], most: number): readonly SubjectEvent[] {
    const { eventOf } = this.#history.layout
    const lasting = events.filter(({ event, at }) => at + (eventOf.get(event)?.lasts ?? 0) > this.#asOf)
    lasting.sort(inOrder)
    let from = 0
    while (lasting.length - from > most) {
      const to = endOfInstant(lasting, from + this.#pageSize)
      if (to >= lasting.length) break
      this.#add(lasting.slice(from, to))
      from = to
    }
    return lasting.slice(from)
  }

  #add(events: readonly SubjectEvent[]): void {
    const piece = pieceOf(this.#history.layout, events)
    const number = this.#next
    this.#next += 1
    this.#entries.push({ number, piece })
    this.pages.set(number, piece.bytes)
    this.changed.set(number, piece.bytes)
  }

  /** Writes the directory. @returns The outline; undefined: there are no pages. */
  finish(): Uint8Array | undefined {
    const { layout } = this.#history
    if (this.#entries.length === 0) {
      if (this.pages.delete(DIRECTORY)) this.changed.set(DIRECTORY, undefined)
      return undefined
    }
    const bytes = writeDirectory(layout, this.#entries, this.#next)
    this.pages.set(DIRECTORY, bytes)
    this.changed.set(DIRECTORY, bytes)
    return writeOutline(layout, new Directory(layout, bytes), this.#asOf)
  }
}

/** An instant is never in two pages: its last event's position, one further. */
function endOfInstant(events: readonly SubjectEvent[], position: number): number {
  let end = position
  while (end < events.length && events[end]?.at === events[end - 1]?.at) end += 1
  return end
}
