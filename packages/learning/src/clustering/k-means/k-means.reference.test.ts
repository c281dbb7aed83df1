import { describe, expect, test } from 'vitest'
import { matrixOf } from '../../matrix/matrix.ts'
import { seeded } from '../../numeric/random.ts'
import fixture from '../../testing/fixtures/k-means.json' with { type: 'json' }
import { largestFirst } from '../largest-first.ts'
import { assignKMeans } from './assign-k-means.ts'
import { fitKMeans } from './fit-k-means.ts'

const rows = matrixOf(fixture.rows)

describe.each(fixture.cases)('$clusters clusters, weighted: $weighted', wanted => {
  const fitted = fitKMeans(rows, {
    clusters: wanted.clusters,
    random: seeded(1),
    centres: matrixOf(fixture.rows.slice(0, wanted.clusters)),
    tolerance: 0,
    ...(wanted.weighted ? { weights: Float64Array.from(fixture.weights) } : {}),
  })

  test('from the same centres, the inertia and the number of passes are those of scikit-learn', () => {
    expect(fitted.inertia / wanted.inertia).toBeCloseTo(1, 9)
    expect(fitted.iterations).toBe(wanted.iterations)
    expect(fitted.converged).toBe(true)
  })

  test('so are centres and labels, the largest cluster first', () => {
    const weights = wanted.weighted ? fixture.weights : fixture.weights.map(() => 1)
    const sizes = wanted.centres.map((_, cluster) =>
      weights.reduce((sum, weight, row) => sum + (wanted.labels[row] === cluster ? weight : 0), 0),
    )
    const order = largestFirst(sizes, wanted.centres)
    expect(fitted.sizes).toEqual(order.map(cluster => sizes[cluster]))
    fitted.centres.forEach((centre, at) => {
      centre.forEach((value, column) => {
        expect(value).toBeCloseTo(wanted.centres[order[at]!]![column]!, 9)
      })
    })
    const { labels } = assignKMeans(fitted, rows)
    expect(Array.from(labels, label => order[label])).toEqual(wanted.labels)
  })
})
