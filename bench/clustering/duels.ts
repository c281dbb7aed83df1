import {
  assignKMeans,
  cutHierarchy,
  fitDbscan,
  fitHdbscan,
  fitHierarchy,
  fitKMeans,
  fitPca,
  listsOf,
  type Matrix,
  sampleRows,
  seeded,
  selectRows,
  silhouette,
} from '@kindred/learning'
import { customers } from './customers.ts'
import type { Duel } from './duel.ts'
import { type MatrixFile, writeMatrix } from './matrix-file.ts'

/** Passes over the rows at most, for both. */
const ITERATIONS = 100
const THREADS = [1, 2]

interface Arena {
  readonly folder: string
  /** Of the large matrices. */
  readonly rows: number
  /** Runs of the longer duels. */
  readonly turns: number
}

/** Duels on one matrix each, made when it is their turn, so that one matrix at a time is in memory. */
export function duelsOf(arena: Arena, peerHasHdbscan: boolean): readonly (() => readonly Duel[])[] {
  return [
    () => kMeansDuels(arena, 10),
    () => largeDuels(arena),
    () => silhouetteDuels(arena),
    () => wardDuels(arena),
    () => densityDuels(arena, peerHasHdbscan),
  ]
}

/** Fifty columns serve k-means and PCA. */
function largeDuels(arena: Arena): readonly Duel[] {
  const rows = customers({ rows: arena.rows, columns: 50, kinds: 40 }, 2)
  const matrix = writeMatrix(arena.folder, 'fifty', rows)
  return [...kMeansOn(arena, rows, matrix), ...THREADS.map(threads => pcaDuel(arena, rows, matrix, threads))]
}

function kMeansDuels(arena: Arena, columns: number): readonly Duel[] {
  const rows = customers({ rows: arena.rows, columns, kinds: 40 }, 1)
  return kMeansOn(arena, rows, writeMatrix(arena.folder, 'ten', rows))
}

function kMeansOn(arena: Arena, rows: Matrix, matrix: MatrixFile): readonly Duel[] {
  return [8, 50].flatMap(clusters => {
    const start = selectRows(rows, sampleRows(rows.rows, clusters, seeded(clusters)))
    const centres = { ...start, values: Float64Array.from(start.values) }
    const lists = listsOf(centres)
    return THREADS.map(
      (threads): Duel => ({
        id: `k-means ${rows.rows} × ${rows.columns}, k = ${clusters}, ${threads} threads`,
        goal: { atLeast: 3 },
        turns: arena.turns,
        ours: () =>
          fitKMeans(rows, {
            clusters,
            random: seeded(1),
            centres,
            iterations: ITERATIONS,
            tolerance: 0,
            threads,
          }),
        tasks: ['lloyd', 'elkan'].map(algorithm => ({
          task: 'k_means',
          matrix,
          centres: lists,
          iterations: ITERATIONS,
          algorithm,
          threads,
        })),
      }),
    )
  })
}

function pcaDuel(arena: Arena, rows: Matrix, matrix: MatrixFile, threads: number): Duel {
  return {
    id: `PCA ${rows.rows} × ${rows.columns}, ${threads} threads`,
    goal: { atLeast: 10 },
    turns: arena.turns,
    ours: () => fitPca(rows, { threads }),
    tasks: [{ task: 'pca', matrix, threads }],
  }
}

function silhouetteDuels({ folder }: Arena): readonly Duel[] {
  const shapes = [
    { columns: 10, clusters: 8 },
    { columns: 50, clusters: 50 },
  ]
  return shapes.flatMap(({ columns, clusters }) => {
    const rows = customers({ rows: 10_000, columns, kinds: 40 }, 3)
    const matrix = writeMatrix(folder, `silhouette-${columns}`, rows)
    const { labels } = assignKMeans(fitKMeans(rows, { clusters, random: seeded(1), starts: 1 }), rows)
    return THREADS.map(
      (threads): Duel => ({
        id: `silhouette 10000 × ${columns}, k = ${clusters}, ${threads} threads`,
        goal: { atLeast: 5 },
        turns: 5,
        ours: () => ({ silhouette: silhouette(rows, labels, { threads }) }),
        tasks: [{ task: 'silhouette', matrix, labels: Array.from(labels), threads }],
      }),
    )
  })
}

function wardDuels({ folder }: Arena): readonly Duel[] {
  const rows = customers({ rows: 10_000, columns: 10, kinds: 40 }, 4)
  const matrix = writeMatrix(folder, 'ward', rows)
  return [
    {
      id: 'Ward 10000 × 10',
      goal: { atLeast: 2 },
      turns: 3,
      ours: () => ({ labels: cutHierarchy(fitHierarchy(rows), { clusters: 8 }) }),
      tasks: [{ task: 'ward', matrix, clusters: 8, threads: 1 }],
    },
  ]
}

function densityDuels({ folder }: Arena, peerHasHdbscan: boolean): readonly Duel[] {
  const rows = customers({ rows: 50_000, columns: 3, kinds: 12 }, 5)
  const matrix = writeMatrix(folder, 'density', rows)
  const dbscan = [0.3, 0.5, 1].map(
    (reach): Duel => ({
      id: `DBSCAN 50000 × 3, reach ${reach}`,
      goal: { atLeast: 2 },
      turns: 5,
      ours: () => fitDbscan(rows, { reach, neighbours: 5 }),
      tasks: [{ task: 'dbscan', matrix, reach, neighbours: 5, threads: 1 }],
    }),
  )
  const hdbscan: Duel = {
    id: 'HDBSCAN 50000 × 3',
    goal: { atLeast: 1 },
    turns: 3,
    ours: () => fitHdbscan(rows, { smallest: 100, neighbours: 10 }),
    tasks: peerHasHdbscan ? [{ task: 'hdbscan', matrix, smallest: 100, neighbours: 10, threads: 1 }] : [],
  }
  return [...dbscan, hdbscan]
}
