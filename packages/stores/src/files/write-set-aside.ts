import { mkdir, open, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import {
  type DelimitedShape,
  ImportError,
  type JsonLinesShape,
  type SetAsideRow,
  type SourceFile,
  type SourceShape,
  setAsideColumns,
  unpackRows,
} from '@kindred/engine'
import { packedSource } from './packed-source.ts'
import { rawRecords } from './raw-records.ts'

/**
 * Writes the rows set aside as a file that can be mended and imported like the original, with the same mapping: the
 * record as it stood there, behind three columns (three keys in JSON Lines) that say line, column and reason and that
 * an import passes over. Of Parquet and Excel the cells are written as CSV.
 *
 * @param rows - In order of line.
 * @returns The path: `orders.set-aside.csv` for `orders.csv.gz`, in `folder` or beside the file; `orders.set-aside-2.csv`
 * where that is taken. No file is ever written over.
 */
export async function writeSetAside(
  file: SourceFile,
  shape: SourceShape,
  rows: AsyncIterable<SetAsideRow>,
  folder: string | undefined,
): Promise<string> {
  const where = folder ?? (file.localPath === undefined ? '.' : dirname(file.localPath))
  const output = await createBeside(where, setAsideName(file.name, shape))
  try {
    await pipeline(Readable.from(linesOf(file, shape, rows)), output.handle.createWriteStream())
  } catch (error) {
    await rm(output.path, { force: true })
    throw error
  }
  return output.path
}

/** A new file: one that is there already may be the very one that is read, or be being mended. */
async function createBeside(folder: string, name: string) {
  const [, stem = name, ending = ''] = /^(.*?)(\.[a-z]+)?$/i.exec(name) ?? []
  const refuse = (error: unknown): never => {
    const reason = reasons[codeOf(error)] ?? codeOf(error)
    throw new ImportError('set_aside_not_written', { folder, reason }, { cause: error })
  }
  await mkdir(folder, { recursive: true }).catch(refuse)
  for (let number = 1; ; number++) {
    const path = join(folder, number === 1 ? name : `${stem}-${number}${ending}`)
    const handle = await open(path, 'wx').catch(error =>
      codeOf(error) === 'EEXIST' ? undefined : refuse(error),
    )
    if (handle !== undefined) return { path, handle }
  }
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'there is no right to',
  EPERM: 'there is no right to',
  EROFS: 'the disk can only be read',
  ENOSPC: 'the disk is full',
  EEXIST: 'it is a file',
  ENOTDIR: 'a part of the path is a file',
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error)
}

export function setAsideName(name: string, shape: SourceShape): string {
  const [, base = name, ending = ''] =
    /^(.*?)(\.[a-z]+)?$/i.exec(name.replace(/\.(gz|gzip|zst|zstd)$/i, '')) ?? []
  // What was set aside of rows set aside is called after the first file.
  const stem = base.replace(/\.set-aside(-\d+)?$/, '')
  if (shape.format === 'json_lines') return `${stem}.set-aside${ending === '' ? '.jsonl' : ending}`
  const text = shape.format === 'delimited' && ending !== ''
  return `${stem}.set-aside${text ? ending : '.csv'}`
}

function linesOf(
  file: SourceFile,
  shape: SourceShape,
  rows: AsyncIterable<SetAsideRow>,
): AsyncIterable<string> {
  if (shape.format === 'delimited') return delimitedLines(file, shape, rows)
  return shape.format === 'json_lines' ? jsonLines(file, shape, rows) : cellLines(file, shape, rows)
}

async function* delimitedLines(
  file: SourceFile,
  shape: DelimitedShape,
  rows: AsyncIterable<SetAsideRow>,
): AsyncGenerator<string> {
  const write = fieldWriter(shape)
  const own = shape.columns.map(column => column.name)
  const again = own[0] === setAsideColumns[0]
  const names = again ? own : [...setAsideColumns, ...own]
  yield `${names.map(write).join(shape.delimiter)}\n`
  for await (const { row, text } of withText(file, shape, rows)) {
    const reasons = [String(row.line), row.column, row.reason].map(write)
    const record = again ? withoutFields(text, setAsideColumns.length, shape) : text
    yield `${[...reasons, record].join(shape.delimiter)}\n`
  }
}

async function* jsonLines(
  file: SourceFile,
  shape: JsonLinesShape,
  rows: AsyncIterable<SetAsideRow>,
): AsyncGenerator<string> {
  for await (const { row, text } of withText(file, shape, rows)) {
    const reasons = JSON.stringify(
      Object.fromEntries(setAsideColumns.map((key, at) => [key, rowParts(row)[at]])),
    )
    const record = text
      .trim()
      .replace(/^\{\s*"set_aside_line":.*?"set_aside_reason":"(?:[^"\\]|\\.)*",?/, '{')
    const isObject = record.startsWith('{') && record.length > 1
    // What is no object cannot take the reasons in: it stands beside them.
    yield isObject
      ? `${reasons.slice(0, -1)}${record === '{}' ? '' : ','}${record.slice(1)}\n`
      : `${JSON.stringify({ ...JSON.parse(reasons), set_aside_text: text })}\n`
  }
}

async function* cellLines(
  file: SourceFile,
  shape: SourceShape,
  rows: AsyncIterable<SetAsideRow>,
): AsyncGenerator<string> {
  const write = fieldWriter({ delimiter: ',', quote: '"' })
  const names = shape.columns.map(column => column.name)
  yield `${[...setAsideColumns, ...names].map(write).join(',')}\n`
  const wanted = rows[Symbol.asyncIterator]()
  let next = await wanted.next()
  for await (const packed of packedSource(file, shape)) {
    for (const { line, cells } of unpackRows(packed, names.length)) {
      if (next.done === true) return
      if (next.value.line !== line) continue
      yield `${[...rowParts(next.value), ...cells].map(write).join(',')}\n`
      next = await wanted.next()
    }
  }
}

function rowParts(row: SetAsideRow): [string, string, string] {
  return [String(row.line), row.column, row.reason]
}

/** Each row set aside with its record. */
async function* withText(
  file: SourceFile,
  shape: DelimitedShape | JsonLinesShape,
  rows: AsyncIterable<SetAsideRow>,
): AsyncGenerator<{ readonly row: SetAsideRow; readonly text: string }> {
  const waiting: SetAsideRow[] = []
  const lines = async function* () {
    for await (const row of rows) {
      waiting.push(row)
      yield row.line
    }
  }
  for await (const { line, text } of rawRecords(file, shape, lines())) {
    while (waiting[0] !== undefined && waiting[0].line < line) waiting.shift()
    const row = waiting.shift()
    if (row !== undefined) yield { row, text }
  }
}

/** A field in quotes where it needs them; without quotes in the format, what would divide it becomes a space (or `_`). */
function fieldWriter({
  delimiter,
  quote,
}: Pick<DelimitedShape, 'delimiter' | 'quote'>): (text: string) => string {
  const gap = delimiter === ' ' ? '_' : ' '
  if (quote === 'none') return text => text.replaceAll(delimiter, gap).replace(/[\r\n]+/g, gap)
  return text =>
    text.includes(delimiter) || text.includes(quote) || /[\r\n]/.test(text) || text === ''
      ? `${quote}${text.replaceAll(quote, quote + quote)}${quote}`
      : text
}

/** A record without its first fields, which we wrote ourselves. */
function withoutFields(text: string, count: number, { delimiter, quote }: DelimitedShape): string {
  let at = 0
  for (let field = 0; field < count; field++) {
    if (quote !== 'none' && text[at] === quote) {
      at++
      while (at < text.length && (text[at] !== quote || text[at + 1] === quote))
        at += text[at] === quote ? 2 : 1
    }
    const end = text.indexOf(delimiter, at)
    if (end === -1) return text
    at = end + 1
  }
  return text.slice(at)
}
