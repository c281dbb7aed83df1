import { emptyMatrix, type Matrix, type NumberColumn, seeded, type Table } from '@kindred/learning'

/** Customers of whom it is known whether something happened: some columns matter, together and by themselves. */
export interface Shoppers {
  /** Those to learn from. */
  readonly table: Table
  readonly target: Float64Array
  /** Those to be foretold. */
  readonly fresh: Table
  readonly freshTarget: Float64Array
  /** All of them in single precision, row by row, the target last. */
  readonly matrix: Matrix
}

interface Size {
  readonly known: number
  readonly fresh: number
  readonly columns: number
}

export function shoppers({ known, fresh, columns }: Size, seed: number): Shoppers {
  const random = seeded(seed)
  const width = columns + 1
  const matrix = emptyMatrix(known + fresh, width, { single: true })
  for (let row = 0; row < matrix.rows; row += 1) {
    const own = matrix.values.subarray(row * width, (row + 1) * width)
    for (let column = 0; column < columns; column += 1) {
      const normal = random.normal()
      own[column] = column % 3 === 0 ? Math.exp(normal) : normal
    }
    own[columns] = random.uniform() < 1 / (1 + Math.exp(-score(own))) ? 1 : 0
  }
  return {
    matrix,
    table: tableOf(matrix, 0, known),
    target: columnOf(matrix, columns, 0, known),
    fresh: tableOf(matrix, known, matrix.rows),
    freshTarget: columnOf(matrix, columns, known, matrix.rows),
  }
}

function score(of: Float32Array | Float64Array): number {
  const at = (column: number): number => of[column]!
  const bent = Math.sin(at(1)) + Math.log(at(0)) * (at(5) > 0 ? 1 : 0.2) + 0.3 * Math.abs(at(8))
  return bent + 0.5 * at(2) * at(4) - 0.4 * at(7) + 0.2 * at(10) - 0.2
}

function columnOf({ columns, values }: Matrix, column: number, from: number, to: number): Float64Array {
  const found = new Float64Array(to - from)
  for (let row = from; row < to; row += 1) found[row - from] = values[row * columns + column]!
  return found
}

function tableOf(matrix: Matrix, from: number, to: number): Table {
  const columns = Array.from({ length: matrix.columns - 1 }, (_, column): NumberColumn => {
    return { name: `x${column}`, kind: 'number', values: columnOf(matrix, column, from, to) }
  })
  return { columns }
}
