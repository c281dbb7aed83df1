/** How a file is to be read: detected, shown, and overridable. */
export type SourceShape = DelimitedShape | JsonLinesShape | ParquetShape | ExcelShape

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252'
export type Compression = 'none' | 'gzip' | 'zstd'

interface Columns {
  readonly columns: readonly SourceColumn[]
}
export interface SourceColumn {
  readonly name: string
  /** What its values look like, from a sample. */
  readonly looksLike: 'text' | 'integer' | 'decimal' | 'boolean' | 'date' | 'timestamp' | 'empty'
  /** The format of a date or timestamp, in Joda letters. */
  readonly format?: string
  /** Another format that fits the sample as well: the day may be the month. */
  readonly otherFormat?: string
  /** Decimals are written `1,5`. */
  readonly decimalComma?: boolean
  /** What stands between groups of three digits, as the point in `1.234,56`. */
  readonly thousands?: string
  readonly examples: readonly string[]
}
export interface DelimitedShape extends Columns {
  readonly format: 'delimited'
  /** A space: as many of them as there are, with those around a record not counted. */
  readonly delimiter: string
  readonly quote: '"' | "'" | 'none'
  readonly header: boolean
  readonly encoding: Encoding
  readonly byteOrderMark: boolean
  readonly compression: Compression
  /** What ends a record: LF, a CR before it included, or CR alone. */
  readonly recordEnd: 'lf' | 'cr'
}
export interface JsonLinesShape extends Columns {
  readonly format: 'json_lines'
  readonly encoding: Encoding
  readonly byteOrderMark: boolean
  readonly compression: Compression
}
export interface ParquetShape extends Columns {
  readonly format: 'parquet'
}
export interface ExcelShape extends Columns {
  readonly format: 'excel'
  readonly sheet: string
}

/** How a file is to be read, where what is detected is not what was meant. */
export interface ReadingHints {
  readonly delimiter?: string
  readonly quote?: '"' | "'" | 'none'
  readonly header?: boolean
  /** Columns that were asked for: a first row that holds one of them is a header. */
  readonly named?: readonly string[]
  readonly encoding?: Encoding
  readonly sheet?: string
}

/**
 * The columns that a file of rows set aside has in front of the original ones. A mapping never sees them, and a
 * row's hash leaves them out, so that the file can be mended and imported as it is.
 */
export const setAsideColumns = ['set_aside_line', 'set_aside_column', 'set_aside_reason'] as const

/** Whether a column is one of a file's own, and not of those that say why a row was set aside. */
export function isOwnColumn(name: string): boolean {
  return !name.startsWith('set_aside_')
}
