import { Kernels, MOST_BYTES, PARTS } from '../kernels/kernels.ts'
import { Task } from '../kernels/task.ts'
import type { Matrix } from '../matrix/matrix.ts'

/** Columns are taken eight at a time. */
const widthOf = (columns: number): number => Math.ceil(columns / 8) * 8

const bytesFor = ({ rows, columns }: Matrix, threads: number): number =>
  4 * rows * columns + 8 * PARTS * widthOf(columns) ** 2 + 1024 * threads * widthOf(columns) + 4096

/** Whether rows are in single precision, and few enough for the memory of the kernels. */
export function fitsScatterKernel(rows: Matrix, threads: number): boolean {
  return rows.values instanceof Float32Array && bytesFor(rows, threads) < MOST_BYTES
}

/**
 * `scatter` by compiled loops: products in single precision, their sums over every 128 rows in double.
 *
 * @returns columns × columns, row-major, symmetric; the same for any number of threads.
 */
export function kernelScatter(rows: Matrix, means: Float64Array, threads: number): Float64Array {
  const width = widthOf(rows.columns)
  using kernels = new Kernels(bytesFor(rows, threads), threads)
  const own = kernels.singles(rows.values.length)
  own.set(rows.values)
  const rounded = kernels.singles(rows.columns)
  rounded.set(means)
  const sums = kernels.doubles(PARTS * width * width)
  const scratchSize = kernels.ask('scatterScratchSize', width)
  const task = new Task(kernels, {
    rows: own,
    count: rows.rows,
    columns: rows.columns,
    width,
    means: rounded,
    sums,
    parts: PARTS,
    rowsOfPart: Math.ceil(rows.rows / PARTS),
    next: 0,
    scratch: kernels.integers((threads * scratchSize) / 4),
    scratchSize,
  })
  task.run('scatter')
  return withoutRounding(addedUp(sums, rows.columns, width), rows.rows, means, rounded)
}

/** Adds up what each part has found, always in the same order; only the lower triangle was computed. */
function addedUp(sums: Float64Array, columns: number, width: number): Float64Array {
  const square = new Float64Array(columns * columns)
  for (let part = 0; part < PARTS; part += 1)
    for (let a = 0; a < columns; a += 1)
      for (let b = 0; b <= a; b += 1) square[a * columns + b]! += sums[part * width * width + a * width + b]!
  for (let a = 0; a < columns; a += 1)
    for (let b = 0; b < a; b += 1) square[b * columns + a] = square[a * columns + b]!
  return square
}

/** Products were taken around means in single precision: what these are off is in every product. */
function withoutRounding(
  square: Float64Array,
  rows: number,
  means: Float64Array,
  rounded: Float32Array,
): Float64Array {
  const off = means.map((mean, column) => mean - rounded[column]!)
  return square.map((sum, at) => sum - rows * off[Math.floor(at / off.length)]! * off[at % off.length]!)
}
