import type { Run } from '../run.ts'
import type { SubjectEvent } from '../subject.ts'
import { newBytes } from './aligned-bytes.ts'
import { cellOf } from './cell.ts'
import { copyCells } from './copy-cells.ts'
import { hashBytes } from './hash-bytes.ts'
import type { Layout, LayoutEvent } from './layout.ts'
import { HEAD, MAGIC, ofEvent, Piece, WORDS_OF_EVENT } from './piece.ts'
import { textBytes } from './text-bytes.ts'
import { Texts } from './texts.ts'

/** What becomes of the events of one name. */
export interface Edit {
  /** So many of the first are left out. */
  readonly dropped: number
  /** In order; undefined of none. */
  added: AddedEvent[] | undefined
}

export interface AddedEvent {
  /** How many of the events there are come before it. */
  readonly place: number
  readonly event: SubjectEvent
}

export function add(edit: Edit | undefined, event: AddedEvent): void {
  if (edit === undefined) return
  edit.added ??= []
  edit.added.push(event)
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
  const edits = layout.events.map((): Edit => ({ dropped: 0, added: undefined }))
  for (const event of events) {
    const of = layout.eventOf.get(event.event)
    if (of !== undefined) add(edits[of.position], { place: 0, event })
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
export function editedPiece(old: Piece, edits: readonly Edit[], tail: Uint8Array = NO_TAIL): Piece {
  const { layout } = old
  const texts = new Texts(old)
  const packed = layout.events.map((event, position) => packAdded(event, edits[position]?.added, texts))
  const plan = planOf(old, edits, texts)
  const bytes = newBytes(plan.byteLength + tail.byteLength)
  const piece = new Piece(layout, bytes)
  const { words } = piece
  stamp(words, layout)
  copyCells(plan.header, 0, plan.header.length, words, HEAD.byteLength)
  words[HEAD.tail] = tail.byteLength
  let dropped = old.words[HEAD.dropped] ?? 0
  for (const edit of edits) dropped += edit.dropped
  words[HEAD.dropped] = dropped
  for (const event of layout.events) {
    const edit = edits[event.position]
    if (edit !== undefined) copyColumns({ old, piece, event }, edit, packed[event.position])
  }
  texts.write(words, bytes, plan)
  if (tail.byteLength > 0) bytes.set(tail, plan.byteLength)
  return piece
}

const NO_TAIL = new Uint8Array(0)

function stamp(words: Int32Array, { hash, testsHash }: Layout): void {
  words[HEAD.magic] = MAGIC
  words[HEAD.hash] = hash[0]
  words[HEAD.hash + 1] = hash[1]
  words[HEAD.testsHash] = testsHash[0]
  words[HEAD.testsHash + 1] = testsHash[1]
}

function align(bytes: number): number {
  return (bytes + 7) & -8
}

interface Plan {
  /** From `HEAD.byteLength` on. */
  readonly header: readonly number[]
  readonly byteLength: number
  /** In words. */
  readonly dictionary: number
  /** In bytes. */
  readonly texts: number
}

function planOf(old: Piece, edits: readonly Edit[], texts: Texts): Plan {
  const { events } = old.layout
  const header = Array<number>(HEAD.events - HEAD.byteLength + WORDS_OF_EVENT * events.length).fill(0)
  const first = HEAD.events - HEAD.byteLength
  let total = 0
  let floats = align(4 * (HEAD.events + WORDS_OF_EVENT * events.length)) >> 3
  for (const event of events) {
    const edit = edits[event.position]
    const count = old.countOf(event) - (edit?.dropped ?? 0) + (edit?.added?.length ?? 0)
    const place = first + WORDS_OF_EVENT * event.position
    header[place] = count
    header[place + 1] = floats
    floats += count * (1 + event.wide)
    total += count
  }
  let integers = floats << 1
  for (const event of events) {
    const place = first + WORDS_OF_EVENT * event.position
    const count = header[place] ?? 0
    header[place + 2] = integers
    header[place + 3] = integers + count * (3 + event.testWords)
    integers += count * (3 + event.testWords + event.narrow)
  }
  const textsAt = 4 * (integers + 3 * texts.size)
  const byteLength = align(textsAt + texts.byteLength)
  const sizes = [byteLength, total, integers, texts.size, textsAt, texts.byteLength]
  for (let at = 0; at < sizes.length; at += 1) header[at] = sizes[at] ?? 0
  return { header, byteLength, dictionary: integers, texts: textsAt }
}

/** The cells of added events, row by row: integers as they stand in their columns, then floats. */
interface Packed {
  readonly integers: number[]
  readonly floats: number[]
}

function packAdded(event: LayoutEvent, added: Edit['added'], texts: Texts): Packed | undefined {
  if (added === undefined) return undefined
  const width = 3 + event.testWords + event.narrow
  const integers = Array<number>(width * added.length).fill(0)
  const floats = Array<number>((1 + event.wide) * added.length).fill(0)
  const codeOf = (text: string): number => texts.codeOf(text)
  for (const [row, each] of added.entries()) {
    const bytes = textBytes(each.event.id)
    const first = row * width
    integers[first] = hashBytes(bytes)
    integers[first + 1] = texts.append(bytes)
    integers[first + 2] = bytes.length
    answerTests(event, each.event, integers, first + 3)
    floats[row * (1 + event.wide)] = each.event.at
    for (const column of event.columns) {
      const cell = cellOf(column, each.event.properties.get(column.name), codeOf)
      if (column.wide) floats[row * (1 + event.wide) + 1 + column.position] = cell
      else integers[first + 3 + event.testWords + column.position] = cell
    }
  }
  return { integers, floats }
}

/** Tests ask nothing of a customer. */
const nobody = { id: '', attributes: new Map(), events: [] }
let epoch = 0

function answerTests({ tests }: LayoutEvent, event: SubjectEvent, words: number[], start: number): void {
  if (tests.length === 0) return
  const run: Run = { subject: nobody, asOf: 0, epoch: ++epoch, event }
  for (const [test, holds] of tests.entries()) {
    run.event = event
    const word = start + (test >> 5)
    if (holds(run)) words[word] = (words[word] ?? 0) | (1 << (test & 31))
  }
}

interface Copying {
  readonly old: Piece
  readonly piece: Piece
  readonly event: LayoutEvent
}

function copyColumns({ old, piece, event }: Copying, edit: Edit, packed: Packed | undefined): void {
  const from = old.countOf(event)
  const count = piece.countOf(event)
  if (count === 0) return
  const start = ofEvent(event)
  const wide = 1 + event.wide
  const oldFloats = old.words[start + 1] ?? 0
  const newFloats = piece.words[start + 1] ?? 0
  const narrow = 3 + event.testWords + event.narrow
  const oldIntegers = old.words[start + 2] ?? 0
  const newIntegers = piece.words[start + 2] ?? 0
  if (edit.dropped === 0 && packed === undefined) {
    copyCells(old.numbers, oldFloats, oldFloats + from * wide, piece.numbers, newFloats)
    copyCells(old.words, oldIntegers, oldIntegers + from * narrow, piece.words, newIntegers)
    return
  }
  const floats = { edit, count: from, cells: packed?.floats ?? NO_CELLS, width: wide }
  for (let column = 0; column < wide; column += 1) {
    const [read, write] = [oldFloats + column * from, newFloats + column * count]
    copyColumn(old.numbers, read, piece.numbers, write, floats, column)
  }
  const integers = { edit, count: from, cells: packed?.integers ?? NO_CELLS, width: narrow }
  for (let column = 0; column < narrow; column += 1) {
    const [read, write] = [oldIntegers + column * from, newIntegers + column * count]
    copyColumn(old.words, read, piece.words, write, integers, column)
  }
}

const NO_CELLS: readonly number[] = []

type Cells = Float64Array | Int32Array

interface ColumnEdit {
  readonly edit: Edit
  /** Of the old column. */
  readonly count: number
  /** Those added, row by row, each of so many. */
  readonly cells: readonly number[]
  readonly width: number
}

function copyColumn(
  from: Cells,
  start: number,
  to: Cells,
  target: number,
  { edit, count, cells, width }: ColumnEdit,
  column: number,
): void {
  const { dropped, added } = edit
  let read = dropped
  let write = target
  for (let row = 0; row < (added?.length ?? 0); row += 1) {
    const place = added?.[row]?.place ?? 0
    copyCells(from, start + read, start + Math.max(read, place), to, write)
    write += Math.max(0, place - read)
    read = Math.max(read, place)
    to[write] = cells[row * width + column] ?? 0
    write += 1
  }
  copyCells(from, start + read, start + count, to, write)
}
