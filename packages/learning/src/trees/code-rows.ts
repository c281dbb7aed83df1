import type { Kernels } from '../kernels/kernels.ts'
import { Task } from '../kernels/task.ts'
import type { Table } from '../matrix/table.ts'
import { binCount, type ColumnBins, wordCodes } from './column-bins.ts'

/** Rows that are coded at a time, and those that one thread takes of them. */
const HEIGHT = 16_384
const PART = 1024

/** Bytes of the codes of a row: places for whole groups of eight columns. */
export const strideOf = (columns: number): number => Math.ceil(columns / 8) * 8

/** What `codeRows` needs in the memory of the kernels, in bytes. */
export function bytesToCode(rows: number, columns: number): number {
  return rows * strideOf(columns) + columns * (8 * Math.min(rows, HEIGHT) + 8 * 256 + 8) + 1024
}

/** Codes in the memory of the kernels. */
export interface CodedRows {
  /** Row by row, `strideOf` the columns bytes each. */
  readonly rows: Uint8Array
  /** Column by column, if that was asked for; else empty. */
  readonly columns: Uint8Array
}

/**
 * The codes of all rows: a node is summed up row by row, and parted by one column.
 *
 * Cost: eight comparisons a number, by compiled loops; a look-up a word.
 */
export function codeRows(
  kernels: Kernels,
  table: Table,
  rows: number,
  bins: readonly ColumnBins[],
  byColumn = false,
): CodedRows {
  const stride = strideOf(bins.length)
  const coded = {
    rows: kernels.bytes(rows * stride),
    columns: kernels.bytes(byColumn ? rows * bins.length : 0),
  }
  codeNumbers(kernels, table, rows, bins, coded)
  bins.forEach((each, place) => {
    const column = table.columns[place]!
    if (each.kind !== 'category' || column.kind !== 'category') return
    const codes = wordCodes(each, column)
    if (byColumn) coded.columns.set(codes, place * rows)
    codes.forEach((code, row) => {
      coded.rows[row * stride + place] = code
    })
  })
  return coded
}

function codeNumbers(
  kernels: Kernels,
  { columns }: Table,
  rows: number,
  bins: readonly ColumnBins[],
  coded: CodedRows,
): void {
  const stride = strideOf(bins.length)
  const isListed = coded.columns.length > 0
  const numbers = bins.flatMap((each, place) => {
    const column = columns[place]!
    return each.kind === 'number' && column.kind === 'number' ? [{ ends: each.ends, place, column }] : []
  })
  const height = Math.min(rows, HEIGHT)
  const values = kernels.doubles(height * numbers.length)
  const edges = kernels.doubles(256 * numbers.length).fill(Number.POSITIVE_INFINITY)
  const places = kernels.integers(numbers.length)
  const missing = kernels.integers(numbers.length)
  numbers.forEach(({ ends, place }, at) => {
    edges.set(ends, 256 * at)
    places[at] = place
    missing[at] = binCount(bins[place]!)
  })
  const task = new Task<string>(kernels, {
    values,
    height,
    count: 0,
    columns: numbers.length,
    edges,
    places,
    missing,
    codes: 0,
    stride,
    lists: 0,
    heightOfAll: rows,
    parts: 0,
    rowsOfPart: PART,
    next: 0,
  })
  for (let from = 0; from < rows; from += height) {
    const count = Math.min(height, rows - from)
    numbers.forEach(({ column }, at) => {
      values.set(column.values.subarray(from, from + count), at * height)
    })
    task.setInteger('count', count)
    task.setInteger('parts', Math.ceil(count / PART))
    task.setInteger('codes', coded.rows.byteOffset + from * stride)
    task.setInteger('lists', isListed ? coded.columns.byteOffset + from : 0)
    task.run('binRows')
  }
}
