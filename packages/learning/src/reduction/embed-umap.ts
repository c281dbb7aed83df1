import { UMAP } from 'umap-js'
import { LearningError } from '../errors.ts'
import { listsOf, type Matrix, matrixOf } from '../matrix/matrix.ts'
import { requireMatrix } from '../matrix/require-matrix.ts'
import type { Random } from '../numeric/random.ts'
import { requireOption } from '../numeric/require-option.ts'
import { step, type Watch } from '../numeric/watch.ts'

export interface UmapOptions extends Watch {
  readonly random: Random
  /** Of how many neighbours a row is kept near; fewer show smaller structure. Default 15, or as many as there are. */
  readonly neighbours?: number
  /** Columns of the picture. Default 2. */
  readonly components?: number
  /** How near rows may come to each other in it. Default 0.1. */
  readonly nearest?: number
  /** Passes over all neighbours. Default 400. */
  readonly passes?: number
}

/** A picture with more rows says no more, and takes longer to draw and to open. */
const MOST_ROWS = 5000

/**
 * Rows laid out in a plane so that neighbours stay neighbours (UMAP): a picture, not a space to measure in. What is
 * near is alike; how far apart groups lie, and how large they are drawn, says nothing. It has no place for new rows.
 *
 * @returns rows × components
 * @throws LearningError what a matrix is refused for; `too_few_rows` below four, `too_many_rows` above 5,000, `bad_option`,
 *         `cancelled`
 *
 * Source: McInnes, Healy and Melville (2018), UMAP: uniform manifold approximation and projection; by umap-js of Google PAIR.
 * Checked: that rows of one group stay nearest to each other (embed-umap.test.ts).
 * Cost: neighbours × passes × rows: 3,000 rows by 20 columns in 7 seconds of processor time.
 *
 * @example
 * const grid = matrixOf(Array.from({ length: 20 }, (_, at) => [at % 5, at % 4]))
 * embedUmap(grid, { random: seeded(7), passes: 10 }).columns // 2
 */
export function embedUmap(rows: Matrix, options: UmapOptions): Matrix {
  const { random, components = 2, nearest = 0.1, passes = 400 } = options
  requireRows(rows)
  const neighbours = options.neighbours ?? Math.min(15, rows.rows - 1)
  requireOption('neighbours', neighbours, { least: 2, most: rows.rows - 1, whole: true })
  requireOption('components', components, { least: 1, most: 10, whole: true })
  requireOption('nearest', nearest, { least: 0, most: 1 })
  requireOption('passes', passes, { least: 1, whole: true })
  const umap = new UMAP({
    random: () => random.uniform(),
    nNeighbors: neighbours,
    nComponents: components,
    minDist: nearest,
    nEpochs: passes,
  })
  umap.initializeFit(listsOf(rows))
  for (let pass = 1; pass <= passes; pass += 1) {
    umap.step()
    step(options, pass, passes)
  }
  return matrixOf(umap.getEmbedding())
}

function requireRows(rows: Matrix): void {
  requireMatrix(rows)
  if (rows.rows < 4) throw new LearningError('too_few_rows', { what: 'UMAP', given: rows.rows, wanted: 4 })
  if (rows.rows <= MOST_ROWS) return
  throw new LearningError('too_many_rows', {
    what: 'UMAP',
    given: rows.rows,
    limit: MOST_ROWS,
    instead: 'principal components',
  })
}
