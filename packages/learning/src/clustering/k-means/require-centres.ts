import type { Matrix } from '../../matrix/matrix.ts'
import { requireMatrix } from '../../matrix/require-matrix.ts'
import { requireOption } from '../../numeric/require-option.ts'

/** Refuses centres to begin with that do not fit to the rows or to the number of clusters. */
export function requireCentres(centres: Matrix, columns: number, clusters: number): void {
  requireMatrix(centres, { what: "The option 'centres'", columns })
  requireOption('clusters', clusters, { least: centres.rows, most: centres.rows, whole: true })
}
