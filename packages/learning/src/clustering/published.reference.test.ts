import { describe, expect, test } from 'vitest'
import { adjustedRand } from '../evaluation/adjusted-rand.ts'
import { silhouette } from '../evaluation/silhouette.ts'
import { columnStatistics } from '../matrix/column-statistics.ts'
import type { Matrix } from '../matrix/matrix.ts'
import { seeded } from '../numeric/random.ts'
import { PublishedData } from '../testing/published-data.ts'
import { assignKMeans } from './k-means/assign-k-means.ts'
import { type FittedKMeans, fitKMeans } from './k-means/fit-k-means.ts'

function fitOf(rows: Matrix, clusters: number): FittedKMeans {
  return fitKMeans(rows, { clusters, random: seeded(1), starts: 50 })
}

/**
 * The known figures are the best of 50 starts, which for many clusters is chance: 30,227.61 is reached for seven
 * clusters of the mall, and 1,954.03 for two of the wholesaler.
 */
function expectKnownOrBetter(inertia: number, known: number): void {
  expect(inertia).toBeLessThan(known * 1.001)
  expect(inertia).toBeGreaterThan(known * 0.999)
}

const silhouetteOf = (rows: Matrix, fitted: FittedKMeans): number =>
  silhouette(rows, assignKMeans(fitted, rows).labels)

const mall = new PublishedData('mall_customers/mall_customers.csv')
describe.skipIf(mall.isMissing)(
  'income and spending score of the mall customers (skipped without the file)',
  () => {
    test('k-means for 2 to 8 clusters has the inertia that is known', () => {
      const rows = mall.columns(['Annual Income (k$)', 'Spending Score (1-100)'])
      const inertias = [181363.6, 106348.37, 73679.79, 44448.46, 37233.81, 30241.34, 24986.53]
      inertias.forEach((inertia, at) => {
        expectKnownOrBetter(fitOf(rows, at + 2).inertia, inertia)
      })
    })

    test('five clusters have the known sizes, centres and silhouette, which is the best of 2 to 8', () => {
      const rows = mall.columns(['Annual Income (k$)', 'Spending Score (1-100)'])
      const five = fitOf(rows, 5)
      expect(five.sizes).toEqual([81, 39, 35, 23, 22])
      const centres = [
        [55.3, 49.5],
        [86.5, 82.1],
        [88.2, 17.1],
        [26.3, 20.9],
        [25.7, 79.4],
      ]
      five.centres.forEach((centre, at) => {
        centre.forEach((value, column) => {
          expect(Math.abs(value - centres[at]![column]!)).toBeLessThan(0.051)
        })
      })
      expect(silhouetteOf(rows, five)).toBeCloseTo(0.5539, 4)
      const all = [2, 3, 4, 5, 6, 7, 8].map(clusters => silhouetteOf(rows, fitOf(rows, clusters)))
      expect(all.indexOf(Math.max(...all)) + 2).toBe(5)
    })
  },
)

const wholesale = new PublishedData('wholesale_customers/wholesale_customers.csv')
const spends = ['Fresh', 'Milk', 'Grocery', 'Frozen', 'Detergents_Paper', 'Delicassen']
describe.skipIf(wholesale.isMissing)(
  'yearly spends of the wholesale customers (skipped without the file)',
  () => {
    test.each([
      [2, 1954.04],
      [3, 1608.43],
    ])('standardised, %i clusters have inertia %f', (clusters, inertia) => {
      expectKnownOrBetter(fitOf(standardised(wholesale.columns(spends)), clusters).inertia, inertia)
    })

    test('the logarithm first, two clusters nearly tell the channel', () => {
      const rows = wholesale.columns(spends)
      const logged = standardised({ ...rows, values: rows.values.map(Math.log) })
      const fitted = fitOf(logged, 2)
      expectKnownOrBetter(fitted.inertia, 1847.98)
      expect(Math.abs(silhouetteOf(logged, fitted) - 0.29)).toBeLessThan(0.0006)
      const channel = wholesale.columns(['Channel']).values
      expect(Math.abs(adjustedRand(assignKMeans(fitted, logged).labels, channel) - 0.514)).toBeLessThan(
        0.0006,
      )
    })
  },
)

function standardised(rows: Matrix): Matrix {
  const { means, variances } = columnStatistics(rows)
  const values = Float64Array.from(rows.values, (value, at) => {
    const column = at % rows.columns
    return (value - means[column]!) / Math.sqrt(variances[column]!)
  })
  return { ...rows, values }
}
