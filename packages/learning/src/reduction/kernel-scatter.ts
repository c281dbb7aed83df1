import { Kernels, PARTS } from '../kernels/kernels.ts'
import { Task } from '../kernels/task.ts'
import { columnMeans } from '../matrix/column-statistics.ts'
import { type Matrix, selectRows } from '../matrix/matrix.ts'

/** The means of all columns, and columns × columns sums of (x − mean)(x − mean)ᵀ over all rows, row-major. */
export interface Scatter {
  readonly means: Float64Array
  readonly sums: Float64Array
}

/** Rows that are in the memory of the kernels at a time: what stays in the cache is not fetched twice, nor paid for by page. */
const BLOCK = 64 * 128
/** Rows that tell about where the middle is. */
const SAMPLE = 1024
/** Deviations that it may be off, and the products still be exact enough. */
const FAR = 2

/** Columns are taken eight at a time. */
const widthOf = (columns: number): number => Math.ceil(columns / 8) * 8

/**
 * The means, and the sums of products around them, by compiled loops: products in single precision, their sums over
 * every 128 rows in double.
 *
 * @param rows - In single precision.
 * @returns `undefined` where a number is not finite, or too large for that. The same for any number of threads.
 */
export function kernelScatter(rows: Matrix, threads: number): Scatter | undefined {
  const width = widthOf(rows.columns)
  const scratchSize = 128 * width * 4
  const bytes =
    4 * BLOCK * rows.columns + 8 * PARTS * (width + 1) * width + threads * scratchSize + 8 * width + 4096
  using kernels = new Kernels(bytes, threads)
  const memory = {
    rows: kernels.singles(BLOCK * rows.columns),
    means: kernels.singles(width),
    sums: kernels.doubles(PARTS * width * width),
    totals: kernels.doubles(PARTS * width),
  }
  const task = new Task<string>(kernels, {
    rows: memory.rows,
    count: 0,
    columns: rows.columns,
    width,
    means: memory.means,
    sums: memory.sums,
    totals: memory.totals,
    parts: PARTS,
    rowsOfPart: 0,
    next: 0,
    scratch: kernels.integers((threads * scratchSize) / 4),
    scratchSize,
  })
  const about = columnMeans(selectRows(rows, everyNth(rows.rows)))
  const first = pass({ rows, task, memory, width }, about)
  return first === undefined || isNear(first, about, rows.rows)
    ? first
    : pass({ rows, task, memory, width }, first.means)
}

function everyNth(rows: number): Int32Array {
  const count = Math.min(rows, SAMPLE)
  return Int32Array.from({ length: count }, (_, at) => Math.floor((at * rows) / count))
}

interface Passing {
  readonly rows: Matrix
  readonly task: Task<string>
  readonly memory: {
    readonly rows: Float32Array
    readonly means: Float32Array
    readonly sums: Float64Array
    readonly totals: Float64Array
  }
  readonly width: number
}

function pass({ rows, task, memory, width }: Passing, about: Float64Array): Scatter | undefined {
  const { columns, values } = rows
  memory.means.set(about)
  memory.sums.fill(0)
  memory.totals.fill(0)
  for (let row = 0; row < rows.rows; row += BLOCK) {
    const count = Math.min(BLOCK, rows.rows - row)
    memory.rows.set(values.subarray(row * columns, (row + count) * columns))
    task.setInteger('count', count)
    task.setInteger('rowsOfPart', Math.ceil(count / PARTS))
    task.run('scatter')
  }
  const totals = addedUp(memory.totals, width).subarray(0, columns)
  const square = addedUp(memory.sums, width * width)
  const off = totals.map(total => total / rows.rows)
  const means = off.map((each, column) => memory.means[column]! + each)
  const sums = new Float64Array(columns * columns)
  for (let a = 0; a < columns; a += 1)
    for (let b = 0; b <= a; b += 1)
      // Products were taken around a middle that is a little off, which is in every one of them.
      sums[a * columns + b] = sums[b * columns + a] = square[a * width + b]! - rows.rows * off[a]! * off[b]!
  return sums.every(Number.isFinite) ? { means, sums } : undefined
}

/** Adds up what each part has found, always in the same order. */
function addedUp(parts: Float64Array, size: number): Float64Array {
  const sum = new Float64Array(size)
  for (let at = 0; at < parts.length; at += 1) sum[at % size]! += parts[at]!
  return sum
}

function isNear({ means, sums }: Scatter, about: Float64Array, rows: number): boolean {
  const { length } = means
  return means.every((mean, column) => {
    const deviation = Math.sqrt(Math.max(0, sums[column * length + column]!) / rows)
    return Math.abs(mean - about[column]!) <= FAR * deviation
  })
}
