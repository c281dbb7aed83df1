import { describe, expect, test } from 'vitest'
import type { Table } from '../matrix/table.ts'
import { seeded } from '../numeric/random.ts'
import fixture from '../testing/fixtures/boosting.json' with { type: 'json' }
import { fitBoosting } from './fit-boosting.ts'
import { boostingMargins, predictBoosting } from './predict-boosting.ts'

const { fitted: count, levels } = fixture

function tableOf(rows: readonly (readonly (number | null)[])[]): Table {
  const columns = rows[0]!.map((_, at) => ({
    name: `x${at}`,
    kind: 'number' as const,
    values: Float64Array.from(rows, row => row[at] ?? Number.NaN),
  }))
  return { columns }
}

const known = tableOf(fixture.rows.slice(0, count))
const fresh = tableOf(fixture.rows.slice(count))
const happened = fixture.happened.slice(count)
const amount = fixture.amount.slice(count)

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length

describe('with a bin for every value, trees are those of XGBoost', () => {
  test.each(fixture.cases)('$objective, weighted: $weighted', ({ objective, weighted, margins }) => {
    const isBinary = objective === 'binary:logistic'
    const target = isBinary ? fixture.happened : fixture.amount
    const fitted = fitBoosting(known, target.slice(0, count), {
      random: seeded(1),
      task: isBinary ? 'binary' : 'number',
      ...{ rounds: 30, rate: 0.2, leaves: 8, l2: 1, least: 2 },
      ...(weighted && { weights: Float64Array.from(fixture.weights) }),
    })
    const ours = boostingMargins(fitted, known)
    // Theirs are added up in single precision.
    const most = isBinary ? 2e-5 : 2e-4
    // Where no row with weight has a value, or lacks one, such rows go left with them and right with us.
    const off = margins.flatMap((margin, row) =>
      weighted && fixture.weights[row] === 0 ? [] : [Math.abs(margin - ours[row]!)],
    )
    expect(Math.max(...off)).toBeLessThan(most)
  })
})

describe('on rows not seen it does as well as HistGradientBoosting of scikit-learn', () => {
  const options = { random: seeded(1), rounds: 60, leaves: 8, least: 5 }

  test('log loss', () => {
    const predicted = predictBoosting(fitBoosting(known, fixture.happened.slice(0, count), options), fresh)
    const loss = mean(
      happened.map((each, row) => -Math.log(each === 1 ? predicted[row]! : 1 - predicted[row]!)),
    )
    expect(loss).toBeLessThan(levels.boostingLoss * 1.02)
  })

  test('squared error', () => {
    const fitted = fitBoosting(known, fixture.amount.slice(0, count), {
      ...options,
      task: 'number',
      least: 20,
    })
    const predicted = predictBoosting(fitted, fresh)
    expect(mean(amount.map((each, row) => (each - predicted[row]!) ** 2))).toBeLessThan(
      levels.boostingError * 1.02,
    )
  })

  test('pinball loss of a quantile', () => {
    const fitted = fitBoosting(known, fixture.amount.slice(0, count), {
      ...{ ...options, task: 'number', share: 0.8, least: 20 },
    })
    const predicted = predictBoosting(fitted, fresh)
    const loss = mean(
      amount.map((each, row) => {
        const off = each - predicted[row]!
        return off > 0 ? 0.8 * off : -0.2 * off
      }),
    )
    expect(loss).toBeLessThan(levels.boostingPinball * 1.02)
  })
})
