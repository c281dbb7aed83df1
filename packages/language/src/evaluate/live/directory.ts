import { keyOf } from '../same-value.ts'
import { valuesIn } from './folds/distinct-fold.ts'
import type { SeenValue } from './folds/fold.ts'
import type { Layout } from './layout.ts'
import type { Measure } from './measures.ts'
import { MAGIC, type Piece } from './piece.ts'
import { SummaryBytes, SummaryBytesWriter } from './summary-bytes.ts'

/** The number of the page that the directory itself is: no page of events gets so far. */
export const DIRECTORY = 0xff_ff_ff_fe

/** Of each page, in order of time: its number, first and last instant, how many events, and when all of them are past use. */
const FACTS = 5

/**
 * The pages of a long history and what each of them comes to. Pages lie one after the other: no instant is in two.
 */
export class Directory extends SummaryBytes {
  /** Whether the summaries are of what the program asks; else every page has to be looked at. */
  readonly isCurrent: boolean

  /** @param bytes - From a multiple of eight on. */
  constructor({ measures: { hash } }: Layout, bytes: Uint8Array) {
    super(bytes, FACTS)
    this.isCurrent = this.isOf(hash)
  }

  get count(): number {
    return this.rows
  }

  #fact(page: number, fact: number): number {
    return this.numbers[this.rowAt(page) + fact] ?? Number.NaN
  }

  /** First and last instant, how many events, and when all of them are past use. */
  facts(page: number): readonly number[] {
    return [1, 2, 3, 4].map(fact => this.#fact(page, fact))
  }

  numberOf(page: number): number {
    return this.#fact(page, 0)
  }

  firstAt(page: number): number {
    return this.#fact(page, 1)
  }

  lastAt(page: number): number {
    return this.#fact(page, 2)
  }

  expires(page: number): number {
    return this.#fact(page, 4)
  }

  /** Where the summary of a measure begins among the numbers. */
  summary(page: number, { start }: Measure): number {
    return this.rowAt(page) + FACTS + start
  }

  /** The first page that has anything after an instant; `count` when none has. */
  pageAfter(instant: number): number {
    let low = 0
    let high = this.count
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.lastAt(middle) <= instant) low = middle + 1
      else high = middle
    }
    return low
  }

  /** The numbers of the pages that can have events with `after < at <= until`, in order of time. */
  pagesBetween(after: number, until: number): readonly number[] {
    const numbers: number[] = []
    for (let page = this.pageAfter(after); page < this.count && this.firstAt(page) <= until; page += 1)
      numbers.push(this.numberOf(page))
    return numbers
  }

  /** The page an event of an instant belongs into: where it is, or the next one. Undefined: it is newer than all of them. */
  pageAt(instant: number): number | undefined {
    const after = this.pageAfter(instant)
    if (after > 0 && this.lastAt(after - 1) === instant) return after - 1
    return after < this.count ? after : undefined
  }
}

/** A page of a directory to be: as an older one has it, or summed up anew. */
export type PageEntry =
  | { readonly number: number; readonly old: Directory; readonly page: number }
  | { readonly number: number; readonly piece: Piece }

/** The bytes of a directory. */
export function writeDirectory(layout: Layout, pages: readonly PageEntry[], next: number): Uint8Array {
  const { measures } = layout
  const width = FACTS + measures.width
  const numbers = new Float64Array(pages.length * width)
  const writer = new SummaryBytesWriter()
  const summarise = newSummariser(layout, writer)
  for (const [position, entry] of pages.entries())
    summarise(entry, numbers.subarray(position * width, (position + 1) * width))
  for (const measure of measures.tables) writer.table(measure, lastSeenIn(pages, measure))
  const { hash } = measures
  return writer.finish({ magic: MAGIC, hash, rows: pages.length, next, width: measures.width, numbers })
}

/** More different values than this are not listed. */
const MOST_LISTED = 1_024

/** A measure's values and when each was seen last; undefined where they are too many. Nothing but time takes one off again. */
function lastSeenIn(pages: readonly PageEntry[], measure: Measure): readonly SeenValue[] | undefined {
  const { column, filter } = measure
  const old = pages.find(entry => 'old' in entry)
  const known = old === undefined ? [] : old.old.lastSeen(measure)?.values()
  if (known === undefined || column === undefined) return undefined
  const seen = new Map<ReturnType<typeof keyOf>, SeenValue>()
  const note = (each: SeenValue): void => {
    const key = keyOf(each.value)
    if ((seen.get(key)?.at ?? Number.NEGATIVE_INFINITY) < each.at) seen.set(key, each)
  }
  known.forEach(note)
  for (const entry of pages)
    if ('piece' in entry)
      for (const each of valuesIn(entry.piece, filter, column, 0, entry.piece.countOf(filter.event)))
        note(each)
  return seen.size > MOST_LISTED ? undefined : [...seen.values()]
}

function newSummariser({ measures, events }: Layout, writer: SummaryBytesWriter) {
  const folds = [...measures.all.values()].map(measure => ({ measure, fold: measure.newFold() }))
  const facts = (piece: Piece): readonly number[] => {
    const present = events.filter(event => piece.countOf(event) > 0)
    return [
      Math.min(...present.map(event => piece.at(event, 0))),
      Math.max(...present.map(event => piece.at(event, piece.countOf(event) - 1))),
      piece.total,
      Math.max(...present.map(event => piece.at(event, piece.countOf(event) - 1) + event.lasts)),
    ]
  }
  return (entry: PageEntry, record: Float64Array): void => {
    record[0] = entry.number
    if ('piece' in entry) record.set(facts(entry.piece), 1)
    else record.set(entry.old.facts(entry.page), 1)
    for (const { measure, fold } of folds) {
      fold.reset()
      const start = FACTS + measure.start
      if ('piece' in entry) fold.scan(entry.piece, 0, entry.piece.countOf(measure.filter.event))
      else if (!fold.merge(entry.old, entry.old.summary(entry.page, measure))) {
        const from = entry.old.summary(entry.page, measure)
        record.set(entry.old.numbers.subarray(from, from + fold.width), start)
        continue
      }
      fold.save(record, start, writer)
    }
  }
}
