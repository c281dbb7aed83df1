import {
  DelimitedScanner,
  JsonLinesScanner,
  type PackedRows,
  RowPacker,
  rowDefects,
  type SourceFile,
  type SourceShape,
} from '@kindred/engine'
import { openText, type TextForm } from './open-text.ts'
import { ParquetReader } from './parquet-reader.ts'
import { readExcel } from './read-excel.ts'

/** What is told while a file is read. */
export interface ReadProgress {
  readonly rows: number
  /** Of the file, as stored. */
  readonly bytes: number
  readonly broken: number
}

/**
 * The rows of a file of any format, packed, about a megabyte at a time: cells in the order of the shape's columns.
 * Memory does not grow with the file (for Excel, which is small, and for a row group of Parquet it does).
 */
export async function* packedSource(
  file: SourceFile,
  shape: SourceShape,
  progress: (state: ReadProgress) => void = () => undefined,
): AsyncGenerator<PackedRows> {
  let [rows, broken, bytes] = [0, 0, 0]
  for await (const packed of packedPieces(file, shape, read => (bytes = read))) {
    rows += packed.rows
    broken += packed.broken
    progress({ rows, bytes, broken })
    if (packed.rows > 0) yield packed
  }
  progress({ rows, bytes: file.size, broken })
}

function packedPieces(
  file: SourceFile,
  shape: SourceShape,
  read: (bytes: number) => void,
): AsyncIterable<PackedRows> {
  switch (shape.format) {
    case 'delimited': {
      const { delimiter, quote, header, recordEnd, columns } = shape
      const scanner = new DelimitedScanner({ delimiter, quote, header, recordEnd, columns: columns.length })
      return scanned(scanner, file, shape, read)
    }
    case 'json_lines':
      return scanned(new JsonLinesScanner(shape.columns.map(column => column.name)), file, shape, read)
    case 'parquet':
      return parquetRows(file, read)
    case 'excel':
      return excelRows(file, shape.sheet)
  }
}

async function* scanned(
  scanner: DelimitedScanner | JsonLinesScanner,
  file: SourceFile,
  form: TextForm,
  read: (bytes: number) => void,
): AsyncGenerator<PackedRows> {
  for await (const piece of openText(file, form, read)) {
    scanner.push(piece)
    if (scanner.isFull) yield scanner.take()
  }
  scanner.end()
  yield scanner.take()
}

async function* parquetRows(file: SourceFile, read: (bytes: number) => void): AsyncGenerator<PackedRows> {
  const reader = await ParquetReader.open(file)
  // As in a sheet, where the first line holds the names.
  let line = 1
  for await (const group of reader.groups()) {
    for (const packed of packedTexts(group.rows, line)) yield packed
    line += group.rows.length
    read(group.bytes)
  }
}

async function* excelRows(file: SourceFile, sheet: string): AsyncGenerator<PackedRows> {
  const { rows } = await readExcel(file, sheet)
  yield* packedTexts(rows.slice(1), 1)
}

/** @param before - The line before the first row. */
function* packedTexts(rows: readonly (readonly string[])[], before: number): Generator<PackedRows> {
  const packer = new RowPacker()
  for (const [at, cells] of rows.entries()) {
    if (cells.every(cell => cell === '')) continue
    packer.begin(before + at + 1, rowDefects.none)
    for (const cell of cells) packer.text(cell)
    if (packer.isFull) yield packer.take()
  }
  yield packer.take()
}
