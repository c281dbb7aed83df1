interface Grouping {
  readonly centres: readonly (readonly number[])[]
  readonly sizes: readonly number[]
  readonly inertia: number
}

/**
 * The Bayesian information criterion of k-means clusters, taken as round normal distributions of one common variance:
 * the lower, the better the number of clusters.
 *
 * @param fitted - Of `fitKMeans`: centres, sizes, inertia.
 * @returns Minus infinity where clusters have no extent.
 *
 * Source: Pelleg and Moore (2000), X-means; the variance is the likeliest one, inertia over rows × columns.
 * Checked: against the densities themselves (evaluation.test.ts).
 * Cost: clusters.
 *
 * @example
 * kMeansBic({ centres: [[1], [11]], sizes: [2, 2], inertia: 4 }) // 22.441868
 */
export function kMeansBic({ centres, sizes, inertia }: Grouping): number {
  const columns = centres[0]?.length ?? 0
  const rows = sizes.reduce((sum, size) => sum + size, 0)
  const variance = inertia / (rows * columns)
  const shares = sizes.reduce((sum, size) => sum + (size > 0 ? size * Math.log(size / rows) : 0), 0)
  const logLikelihood = shares - ((rows * columns) / 2) * (Math.log(2 * Math.PI * variance) + 1)
  const parameters = centres.length * columns + (centres.length - 1) + 1
  return parameters * Math.log(rows) - 2 * logLikelihood
}
