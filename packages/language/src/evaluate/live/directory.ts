import type { Value } from '../../vocabulary/value.ts'
import { keyOf } from '../same-value.ts'
import { type Column, cellOf, valueOfCell } from './cell.ts'
import { valuesIn } from './folds/distinct-fold.ts'
import type { Summaries, SummaryWriter } from './folds/fold.ts'
import type { Layout } from './layout.ts'
import type { Measure } from './measures.ts'
import { MAGIC, type Piece } from './piece.ts'

/** Of each page, in order of time: its number, first and last instant, how many events, and when all of them are past use. */
const FACTS = 5

/** Positions in the header, in words. */
const HEAD = {
  magic: 0,
  hash: 1,
  pages: 3,
  next: 4,
  width: 5,
  listed: 6,
  texts: 7,
  tables: 8,
  length: 10,
} as const

/**
 * The pages of a long history and what each of them comes to. Pages lie one after the other: no instant is in two.
 */
export class Directory implements Summaries {
  readonly bytes: Uint8Array
  readonly numbers: Float64Array
  readonly count: number
  /** The number the next page gets: none comes twice. */
  readonly next: number
  /** Whether the summaries are of what the program asks; else every page has to be looked at. */
  readonly isCurrent: boolean
  readonly #width: number
  /** Where, after the summaries, each list of values begins, and how long it is. */
  readonly #tablesAt: number
  readonly #listsAt: number
  readonly #textsAt: number
  readonly #textsLength: number
  #texts: readonly string[] | undefined

  /** @param bytes - From a multiple of eight on. */
  constructor({ measures: { hash } }: Layout, bytes: Uint8Array) {
    const words = new Int32Array(bytes.buffer, bytes.byteOffset, HEAD.length)
    this.bytes = bytes
    this.numbers = new Float64Array(bytes.buffer, bytes.byteOffset, bytes.byteLength >> 3)
    this.count = words[HEAD.pages] ?? 0
    this.next = words[HEAD.next] ?? 0
    this.isCurrent = words[HEAD.hash] === hash[0] && words[HEAD.hash + 1] === hash[1]
    this.#width = words[HEAD.width] ?? 0
    this.#tablesAt = HEAD.length / 2 + this.count * (FACTS + this.#width)
    this.#listsAt = this.#tablesAt + 2 * (words[HEAD.tables] ?? 0)
    this.#textsAt = 8 * (this.#listsAt + (words[HEAD.listed] ?? 0))
    this.#textsLength = words[HEAD.texts] ?? 0
  }

  #fact(page: number, fact: number): number {
    return this.numbers[HEAD.length / 2 + page * (FACTS + this.#width) + fact] ?? Number.NaN
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
    return HEAD.length / 2 + page * (FACTS + this.#width) + FACTS + start
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

  /** The page an event of an instant belongs into: where it is, or the next one. Undefined: it is newer than all of them. */
  pageAt(instant: number): number | undefined {
    const after = this.pageAfter(instant)
    if (after > 0 && this.lastAt(after - 1) === instant) return after - 1
    return after < this.count ? after : undefined
  }

  value(column: Column, cell: number): Value | undefined {
    return valueOfCell(column, cell, this.#textAt)
  }

  list(start: number, pairs: number): Float64Array {
    return this.numbers.subarray(this.#listsAt + start, this.#listsAt + start + 2 * pairs)
  }

  /** The different values a measure has seen in all pages, and when last; undefined where they are too many. */
  lastSeen({ table = 0, column }: Measure): { readonly value: Value; readonly at: number }[] | undefined {
    const [start = 0, pairs = -1] = this.numbers.subarray(
      this.#tablesAt + 2 * table,
      this.#tablesAt + 2 * table + 2,
    )
    if (pairs < 0 || column === undefined) return undefined
    const list = this.list(start, pairs)
    const seen: { readonly value: Value; readonly at: number }[] = []
    for (let index = 0; index < 2 * pairs; index += 2) {
      const value = this.value(column, list[index] ?? Number.NaN)
      if (value !== undefined) seen.push({ value, at: list[index + 1] ?? 0 })
    }
    return seen
  }

  readonly #textAt = (code: number): string => {
    this.#texts ??= this.#readTexts()
    return this.#texts[code] ?? ''
  }

  #readTexts(): readonly string[] {
    const bytes = this.bytes.subarray(this.#textsAt, this.#textsAt + this.#textsLength)
    const read: unknown = JSON.parse(new TextDecoder().decode(bytes))
    return Array.isArray(read) ? read.map(String) : []
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
  const records = new Float64Array(pages.length * width)
  const texts = new Map<string, number>()
  const lists: number[] = []
  const writer = newWriter(texts, lists)
  const summarise = newSummariser(layout, writer)
  for (const [position, entry] of pages.entries())
    summarise(entry, records.subarray(position * width, (position + 1) * width))
  const tables = measures.tables.flatMap(measure => writeLastSeen(pages, measure, writer))
  const textBytes = new TextEncoder().encode(JSON.stringify([...texts.keys()]))
  const textsAt = 4 * HEAD.length + 8 * (records.length + tables.length + lists.length)
  const bytes = new Uint8Array((textsAt + textBytes.length + 7) & -8)
  new Int32Array(bytes.buffer).set([
    MAGIC,
    ...measures.hash,
    pages.length,
    next,
    measures.width,
    lists.length,
    textBytes.length,
    measures.tables.length,
  ])
  const numbers = new Float64Array(bytes.buffer)
  numbers.set(records, HEAD.length / 2)
  numbers.set(tables, HEAD.length / 2 + records.length)
  numbers.set(lists, HEAD.length / 2 + records.length + tables.length)
  bytes.set(textBytes, textsAt)
  return bytes
}

/** More different values than this are not listed. */
const MOST_LISTED = 1_024

/** Where the list of a measure's values begins and how long it is: −1 of too many. Nothing but time takes one off again. */
function writeLastSeen(
  pages: readonly PageEntry[],
  measure: Measure,
  writer: SummaryWriter,
): readonly [start: number, pairs: number] {
  const { column, filter } = measure
  const old = pages.find(entry => 'old' in entry)
  const known = old === undefined ? [] : old.old.lastSeen(measure)
  if (known === undefined || column === undefined) return [0, -1]
  const seen = new Map<ReturnType<typeof keyOf>, { readonly value: Value; readonly at: number }>()
  const note = (each: { readonly value: Value; readonly at: number }): void => {
    const key = keyOf(each.value)
    if ((seen.get(key)?.at ?? Number.NEGATIVE_INFINITY) < each.at) seen.set(key, each)
  }
  known.forEach(note)
  for (const entry of pages)
    if ('piece' in entry)
      for (const each of valuesIn(entry.piece, filter, column, 0, entry.piece.countOf(filter.event)))
        note(each)
  if (seen.size > MOST_LISTED) return [0, -1]
  const pairs = [...seen.values()].map(({ value, at }) => [writer.cell(column, value), at] as const)
  return [writer.list(pairs), pairs.length]
}

function newWriter(texts: Map<string, number>, lists: number[]): SummaryWriter {
  const codeOf = (text: string): number => {
    const code = texts.get(text) ?? texts.size
    texts.set(text, code)
    return code
  }
  return {
    cell: (column, value) => cellOf(column, value, codeOf),
    list(pairs) {
      const start = lists.length
      for (const [cell, count] of pairs) lists.push(cell, count)
      return start
    },
  }
}

function newSummariser({ measures, events }: Layout, writer: SummaryWriter) {
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
