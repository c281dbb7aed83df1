import { deepFreeze } from '../deep-freeze.ts'
import { seeded } from '../numeric/random.ts'
import { estimatorSuite } from '../testing/estimator-suite.ts'
import { clusterCentres } from './cluster-centres.ts'
import { assignDbscan } from './dbscan/assign-dbscan.ts'
import { fitDbscan } from './dbscan/fit-dbscan.ts'
import { assignMixture } from './gaussian-mixture/assign-mixture.ts'
import { fitMixture } from './gaussian-mixture/fit-mixture.ts'
import { assignHdbscan } from './hdbscan/assign-hdbscan.ts'
import { fitHdbscan } from './hdbscan/fit-hdbscan.ts'
import { cutHierarchy } from './hierarchy/cut-hierarchy.ts'
import { fitHierarchy, type Linkage } from './hierarchy/fit-hierarchy.ts'
import { assignKMeans } from './k-means/assign-k-means.ts'
import { fitKMeans } from './k-means/fit-k-means.ts'
import { fitMiniBatchKMeans } from './k-means/fit-mini-batch-k-means.ts'

estimatorSuite({
  name: 'k-means',
  fit: (rows, { seed, ...options }) => fitKMeans(rows, { clusters: 3, random: seeded(seed), ...options }),
  assign: (fitted, rows) => assignKMeans(fitted, rows).labels,
})

estimatorSuite({
  name: 'k-means in mini-batches',
  fit: (rows, { seed, ...watch }) =>
    fitMiniBatchKMeans(rows, { clusters: 3, random: seeded(seed), batch: 60, ...watch }),
  assign: (fitted, rows) => assignKMeans(fitted, rows).labels,
  skip: { weights: 'rows are drawn, not weighted' },
})

for (const shape of ['full', 'diagonal'] as const)
  estimatorSuite({
    name: `Gaussian mixture, ${shape}`,
    fit: (rows, { seed, ...options }) =>
      fitMixture(rows, { clusters: 3, shape, random: seeded(seed), ...options }),
    assign: (fitted, rows) => assignMixture(fitted, rows).labels,
  })

estimatorSuite({
  name: 'DBSCAN',
  fit: (rows, watch) => fitDbscan(rows, { reach: 2.5, neighbours: 4, ...watch }),
  assign: assignDbscan,
  skip: {
    weights: 'it counts rows',
    'too few distinct rows': 'it is not told how many clusters to find',
    'one row': 'a row alone is an outlier',
  },
})

estimatorSuite({
  name: 'HDBSCAN',
  fit: (rows, watch) => fitHdbscan(rows, { smallest: 20, neighbours: 5, ...watch }),
  assign: assignHdbscan,
  skip: {
    weights: 'it counts rows',
    'too few distinct rows': 'it is not told how many clusters to find',
  },
})

for (const linkage of ['ward', 'average', 'complete'] as const satisfies readonly Linkage[])
  estimatorSuite({
    name: `hierarchy cut into clusters, ${linkage}`,
    fit: (rows, { weights: _, ...watch }) => {
      const fitted = fitHierarchy(rows, { linkage, ...watch })
      return deepFreeze({ ...fitted, ...clusterCentres(rows, cutHierarchy(fitted, { clusters: 3 })) })
    },
    assign: (fitted, rows) => assignKMeans(fitted, rows).labels,
    skip: {
      weights: 'it counts rows',
      'too few distinct rows': 'equal rows are merged at height 0',
    },
  })
