import { flattenJson, parseExactly } from './flatten-json.ts'
import { lookOfColumn } from './look-of-column.ts'
import type { Compression, Encoding, ReadingHints, SourceColumn, SourceShape } from './source-shape.ts'
import { splitRecords } from './split-records.ts'

/** The beginning of a text file, decompressed and decoded. */
export interface TextSample {
  readonly name: string
  readonly text: string
  /** Whether this is all there is; else the last line is cut off somewhere. */
  readonly whole: boolean
  readonly encoding: Encoding
  readonly byteOrderMark: boolean
  readonly compression: Compression
}

/** A shape, and the rows of the sample as it reads them. */
export interface DetectedShape {
  readonly shape: SourceShape
  readonly rows: readonly (readonly string[])[]
}

const delimiters = ['\t', ';', '|', ','] as const
const SAMPLE_RECORDS = 2000

/**
 * How a text file is divided, from its beginning: JSON Lines or delimited, by what, with which quotes, with or
 * without a header, and what its columns look like. `undefined` when there is not one record.
 *
 * @example
 * detectShape({ name: 'a.csv', text: 'id;total\n1;2,50\n', whole: true, … }, {})
 */
export function detectShape(sample: TextSample, hints: ReadingHints): DetectedShape | undefined {
  const recordEnd = !sample.text.includes('\n') && sample.text.includes('\r') ? 'cr' : 'lf'
  const text = wholeLines(sample, recordEnd)
  const json =
    hints.delimiter === undefined && text.trimStart().startsWith('{') ? readJsonLines(text) : undefined
  const { encoding, byteOrderMark, compression } = sample
  const file = { encoding, byteOrderMark, compression }
  if (json !== undefined) {
    return {
      shape: { format: 'json_lines', ...file, columns: describeColumns(json.names, json.rows) },
      rows: json.rows,
    }
  }
  const quote = hints.quote ?? detectQuote(text)
  const delimiter = hints.delimiter ?? detectDelimiter(text, quote, recordEnd)
  const records = splitRecords(text, { delimiter, quote, recordEnd }, SAMPLE_RECORDS)
  const [first] = records
  if (first === undefined) return undefined
  const header = hints.header ?? (holdsNamed(first, hints) || isHeader(first, records.slice(1)))
  const names = header ? columnNames(first) : first.map((_, at) => `c${at + 1}`)
  const rows = records.slice(header ? 1 : 0).filter(row => row.length === names.length)
  const columns = describeColumns(names, rows)
  return { shape: { format: 'delimited', delimiter, quote, header, ...file, recordEnd, columns }, rows }
}

/** The columns with what they look like. */
export function describeColumns(
  names: readonly string[],
  rows: readonly (readonly string[])[],
): SourceColumn[] {
  const values = names.map((_, at) => rows.map(row => row[at] ?? ''))
  const looks = values.map(own => lookOfColumn(own))
  const decimalComma = looks.some(look => look.decimalComma)
  return names.map((name, at) => {
    const own = values[at] ?? []
    const examples = [...new Set(own.filter(value => value.trim() !== ''))].slice(0, 3)
    const look = looks[at]?.looksLike === 'decimal' ? lookOfColumn(own, decimalComma) : looks[at]
    return {
      name,
      ...(look ?? { looksLike: 'empty' as const }),
      examples: examples.map(example => example.slice(0, 80)),
    }
  })
}

/** Names that can be told apart: an empty one is called by its position, the second `Name` is `Name 2`. */
export function columnNames(header: readonly string[]): string[] {
  const seen = new Map<string, number>()
  return header.map((cell, at) => {
    const name = cell.trim().normalize('NFC') || `column ${at + 1}`
    const times = (seen.get(name) ?? 0) + 1
    seen.set(name, times)
    return times === 1 ? name : `${name} ${times}`
  })
}

function wholeLines({ text, whole }: TextSample, recordEnd: 'lf' | 'cr'): string {
  const end = text.lastIndexOf(recordEnd === 'lf' ? '\n' : '\r')
  return whole || end === -1 ? text : text.slice(0, end + 1)
}

function readJsonLines(text: string): { readonly names: string[]; readonly rows: string[][] } | undefined {
  const lines = text
    .split('\n')
    .filter(line => line.trim() !== '')
    .slice(0, SAMPLE_RECORDS)
  const objects = lines
    .map(parseExactly)
    .flatMap(parsed => ('object' in parsed ? [flattenJson(parsed.object)] : []))
  // A few broken lines are no reason to take it for something else.
  if (objects.length === 0 || objects.length < lines.length / 2) return undefined
  const names = [...new Set(objects.flatMap(object => [...object.keys()]))]
  return { names, rows: objects.map(object => names.map(name => object.get(name) ?? '')) }
}

function detectQuote(text: string): '"' | "'" {
  const single = /(^|[,;|\t\n])'[^'\n]*'([,;|\t\r\n]|$)/.test(text)
  return single && !text.includes('"') ? "'" : '"'
}

/**
 * The delimiter that divides most records into the same number of fields as the first, and into more than one. Spaces
 * stand in every text: they are one only where no other is and the file looks like a table of numbers.
 */
function detectDelimiter(text: string, quote: string, recordEnd: 'lf' | 'cr'): string {
  const scores = delimiters.map(delimiter => {
    const records = splitRecords(text, { delimiter, quote, recordEnd }, 200)
    const width = records[0]?.length ?? 0
    const alike = records.filter(record => record.length === width).length / Math.max(records.length, 1)
    return { delimiter, score: width > 1 ? alike : 0 }
  })
  const best = Math.max(...scores.map(one => one.score))
  if (best > 0) return scores.find(one => one.score === best)?.delimiter ?? ','
  return isTableBySpaces(splitRecords(text, { delimiter: ' ', quote, recordEnd }, 200)) ? ' ' : ','
}

/** Every record has as many fields, and each column but one at most holds digits or signs below its name. */
function isTableBySpaces(records: readonly (readonly string[])[]): boolean {
  const width = records[0]?.length ?? 0
  if (width < 2 || records.some(record => record.length !== width)) return false
  const below = records.length > 1 ? records.slice(1) : records
  const counted = records[0]?.filter((_, at) =>
    below.every(record => /^[^\p{L}]*[0-9]/u.test(record[at] ?? '')),
  )
  return width > 2 && (counted?.length ?? 0) >= width - 1
}

/** Whoever names a column that stands in the first row has said that it holds names. */
function holdsNamed(first: readonly string[], { named = [] }: ReadingHints): boolean {
  const names = columnNames(first)
  return named.some(name => names.includes(name))
}

/** Names, and not values: nothing in it looks like a number or a time, while something below it may. */
function isHeader(first: readonly string[], rest: readonly (readonly string[])[]): boolean {
  const cells = first.map(cell => cell.trim()).filter(cell => cell !== '')
  const below = first.map((_, at) => lookOfColumn(rest.map(row => row[at] ?? '')).looksLike)
  if (cells.length === 0 || first.some((cell, at) => isValue(cell, below[at]))) return false
  if (below.some(look => look !== 'text' && look !== 'empty')) return true
  // All is text: a row with a value twice, or whose every value comes again below, is a row like the others.
  const repeated = first.every((cell, at) => cell !== '' && rest.some(row => row[at] === cell))
  return new Set(cells).size === cells.length && (rest.length < 2 || !repeated)
}

/** A column may well be called `n`, `t` or `No`: that is a yes or no only above others. */
function isValue(cell: string, below: SourceColumn['looksLike'] | undefined): boolean {
  const look = lookOfColumn([cell]).looksLike
  return look === 'boolean' ? below === 'boolean' : look !== 'text' && look !== 'empty'
}
