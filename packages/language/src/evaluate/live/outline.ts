import type { Directory } from './directory.ts'
import type { Layout } from './layout.ts'
import type { Measure } from './measures.ts'
import type { Span } from './spans.ts'
import { SummaryBytes, SummaryBytesWriter } from './summary-bytes.ts'
import type { WindowRange } from './window-range.ts'

const MAGIC = 0x6b_69_6e_32

/** The last instant in any page; when the first page to be past use is. */
const FACTS = 2

/** No page. */
const NONE = -1

/**
 * What a customer's record has of her pages: for each window that some definition looks through, what the pages that lie
 * wholly in it come to, and which ones it begins and ends in. That holds until time has moved an end of the window out of
 * its page; until then an answer takes those pages and neither the others nor their directory.
 */
export class Outline extends SummaryBytes {
  readonly lastAt: number
  readonly expires: number
  /** Whether it says what the program asks; else the directory does. */
  readonly isCurrent: boolean
  /** Where the spans begin among the numbers. */
  readonly spansAt: number
  readonly #layout: Layout

  /** @param bytes - From a multiple of eight on. */
  constructor(layout: Layout, bytes: Uint8Array) {
    super(bytes, FACTS)
    this.#layout = layout
    const at = this.rowAt(0)
    this.lastAt = this.numbers[at] ?? Number.NaN
    this.expires = this.numbers[at + 1] ?? Number.NaN
    this.spansAt = at + FACTS
    this.isCurrent = this.isOf(layout.spans.hash)
  }

  /** @param bytes - From a multiple of eight on. */
  static isOne(bytes: Uint8Array): boolean {
    return new Int32Array(bytes.buffer, bytes.byteOffset, 1)[0] === MAGIC
  }

  /** Whether the ends of a window still are in the pages they were in. */
  covers({ start }: Span, { after, until }: WindowRange): boolean {
    const at = this.spansAt + start
    const fact = (position: number): number => this.numbers[at + position] ?? Number.NaN
    return fact(0) <= after && after < fact(1) && fact(2) <= until && until < fact(3)
  }

  /** Whether it says all that the program asks at an instant. */
  isCurrentAt(asOf: number): boolean {
    if (!this.isCurrent) return false
    for (const span of this.#layout.spans.all.values()) {
      span.range.moveTo(asOf)
      if (!this.covers(span, span.range)) return false
    }
    return true
  }

  /** The number of the page that a window begins in, and is to be looked at; −1: none. */
  firstPage({ start }: Span): number {
    return this.numbers[this.spansAt + start + 4] ?? NONE
  }

  /** The number of the page that a window ends in, where it is another one and has any of its events; −1: none. */
  lastPage({ start }: Span, { until }: WindowRange): number {
    const at = this.spansAt + start
    return (this.numbers[at + 6] ?? Number.NaN) <= until ? (this.numbers[at + 5] ?? NONE) : NONE
  }

  /** Where the summary of the pages in between begins; undefined where it says nothing. */
  summary(place: number): number | undefined {
    const at = this.spansAt + place
    return this.numbers[at] === 1 ? at + 1 : undefined
  }
}

/** The bytes of the outline of pages at an instant. @param directory - One that is current. */
export function writeOutline(layout: Layout, directory: Directory, asOf: number): Uint8Array {
  const { spans, measures } = layout
  const writer = new SummaryBytesWriter()
  const numbers = new Float64Array(FACTS + spans.width)
  const pages = [...Array(directory.count).keys()]
  numbers[0] = directory.lastAt(directory.count - 1)
  numbers[1] = Math.min(...pages.map(page => directory.expires(page)))
  for (const span of spans.all.values()) {
    const { from, to, facts } = endsOf(span, directory, asOf)
    numbers.set(facts, FACTS + span.start)
    for (const [measure, place] of span.places) {
      const fold = measure.newFold()
      if (!mergePages(fold, directory, measure, from, to)) continue
      numbers[FACTS + place] = 1
      fold.save(numbers, FACTS + place + 1, writer)
    }
  }
  for (const measure of measures.tables) writer.table(measure, directory.lastSeen(measure)?.values())
  return writer.finish({ magic: MAGIC, hash: spans.hash, rows: 1, next: 0, width: spans.width, numbers })
}

/** Of a window the pages from one to before another that lie wholly in it, and what an outline says of its ends. */
function endsOf({ range }: Span, directory: Directory, asOf: number) {
  const { count } = directory
  range.moveTo(asOf)
  const first = directory.pageAfter(range.after)
  const last = directory.pageAfter(range.until)
  const lastAt = (page: number): number => {
    if (page < 0) return Number.NEGATIVE_INFINITY
    return page < count ? directory.lastAt(page) : Number.POSITIVE_INFINITY
  }
  const number = (page: number): number => (page < count ? directory.numberOf(page) : NONE)
  // What is before all pages has no page that it begins in.
  const isBegun = range.after !== Number.NEGATIVE_INFINITY
  const isOne = isBegun && first === last
  const facts = [
    lastAt(first - 1),
    lastAt(first),
    lastAt(last - 1),
    lastAt(last),
    isBegun ? number(first) : NONE,
    isOne ? NONE : number(last),
    last < count ? directory.firstAt(last) : Number.NaN,
  ]
  return { from: isBegun ? first + 1 : first, to: last, facts }
}

function mergePages(
  fold: ReturnType<Measure['newFold']>,
  directory: Directory,
  measure: Measure,
  from: number,
  to: number,
): boolean {
  // What merges nothing says nothing, of no pages neither.
  if (fold.mergeLastSeen !== undefined) return false
  for (let page = from; page < to; page += 1)
    if (!fold.merge(directory, directory.summary(page, measure))) return false
  return true
}
