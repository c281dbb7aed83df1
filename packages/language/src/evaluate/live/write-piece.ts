import type { Run } from '../run.ts'
import type { SubjectEvent } from '../subject.ts'
import { cellOf } from './cell.ts'
import { hashBytes } from './hash-bytes.ts'
import type { Layout, LayoutEvent } from './layout.ts'
import { HEAD, MAGIC, ofEvent, Piece, WORDS_OF_EVENT } from './piece.ts'
import { Texts } from './texts.ts'

/** What becomes of the events of one name. */
export interface Edit {
  /** So many of the first are left out. */
  dropped: number
  /** In order; each with how many of the events there are come before it. */
  readonly added: { readonly place: number; readonly event: SubjectEvent }[]
}

/** A piece without events. */
export function emptyPiece(layout: Layout): Piece {
  const words = HEAD.events + WORDS_OF_EVENT * layout.events.length
  const byteLength = align(4 * words)
  const bytes = new Uint8Array(byteLength)
  const header = new Int32Array(bytes.buffer)
  stamp(header, layout)
  header[HEAD.byteLength] = byteLength
  header[HEAD.texts] = byteLength
  return new Piece(layout, bytes)
}

/** A piece of events that are in order, and what follows it. */
export function pieceOf(layout: Layout, events: readonly SubjectEvent[], tail?: Uint8Array): Piece {
  const empty = emptyPiece(layout)
  const edits = layout.events.map((): Edit => ({ dropped: 0, added: [] }))
  for (const event of events) {
    const of = layout.eventOf.get(event.event)
    if (of !== undefined) edits[of.position]?.added.push({ place: 0, event })
  }
  return editedPiece(empty, edits, tail)
}

/**
 * A piece with events dropped and added, each name's columns copied as they stand around them.
 *
 * @param tail - Bytes that follow the piece in what is stored.
 *
 * Cost: that of copying the bytes once.
 */
export function editedPiece(old: Piece, edits: readonly Edit[], tail: Uint8Array = new Uint8Array(0)): Piece {
  const { layout } = old
  const texts = new Texts(old)
  const packed = layout.events.map((event, position) => packAdded(event, edits[position]?.added ?? [], texts))
  const plan = planOf(old, edits, texts)
  const bytes = new Uint8Array(plan.byteLength + tail.byteLength)
  const words = new Int32Array(bytes.buffer, 0, plan.byteLength >> 2)
  const numbers = new Float64Array(bytes.buffer, 0, plan.byteLength >> 3)
  stamp(words, layout)
  words.set(plan.header, HEAD.byteLength)
  words[HEAD.tail] = tail.byteLength
  words[HEAD.dropped] = (old.words[HEAD.dropped] ?? 0) + edits.reduce((sum, { dropped }) => sum + dropped, 0)
  const piece = new Piece(layout, bytes)
  for (const [position, event] of layout.events.entries()) {
    const edit = edits[position]
    const added = packed[position]
    if (edit !== undefined && added !== undefined)
      copyColumns(old, { piece, words, numbers }, event, edit, added)
  }
  texts.write(words, bytes, plan)
  bytes.set(tail, plan.byteLength)
  return piece
}

function stamp(words: Int32Array, { hash, testsHash }: Layout): void {
  words[HEAD.magic] = MAGIC
  words.set(hash, HEAD.hash)
  words.set(testsHash, HEAD.testsHash)
}

function align(bytes: number): number {
  return (bytes + 7) & -8
}

interface Plan {
  /** From `HEAD.byteLength` on. */
  readonly header: Int32Array
  readonly byteLength: number
  /** In words. */
  readonly dictionary: number
  /** In bytes. */
  readonly texts: number
}

function planOf(old: Piece, edits: readonly Edit[], texts: Texts): Plan {
  const { events } = old.layout
  const counts = events.map((event, position) => {
    const edit = edits[position]
    return old.countOf(event) - (edit?.dropped ?? 0) + (edit?.added.length ?? 0)
  })
  const header = new Int32Array(HEAD.events - HEAD.byteLength + WORDS_OF_EVENT * events.length)
  const places = header.subarray(HEAD.events - HEAD.byteLength)
  let floats = align(4 * (HEAD.events + WORDS_OF_EVENT * events.length)) >> 3
  for (const [position, event] of events.entries()) {
    const count = counts[position] ?? 0
    places[WORDS_OF_EVENT * position] = count
    places[WORDS_OF_EVENT * position + 1] = floats
    floats += count * (1 + event.wide)
  }
  let integers = floats << 1
  for (const [position, event] of events.entries()) {
    const count = counts[position] ?? 0
    places[WORDS_OF_EVENT * position + 2] = integers
    places[WORDS_OF_EVENT * position + 3] = integers + count * (3 + event.testWords)
    integers += count * (3 + event.testWords + event.narrow)
  }
  const textsAt = 4 * (integers + 3 * texts.size)
  const byteLength = align(textsAt + texts.byteLength)
  const total = counts.reduce((sum, count) => sum + count, 0)
  header.set([byteLength, total, integers, texts.size, textsAt, texts.byteLength])
  return { header, byteLength, dictionary: integers, texts: textsAt }
}

/** The cells of added events, row by row: integers as they stand in their columns, then floats. */
interface Packed {
  readonly integers: Int32Array
  readonly floats: Float64Array
}

function packAdded(event: LayoutEvent, added: Edit['added'], texts: Texts): Packed {
  const width = 3 + event.testWords + event.narrow
  const integers = new Int32Array(width * added.length)
  const floats = new Float64Array((1 + event.wide) * added.length)
  const codeOf = (text: string): number => texts.codeOf(text)
  for (const [row, each] of added.entries()) {
    const bytes = encoder.encode(each.event.id)
    const first = row * width
    integers[first] = hashBytes(bytes)
    integers[first + 1] = texts.append(bytes)
    integers[first + 2] = bytes.length
    answerTests(event, each.event, integers.subarray(first + 3, first + 3 + event.testWords))
    floats[row * (1 + event.wide)] = each.event.at
    for (const column of event.columns) {
      const cell = cellOf(column, each.event.properties.get(column.name), codeOf)
      if (column.wide) floats[row * (1 + event.wide) + 1 + column.position] = cell
      else integers[first + 3 + event.testWords + column.position] = cell
    }
  }
  return { integers, floats }
}

const encoder = new TextEncoder()

/** Tests ask nothing of a customer. */
const nobody = { id: '', attributes: new Map(), events: [] }
let epoch = 0

function answerTests({ tests }: LayoutEvent, event: SubjectEvent, answers: Int32Array): void {
  const run: Run = { subject: nobody, asOf: 0, epoch: ++epoch, event }
  for (const [test, holds] of tests.entries()) {
    run.event = event
    if (holds(run)) answers[test >> 5] = (answers[test >> 5] ?? 0) | (1 << (test & 31))
  }
}

interface Target {
  readonly piece: Piece
  readonly words: Int32Array
  readonly numbers: Float64Array
}

function copyColumns(
  old: Piece,
  to: Target,
  event: LayoutEvent,
  edit: Edit,
  { integers, floats }: Packed,
): void {
  const from = old.countOf(event)
  const count = to.piece.countOf(event)
  if (count === 0) return
  const start = ofEvent(event)
  const runs = { dropped: edit.dropped, places: edit.added.map(({ place }) => place), count: from }
  const wide = 1 + event.wide
  const oldFloats = old.words[start + 1] ?? 0
  const newFloats = to.words[start + 1] ?? 0
  const narrow = 3 + event.testWords + event.narrow
  const oldIntegers = old.words[start + 2] ?? 0
  const newIntegers = to.words[start + 2] ?? 0
  if (edit.dropped === 0 && edit.added.length === 0) {
    copy(old.numbers, oldFloats, oldFloats + from * wide, to.numbers, newFloats)
    copy(old.words, oldIntegers, oldIntegers + from * narrow, to.words, newIntegers)
    return
  }
  for (let column = 0; column < wide; column += 1)
    copyColumn(
      old.numbers,
      oldFloats + column * from,
      to.numbers,
      newFloats + column * count,
      runs,
      row => floats[row * wide + column] ?? 0,
    )
  for (let column = 0; column < narrow; column += 1)
    copyColumn(
      old.words,
      oldIntegers + column * from,
      to.words,
      newIntegers + column * count,
      runs,
      row => integers[row * narrow + column] ?? 0,
    )
}

type Cells = Float64Array | Int32Array

interface Runs {
  readonly dropped: number
  readonly places: readonly number[]
  /** Of the old column. */
  readonly count: number
}

function copyColumn(
  from: Cells,
  start: number,
  to: Cells,
  target: number,
  runs: Runs,
  cell: (row: number) => number,
): void {
  let read = runs.dropped
  let write = target
  for (const [row, place] of runs.places.entries()) {
    copy(from, start + read, start + Math.max(read, place), to, write)
    write += Math.max(0, place - read)
    read = Math.max(read, place)
    to[write] = cell(row)
    write += 1
  }
  copy(from, start + read, start + runs.count, to, write)
}

/** A few cells are moved quicker one by one than through a view of them. */
const FEW = 16

function copy(from: Cells, start: number, end: number, to: Cells, target: number): void {
  if (end - start > FEW) to.set(from.subarray(start, end), target)
  else for (let index = start; index < end; index += 1) to[target + index - start] = from[index] ?? 0
}
