import { describe, expect, test } from 'vitest'
import type { LearningErrorCode } from '../errors.ts'
import { listsOf } from '../matrix/matrix.ts'
import type { Column, Table } from '../matrix/table.ts'
import { seeded } from '../numeric/random.ts'
import type { Watch } from '../numeric/watch.ts'
import { codeOf } from './estimator-suite.ts'
import { groupedRows, shuffled } from './grouped-rows.ts'

/** One way to tell known classes apart, as the suite sees it. */
export interface ClassifierUnderTest<F> {
  readonly name: string
  fit(table: Table, labels: ArrayLike<number>, options?: Watch & { readonly weights?: Float64Array }): F
  /** The class of every row by what was fitted. */
  assign(fitted: F, table: Table): ArrayLike<number>
}

/** Checks that everything passes that learns classes: three of 40 rows that are 12 deviations apart. */
export function classifierSuite<F>(classifier: ClassifierUnderTest<F>): void {
  const { rows, truth } = groupedRows({ groups: 3, each: 40, columns: 2 }, 11)
  const lists = listsOf(rows)
  const table = tableOf(lists)
  const labels = Array.from(truth)

  describe(classifier.name, () => {
    test('classes that are far apart are told apart, on new rows as well', () => {
      const fitted = classifier.fit(table, labels)
      const fresh = groupedRows({ groups: 3, each: 30, columns: 2 }, 12)
      expect(Array.from(classifier.assign(fitted, table))).toEqual(labels)
      expect(Array.from(classifier.assign(fitted, tableOf(listsOf(fresh.rows))))).toEqual(
        Array.from(fresh.truth),
      )
    })

    test('the same rows give the same result, and are left as they were', () => {
      const copy = structuredClone(table)
      expect(classifier.fit(table, labels)).toEqual(classifier.fit(copy, labels))
      expect(table).toEqual(copy)
    })

    test('what was fitted is frozen, survives JSON, and tells its kind and version', () => {
      const fitted = classifier.fit(table, labels)
      const revived: F = JSON.parse(JSON.stringify(fitted))
      expect(revived).toEqual(fitted)
      expect(Object.isFrozen(fitted)).toBe(true)
      expect(fitted).toMatchObject({ kind: expect.any(String), version: 1 })
      expect(classifier.assign(revived, table)).toEqual(classifier.assign(fitted, table))
    })

    test('the order of rows does not matter', () => {
      const order = Array.from(shuffled(lists.length, seeded(5)))
      const other = classifier.fit(
        tableOf(order.map(row => lists[row]!)),
        order.map(row => labels[row]!),
      )
      expect(classifier.assign(other, table)).toEqual(classifier.assign(classifier.fit(table, labels), table))
    })

    test('a weight is so many rows, and a row without weight is none', () => {
      const overlapping = labels.map((label, row) => (row % 7 === 0 ? (label + 1) % 3 : label))
      const weights = Float64Array.from(labels, (_, row) => row % 4)
      const repeated = labels.flatMap((_, row) => new Array<number>(row % 4).fill(row))
      const plain = classifier.fit(
        tableOf(repeated.map(row => lists[row]!)),
        repeated.map(row => overlapping[row]!),
      )
      const weighted = classifier.fit(table, overlapping, { weights })
      expect(classifier.assign(weighted, table)).toEqual(classifier.assign(plain, table))
    })

    test('a constant column changes nothing', () => {
      const wider = tableOf(lists.map(row => [5, ...row]))
      expect(Array.from(classifier.assign(classifier.fit(wider, labels), wider))).toEqual(labels)
    })

    test('one class, and one row, are what they are', () => {
      const one = classifier.fit(tableOf([[1, 2]]), [0])
      expect(Array.from(classifier.assign(one, table))).toEqual(labels.map(() => 0))
      expect(
        new Set(
          Array.from(
            classifier.assign(
              classifier.fit(
                table,
                labels.map(() => 1),
              ),
              table,
            ),
          ),
        ),
      ).toEqual(new Set([1]))
    })

    test('what cannot be learned from is refused by name', () => {
      const refused: readonly [() => unknown, LearningErrorCode][] = [
        [() => classifier.fit({ columns: [] }, []), 'no_columns'],
        [() => classifier.fit(tableOf([[], []].slice(2)), []), 'no_columns'],
        [() => classifier.fit(table, labels.slice(1)), 'wrong_length'],
        [() => classifier.fit(table, [...labels.slice(1), -1]), 'bad_label'],
        [() => classifier.fit(table, [...labels.slice(1), 0.5]), 'bad_label'],
        [() => classifier.fit(tableOf([[Number.POSITIVE_INFINITY]]), [0]), 'infinite_value'],
        [() => classifier.fit(table, labels, { weights: new Float64Array(120) }), 'bad_weight'],
        [() => classifier.fit(table, labels, { weights: new Float64Array(3) }), 'wrong_length'],
        [
          () => classifier.assign(classifier.fit(table, labels), { columns: [table.columns[0]!] }),
          'column_missing',
        ],
        [() => classifier.assign(classifier.fit(table, labels), asWords(table)), 'column_of_other_kind'],
      ]
      for (const [run, code] of refused) expect(codeOf(run)).toBe(code)
    })

    test('progress is told, and it stops when asked to', () => {
      const told: [number, number][] = []
      classifier.fit(table, labels, { progress: (done, of) => told.push([done, of]) })
      expect(told.length).toBeGreaterThan(0)
      told.forEach(([done, of], at) => {
        expect(done).toBeGreaterThan(told[at - 1]?.[0] ?? 0)
        expect(done).toBeLessThanOrEqual(of)
      })
      expect(codeOf(() => classifier.fit(table, labels, { signal: AbortSignal.abort() }))).toBe('cancelled')
    })
  })
}

function tableOf(lists: readonly (readonly number[])[]): Table {
  const columns = (lists[0] ?? []).map((_, at): Column => {
    return { name: `x${at}`, kind: 'number', values: Float64Array.from(lists, row => row[at]!) }
  })
  return { columns }
}

function asWords({ columns }: Table): Table {
  return {
    columns: columns.map(({ name, values }) => ({
      name,
      kind: 'category',
      values: Array.from(values, String),
    })),
  }
}
