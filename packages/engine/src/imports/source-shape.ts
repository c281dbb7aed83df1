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
  readonly examples: readonly string[]
}
export interface DelimitedShape extends Columns {
  readonly format: 'delimited'
  readonly delimiter: string
  readonly quote: '"' | "'" | 'none'
  readonly header: boolean
  readonly encoding: Encoding
  readonly byteOrderMark: boolean
  readonly compression: Compression
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
