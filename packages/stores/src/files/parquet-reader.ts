import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib'
import { flattenJson, ImportError, type SourceFile } from '@kindred/engine'
import {
  type Compressors,
  type FileMetaData,
  parquetMetadataAsync,
  parquetRead,
  parquetSchema,
} from 'hyparquet'

/** Snappy is in the library; these are Node's own. */
const compressors: Compressors = {
  GZIP: bytes => gunzipSync(bytes),
  ZSTD: bytes => zstdDecompressSync(bytes),
  BROTLI: bytes => brotliDecompressSync(bytes),
}

type SchemaElement = FileMetaData['schema'][number]

/**
 * The rows of a Parquet file as text, a row group at a time: memory is in proportion to the largest group. Text that
 * other formats would write: dates `2026-11-21`, instants `2026-11-21 10:30:00.250`, with `Z` where the file says
 * they are UTC, decimals with their places, lists as JSON.
 */
export class ParquetReader {
  readonly #file: SourceFile
  readonly #metadata: FileMetaData
  readonly columns: readonly string[]

  private constructor(file: SourceFile, metadata: FileMetaData) {
    this.#file = file
    this.#metadata = metadata
    this.columns = readable(metadata).map(({ element }) => element.name)
  }

  /** @throws ImportError `parquet_unreadable` */
  static async open(file: SourceFile): Promise<ParquetReader> {
    return named(file, async () => new ParquetReader(file, await parquetMetadataAsync(bufferOf(file))))
  }

  /** Row groups in order; `bytes` is how far into the file a group's end lies. */
  async *groups(): AsyncGenerator<{ readonly rows: readonly (readonly string[])[]; readonly bytes: number }> {
    let [rowStart, bytes] = [0, 0]
    for (const group of this.#metadata.row_groups) {
      const rowEnd = rowStart + Number(group.num_rows)
      bytes += Number(group.total_compressed_size ?? group.total_byte_size)
      yield { rows: await this.rows(rowStart, rowEnd), bytes: Math.min(bytes, this.#file.size) }
      rowStart = rowEnd
    }
  }

  async rows(rowStart: number, rowEnd: number): Promise<readonly (readonly string[])[]> {
    const texts = readable(this.#metadata).map(({ element }) => textOf(element))
    const rows = await named(this.#file, () => this.#read(rowStart, rowEnd))
    return rows.map(row => texts.map((text, at) => text(row[at])))
  }

  async #read(rowStart: number, rowEnd: number): Promise<unknown[][]> {
    const read: unknown[][] = []
    await parquetRead({
      file: bufferOf(this.#file),
      metadata: this.#metadata,
      columns: [...this.columns],
      compressors,
      rowStart,
      rowEnd,
      rowFormat: 'array',
      onComplete: rows => {
        for (const row of rows) read.push(row)
      },
    })
    return read
  }
}

/** All columns but those of intervals, which the library cannot read: for one that nobody asks for no file is refused. */
function readable(metadata: FileMetaData) {
  return parquetSchema(metadata).children.filter(({ element }) => element.converted_type !== 'INTERVAL')
}

function bufferOf(file: SourceFile) {
  return {
    byteLength: file.size,
    slice: async (from: number, to: number = file.size) => {
      const start = from < 0 ? file.size + from : from
      const bytes = await file.read(start, to)
      const copy = new ArrayBuffer(bytes.length)
      new Uint8Array(copy).set(bytes)
      return copy
    },
  }
}

async function named<T>(file: SourceFile, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw new ImportError(
      'parquet_unreadable',
      { file: file.name, reason: reasonOf(error) },
      { cause: error },
    )
  }
}

/** Of a file that is no Parquet inside the library falls over something that is not there. */
function reasonOf(error: unknown): string {
  if (error instanceof TypeError || error instanceof RangeError) return 'it is damaged or cut off'
  return error instanceof Error ? error.message : String(error)
}

/** How values of a column are written. */
function textOf(element: SchemaElement): (value: unknown) => string {
  const { converted_type: converted, logical_type: logical, type } = element
  if (converted === 'DECIMAL' || logical?.type === 'DECIMAL')
    return value => decimalText(value, element.scale ?? 0)
  if (converted === 'DATE' || logical?.type === 'DATE') return value => timeText(value).slice(0, 10)
  if (type === 'FLOAT') return value => (typeof value === 'number' ? shortestFloat(value) : valueText(value))
  const utc = logical?.type === 'TIMESTAMP' && logical.isAdjustedToUTC === true
  return value => (value instanceof Date ? `${timeText(value)}${utc ? 'Z' : ''}` : valueText(value))
}

function decimalText(value: unknown, scale: number): string {
  return typeof value === 'number' ? value.toFixed(scale) : valueText(value)
}

function timeText(value: unknown): string {
  if (!(value instanceof Date)) return valueText(value)
  return value
    .toISOString()
    .replace('T', ' ')
    .replace(/(\.000)?Z$/, '')
}

/** As few digits as give the same 32-bit float again: 0.1, not 0.10000000149011612. */
function shortestFloat(value: number): string {
  for (let digits = 6; digits < 9; digits++) {
    const text = value.toPrecision(digits)
    if (Math.fround(Number(text)) === value) return String(Number(text))
  }
  return String(value)
}

function valueText(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (value instanceof Uint8Array) return Buffer.from(value).toString('utf8').normalize('NFC')
  if (typeof value === 'object')
    return flattenJson({ value: plain(value) }).get('value') ?? JSON.stringify(plain(value))
  return String(value).normalize('NFC')
}

/** What JSON can write: whole numbers beyond it as text, bytes as text. */
function plain(value: unknown): unknown {
  if (typeof value === 'bigint') return value.toString()
  if (value instanceof Uint8Array) return Buffer.from(value).toString('utf8')
  if (value instanceof Date) return timeText(value)
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, plain(one)]))
  }
  return value
}
