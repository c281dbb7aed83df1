import { describe, expect, test } from 'vitest'
import { adjustedRand } from '../../evaluation/adjusted-rand.ts'
import { matrixOf } from '../../matrix/matrix.ts'
import fixture from '../../testing/fixtures/dbscan.json' with { type: 'json' }
import { fitDbscan } from './fit-dbscan.ts'

describe.each(fixture.cases)('reach $reach, $neighbours neighbours, 7 columns: $deep', wanted => {
  const rows = wanted.deep ? fixture.deep : fixture.flat
  const fitted = fitDbscan(matrixOf(rows), wanted)

  test('cores and outliers are those of scikit-learn', () => {
    expect(fitted.cores).toEqual(wanted.cores.map(row => rows[row]))
    expect(fitted.labels.map(label => label === -1)).toEqual(wanted.labels.map(label => label === -1))
  })

  test('cores are clustered alike; at the edge of two clusters a row goes to the nearest core', () => {
    const [ours, theirs] = [fitted.labels, wanted.labels].map(labels => wanted.cores.map(row => labels[row]!))
    expect(adjustedRand(ours!, theirs!)).toBe(1)
    expect(fitted.clusters).toBe(Math.max(...wanted.labels) + 1)
  })
})
