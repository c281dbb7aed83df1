import { readdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import {
  type DelimitedShape,
  type JsonLinesShape,
  type SetAsideRows,
  type SourceFile,
  unpackRows,
} from '@kindred/engine'
import { detectFile } from './detect-file.ts'
import { localFile } from './local-file.ts'
import { packedSource } from './packed-source.ts'
import { rawRecords } from './raw-records.ts'

/** A file of rows set aside, divided into those that are somebody's and the others. */
interface Divided {
  readonly theirs: number
  /** The records that stay, as they stand in the file. */
  readonly left: readonly string[]
  readonly header: readonly string[]
}

type TextShape = DelimitedShape | JsonLinesShape

const SET_ASIDE = /\.set-aside(-\d+)?\.[a-z]+$/i

/** The rows set aside of uploaded files, in the folder they are written to. A folder that is not there holds none. */
export class SetAsideFolder implements SetAsideRows {
  readonly #folder: string

  constructor(folder: string) {
    this.#folder = folder
  }

  async held(customers: readonly string[]): Promise<number> {
    let count = 0
    for (const path of await this.#files()) count += (await divide(path, customers)).theirs
    return count
  }

  async forget(customers: readonly string[]): Promise<void> {
    for (const path of await this.#files()) {
      const { theirs, left, header } = await divide(path, customers)
      if (theirs === 0) continue
      if (left.length === 0) await rm(path, { force: true })
      else await replace(path, [...header, ...left])
    }
  }

  async #files(): Promise<readonly string[]> {
    const names = await readdir(this.#folder).catch(() => [])
    return names.filter(name => SET_ASIDE.test(name)).map(name => join(this.#folder, name))
  }
}

/** Whole or not at all. */
async function replace(path: string, lines: readonly string[]): Promise<void> {
  const next = `${path}.next`
  await writeFile(next, lines.map(line => `${line}\n`).join(''), { mode: 0o600 })
  await rename(next, path)
}

async function divide(path: string, customers: readonly string[]): Promise<Divided> {
  if ((await stat(path)).size === 0) return nothing
  const file = await localFile(path)
  const { shape } = await detectFile(file, {})
  if (shape.format !== 'delimited' && shape.format !== 'json_lines') return nothing
  const { all, theirs } = await linesOf(file, shape, customers)
  const hasHeader = shape.format === 'delimited' && shape.header
  // The names of the columns stay as they stand there: they are read as a record.
  const plain = hasHeader ? { ...shape, header: false } : shape
  const [left, header]: [string[], string[]] = [[], []]
  for await (const { line, text } of rawRecords(file, plain, asGiven(hasHeader ? [1, ...all] : all))) {
    if (hasHeader && line === 1) header.push(text)
    else if (!theirs.has(line)) left.push(text)
  }
  return { theirs: theirs.size, left, header }
}

const nothing: Divided = { theirs: 0, left: [], header: [] }

interface RowLines {
  readonly all: readonly number[]
  readonly theirs: ReadonlySet<number>
}

/** Lines on which rows begin, and those of rows in which one of the ids stands. */
async function linesOf(file: SourceFile, shape: TextShape, customers: readonly string[]): Promise<RowLines> {
  const ids = new Set(customers)
  const [all, broken, theirs]: [number[], number[], Set<number>] = [[], [], new Set()]
  for await (const packed of packedSource(file, shape)) {
    for (const { line, defect, cells } of unpackRows(packed, shape.columns.length)) {
      all.push(line)
      if (defect !== 0) broken.push(line)
      else if (cells.some(cell => ids.has(cell.trim()))) theirs.add(line)
    }
  }
  // What could not be divided into cells is looked at as text.
  for await (const { line, text } of rawRecords(file, shape, asGiven(broken)))
    if (customers.some(id => stands(id, text))) theirs.add(line)
  return { all, theirs }
}

/** Whether an id stands in a text by itself: C1 does not stand in C12. */
function stands(id: string, text: string): boolean {
  for (let at = text.indexOf(id); at !== -1; at = text.indexOf(id, at + 1)) {
    const beside = [text[at - 1] ?? ' ', text[at + id.length] ?? ' ']
    if (!beside.some(character => /[\p{L}\p{N}]/u.test(character))) return true
  }
  return false
}

async function* asGiven<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* items
}
