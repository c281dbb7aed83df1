import { describe, expect, test } from 'vitest'
import { LearningError, type LearningErrorCode } from '../errors.ts'
import { adjustedRand } from '../evaluation/adjusted-rand.ts'
import { emptyMatrix, type Matrix, matrixOf, selectRows } from '../matrix/matrix.ts'
import { seeded } from '../numeric/random.ts'
import type { Watch } from '../numeric/watch.ts'
import { groupedRows, shuffled } from './grouped-rows.ts'

export interface FitOptions extends Watch {
  readonly seed: number
  readonly weights?: Float64Array
}

/** One clustering, as the suite sees it. It is fitted to find three groups of 40 rows that are 12 deviations apart. */
export interface EstimatorUnderTest<F> {
  readonly name: string
  fit(rows: Matrix, options: FitOptions): F
  /** Labels of rows by what was fitted; −1 for outliers. */
  assign(fitted: F, rows: Matrix): ArrayLike<number>
  /** The name of a check → why it does not apply. */
  readonly skip?: Readonly<Partial<Record<EstimatorCheck, string>>>
}

export type EstimatorCheck =
  | 'weights'
  | 'too few distinct rows'
  | 'one row'
  | 'duplicates'
  | 'progress'
  | 'all rows assigned by what was fitted'

/** Checks that every clustering passes. */
export function estimatorSuite<F>(estimator: EstimatorUnderTest<F>): void {
  const { rows, truth } = groupedRows({ groups: 3, each: 40, columns: 2 }, 11)
  const labelsFor = (data: Matrix, options: FitOptions = { seed: 7 }): ArrayLike<number> =>
    estimator.assign(estimator.fit(data, options), data)
  const check = (name: EstimatorCheck, run: () => void): void => {
    const reason = estimator.skip?.[name]
    if (reason === undefined) test(name, run)
    else test.skip(`${name}: ${reason}`, run)
  }

  describe(estimator.name, () => {
    test('groups that are far apart are found', () => {
      expect(adjustedRand(labelsFor(rows), truth)).toBe(1)
    })

    test('the same seed gives the same result', () => {
      expect(estimator.fit(rows, { seed: 3 })).toEqual(estimator.fit(rows, { seed: 3 }))
    })

    test('the rows are left as they were', () => {
      const copy = Float64Array.from(rows.values)
      labelsFor(rows)
      expect(rows.values).toEqual(copy)
    })

    test('what was fitted is frozen, survives JSON, and tells its kind and version', () => {
      const fitted = estimator.fit(rows, { seed: 7 })
      const revived: F = JSON.parse(JSON.stringify(fitted))
      expect(revived).toEqual(fitted)
      expect(Object.isFrozen(fitted)).toBe(true)
      expect(fitted).toMatchObject({ kind: expect.any(String), version: 1 })
      expect(estimator.assign(revived, rows)).toEqual(estimator.assign(fitted, rows))
    })

    test('the order of rows does not matter', () => {
      const order = shuffled(rows.rows, seeded(5))
      const labels = labelsFor(selectRows(rows, order))
      expect(
        adjustedRand(
          labels,
          Int32Array.from(order, row => truth[row]!),
        ),
      ).toBe(1)
    })

    test('single precision and shared memory are read as well', () => {
      const single = emptyMatrix(rows.rows, rows.columns, { single: true, shared: true })
      single.values.set(rows.values)
      expect(adjustedRand(labelsFor(single), truth)).toBe(1)
    })

    test('a constant column changes nothing', () => {
      const lists = Array.from({ length: rows.rows }, (_, row) => [
        rows.values[2 * row]!,
        5,
        rows.values[2 * row + 1]!,
      ])
      expect(adjustedRand(labelsFor(matrixOf(lists)), truth)).toBe(1)
    })

    check('duplicates', () => {
      const twice = selectRows(
        rows,
        Int32Array.from({ length: 240 }, (_, at) => at % 120),
      )
      const labels = labelsFor(twice)
      expect(adjustedRand(Array.from(labels).slice(0, 120), truth)).toBe(1)
      for (let row = 0; row < 120; row += 1) expect(labels[row]).toBe(labels[row + 120])
    })

    check('weights', () => {
      const weights = Float64Array.from({ length: rows.rows }, (_, row) => (row % 4) + (row < 3 ? 1 : 0))
      const repeated = Array.from(weights).flatMap((weight, row) => new Array<number>(weight).fill(row))
      const weighted = estimator.fit(rows, { seed: 7, weights })
      const plain = estimator.fit(selectRows(rows, repeated), { seed: 7 })
      expect(estimator.assign(weighted, rows)).toEqual(estimator.assign(plain, rows))
    })

    check('all rows assigned by what was fitted', () => {
      const fitted = estimator.fit(rows, { seed: 7 })
      const labels = estimator.assign(fitted, rows)
      expect(Math.min(...Array.from(labels))).toBe(0)
      expect(new Set(Array.from(labels)).size).toBe(3)
    })

    test('no rows, no columns and rows with NaN are refused by name', () => {
      const refused: readonly [Matrix, LearningErrorCode][] = [
        [emptyMatrix(0, 2), 'no_rows'],
        [emptyMatrix(5, 0), 'no_columns'],
        [withNaN(rows), 'not_finite'],
      ]
      for (const [data, code] of refused) expect(codeOf(() => estimator.fit(data, { seed: 7 }))).toBe(code)
    })

    test('rows of another width, and new rows with NaN, are refused by name', () => {
      const fitted = estimator.fit(rows, { seed: 7 })
      expect(codeOf(() => estimator.assign(fitted, emptyMatrix(2, 3)))).toBe('other_columns')
      expect(codeOf(() => estimator.assign(fitted, withNaN(rows)))).toBe('not_finite')
    })

    check('too few distinct rows', () => {
      const two = selectRows(
        rows,
        Int32Array.from({ length: 30 }, (_, at) => at % 2),
      )
      expect(codeOf(() => estimator.fit(two, { seed: 7 }))).toBe('too_few_distinct')
    })

    check('one row', () => {
      const code = codeOf(() => estimator.fit(matrixOf([[1, 2]]), { seed: 7 }))
      expect(['too_few_rows', 'too_few_distinct']).toContain(code)
    })

    check('progress', () => {
      const told: [number, number][] = []
      estimator.fit(rows, { seed: 7, progress: (done, of) => told.push([done, of]) })
      expect(told.length).toBeGreaterThan(0)
      told.forEach(([done, of], at) => {
        expect(done).toBeGreaterThan(told[at - 1]?.[0] ?? 0)
        expect(done).toBeLessThanOrEqual(of)
      })
      expect(codeOf(() => estimator.fit(rows, { seed: 7, signal: AbortSignal.abort() }))).toBe('cancelled')
    })
  })
}

function withNaN(rows: Matrix): Matrix {
  const copy = selectRows(
    rows,
    Int32Array.from({ length: rows.rows }, (_, row) => row),
  )
  copy.values[5] = Number.NaN
  return copy
}

/** The code of the error that is thrown; undefined if none is. */
export function codeOf(run: () => unknown): LearningErrorCode | undefined {
  try {
    run()
  } catch (error) {
    if (error instanceof LearningError) return error.code
    throw error
  }
  return undefined
}
