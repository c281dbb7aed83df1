import { expect, test } from 'vitest'
import { rocAuc } from '../evaluation/roc-auc.ts'
import type { Table } from '../matrix/table.ts'
import { seeded } from '../numeric/random.ts'
import fixture from '../testing/fixtures/boosting.json' with { type: 'json' }
import { fitForest } from './fit-forest.ts'
import { predictForest } from './predict-forest.ts'

const { fitted: count, levels } = fixture

/** With −1 for what is missing, as they were given to scikit-learn. */
function tableOf(rows: readonly (readonly (number | null)[])[]): Table {
  const columns = rows[0]!.map((_, at) => ({
    name: `x${at}`,
    kind: 'number' as const,
    values: Float64Array.from(rows, row => row[at] ?? -1),
  }))
  return { columns }
}

const known = tableOf(fixture.rows.slice(0, count))
const fresh = tableOf(fixture.rows.slice(count))

test('classes: AUC on rows not seen, and out of bag, as the forest of scikit-learn', () => {
  const fitted = fitForest(known, fixture.happened.slice(0, count), { random: seeded(1), trees: 300 })
  const auc = rocAuc(fixture.happened.slice(count), predictForest(fitted, fresh))
  // From seed to seed theirs moves by some 0.003, and out of bag by some 0.007.
  expect(Math.abs(auc - levels.forestAuc)).toBeLessThan(0.01)
  expect(Math.abs(fitted.outOfBag!.score - levels.forestOutOfBag)).toBeLessThan(0.025)
  expect(fitted.outOfBag!.rows).toBe(count)
})

test('numbers: squared error on rows not seen, and R² out of bag, as the forest of scikit-learn', () => {
  const fitted = fitForest(known, fixture.amount.slice(0, count), {
    ...{ random: seeded(1), task: 'number', trees: 300, tries: 2 },
  })
  const predicted = predictForest(fitted, fresh)
  const off = fixture.amount.slice(count).reduce((sum, each, row) => sum + (each - predicted[row]!) ** 2, 0)
  expect(Math.abs(off / predicted.length / levels.forestError - 1)).toBeLessThan(0.04)
  expect(Math.abs(fitted.outOfBag!.score - levels.forestOutOfBagR2)).toBeLessThan(0.01)
})
