import { deepFreeze } from '../../deep-freeze.ts'
import { LearningError } from '../../errors.ts'
import type { Matrix } from '../../matrix/matrix.ts'
import { requireMatrix } from '../../matrix/require-matrix.ts'
import type { Watch } from '../../numeric/watch.ts'
import { chainByCentres } from './chain-by-centres.ts'
import { chainByDistances } from './chain-by-distances.ts'
import { type Merge, sortMerges } from './sort-merges.ts'

/** How far two clusters are apart: the growth of the variance, the mean distance, or the greatest one. */
export type Linkage = 'ward' | 'average' | 'complete'

export interface HierarchyOptions extends Watch {
  /** Default ward. */
  readonly linkage?: Linkage
}

/** A dendrogram: plain, frozen, survives JSON. */
export interface FittedHierarchy {
  readonly kind: 'hierarchy'
  readonly version: 1
  readonly linkage: Linkage
  readonly rows: number
  /**
   * rows − 1 merges, the lowest first. 0 to rows − 1 are the rows themselves, rows + i is what the i-th merge made.
   */
  readonly merges: readonly Merge[]
}

/** All pairs of more rows do not fit into memory as it is: 16,000 rows take 1 GB. */
const MOST_PAIRED = 20_000

/**
 * Joins the two nearest clusters, beginning with single rows, until one is left.
 *
 * Shows groups within groups; nothing has to be known of their number. `cutHierarchy` gives labels.
 *
 * @param rows - rows × columns, finite; at least 2.
 * @returns Heights as in scipy: for Ward the square root of twice the growth of the squared distances to the centre.
 * @throws LearningError `no_rows`, `no_columns`, `not_finite`, `too_few_rows`; `too_many_rows` (average, complete) above 20,000
 *
 * Source: Müllner (2011), Modern hierarchical, agglomerative clustering algorithms (nearest-neighbour chain).
 * Checked: scipy's linkage, heights within 1e-9 (hierarchy.reference.test.ts).
 * Cost: rows² × columns; memory rows × columns for Ward, 4 × rows² bytes for the others.
 *
 * @example
 * fitHierarchy(matrixOf([[0], [1], [9]])).merges[0] // { a: 0, b: 1, height: 1, size: 2 }
 */
export function fitHierarchy(rows: Matrix, options: HierarchyOptions = {}): FittedHierarchy {
  const { linkage = 'ward' } = options
  requireMatrix(rows)
  if (rows.rows < 2)
    throw new LearningError('too_few_rows', { what: 'A hierarchy', given: rows.rows, wanted: 2 })
  const merges = linkage === 'ward' ? chainByCentres(rows, options) : pairwise(rows, linkage, options)
  return deepFreeze({
    kind: 'hierarchy',
    version: 1,
    linkage,
    rows: rows.rows,
    merges: sortMerges(rows.rows, merges),
  })
}

function pairwise(rows: Matrix, linkage: 'average' | 'complete', watch: Watch): Merge[] {
  if (rows.rows > MOST_PAIRED)
    throw new LearningError('too_many_rows', {
      what: `A hierarchy by ${linkage} linkage`,
      given: rows.rows,
      limit: MOST_PAIRED,
      instead: "the linkage 'ward'",
    })
  return chainByDistances(rows, linkage, watch)
}
