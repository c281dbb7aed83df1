import { emptyMatrix, type Matrix, seeded } from '@kindred/learning'

interface Shape {
  readonly rows: number
  readonly columns: number
  /** Kinds of customers; few are many, many are few. */
  readonly kinds: number
}

/** Customers as features tell them: kinds of very different size and spread, with a tail to one side. */
export function customers({ rows, columns, kinds }: Shape, seed: number): Matrix {
  const random = seeded(seed)
  const middles = Float64Array.from({ length: kinds * columns }, () => 2.5 * random.normal())
  const spreads = Float64Array.from({ length: kinds }, () => 0.4 + random.uniform())
  const matrix = emptyMatrix(rows, columns, { single: true, shared: true })
  for (let row = 0; row < rows; row += 1) {
    const kind = Math.floor(kinds * random.uniform() ** 2)
    for (let column = 0; column < columns; column += 1) {
      const tail = Math.exp(0.6 * random.normal()) - 1
      matrix.values[row * columns + column] = middles[kind * columns + column]! + spreads[kind]! * tail
    }
  }
  return matrix
}
