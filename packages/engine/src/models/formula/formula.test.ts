import type { Table } from '@kindred/learning'
import { describe, expect, test } from 'vitest'
import type { FittedMethod } from '../../records/fitted-model.ts'
import { methodsFor } from '../methods/methods-for.ts'
import { restoreModel } from '../methods/restore-model.ts'
import { evaluated } from '../testing/evaluated.ts'
import { madeTask } from '../testing/training-rows.ts'

/** Of a sum of trees every bit is the same; of the rest all but the last few. */
const exact: ReadonlySet<FittedMethod> = new Set(['tree', 'forest', 'boosting'])

describe.each(['chance', 'amount'] as const)('the formula of %s', answer => {
  const task = madeTask({ customers: 120, answer })
  const all = methodsFor('auto', answer)
  const others = (['svm', 'svm_rbf', 'network', 'median', 'voting', 'stacking'] as const).flatMap(id => {
    try {
      return methodsFor(id, answer)
    } catch {
      return []
    }
  })

  test.each([...all, ...others].map(method => [method.id, method] as const))(
    '%s gives in the language what it foretells, missing and unseen words included',
    (id, method) => {
      const [settings = {}] = method.settings(answer)
      const request = { table: task.table, target: task.target, settings, seed: 3, watch: {} }
      const model = method.fit(request, answer)
      const rows = strangeRows(task.table)
      const foretold = model.predict(rows)
      const scores = evaluated(id, model.scorer(place), rows)
      foretold.forEach((value, row) => {
        if (exact.has(id) && answer === 'amount') expect(scores[row]).toBe(value)
        else expect(scores[row]).toBeCloseTo(value, 9)
      })
      const stored: object = JSON.parse(JSON.stringify(model.fitted))
      expect(restoreModel({ fitted: stored }).predict(rows)).toEqual(foretold)
    },
  )

  test('of neighbours there is none', () => {
    const [neighbours] = methodsFor('neighbours', answer)
    const request = { table: task.table, target: task.target, settings: {}, seed: 3, watch: {} }
    expect(neighbours?.fit(request, answer).scorer(place)).toBeUndefined()
  })
})

const names = ['reach', 'noise', 'country']

function place(column: string): number {
  return names.indexOf(column)
}

/** Rows as they were, and some with what was never seen: far out, missing, other words. */
function strangeRows({ columns }: Table): Table {
  const extra = {
    reach: [1e6, -1e6, Number.NaN, 0],
    noise: [Number.NaN, 0, 1e9, -0],
    country: ['?', null, '', 'CZ'],
  }
  return {
    columns: columns.map(column =>
      column.kind === 'number'
        ? {
            ...column,
            values: Float64Array.of(
              ...column.values.slice(0, 40),
              ...(column.name === 'reach' ? extra.reach : extra.noise),
            ),
          }
        : { ...column, values: [...column.values.slice(0, 40), ...extra.country] },
    ),
  }
}
