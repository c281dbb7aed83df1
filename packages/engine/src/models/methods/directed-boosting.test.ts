import { expect, test } from 'vitest'
import { madeTask } from '../testing/training-rows.ts'
import { trainModel } from '../train-model.ts'
import { directed } from './directed-boosting.ts'
import { methodsFor } from './methods-for.ts'
import { restoreModel } from './restore-model.ts'

const allowance = { clock: () => 0 }

/** Foretold of one customer for whom `reach` goes from −4 to 4, the rest as it is. */
function along(fitted: object): readonly number[] {
  const reach = Float64Array.from({ length: 81 }, (_, step) => (step - 40) / 10)
  const table = {
    columns: [
      { name: 'reach', kind: 'number', values: reach },
      { name: 'noise', kind: 'number', values: reach.map(() => 0.3) },
      { name: 'country', kind: 'category', values: Array.from(reach, () => 'CZ') },
    ],
  } as const
  return [...restoreModel({ fitted }).predict(table)]
}

test.each(['auto', 'boosting'] as const)(
  'with method %s a direction is kept, and the card says so',
  method => {
    const task = madeTask({ customers: 300, method })
    const asked = { ...task.asked, monotone: { reach: 'rising' as const } }
    const { method: taken, fitted, card } = trainModel({ ...task, asked, draws: 2 }, allowance)
    expect(taken).toBe('boosting')
    const chances = along(fitted)
    expect(chances).toEqual([...chances].sort((a, b) => a - b))
    expect(card.notes).toContain('It was made to rise only, or stay, as Reach rises.')
  },
)

test('against what the rows say there is nothing to be told: the same for everybody along it', () => {
  const task = madeTask({ customers: 300, method: 'boosting' })
  const asked = { ...task.asked, monotone: { reach: 'falling' as const } }
  const chances = along(trainModel({ ...task, asked }, allowance).fitted)
  expect(chances).toEqual([...chances].sort((a, b) => b - a))
})

test('without a direction chances go up and down', () => {
  const chances = along(trainModel(madeTask({ customers: 300, method: 'boosting' }), allowance).fitted)
  expect(chances).not.toEqual([...chances].sort((a, b) => a - b))
})

test('a method that goes by the rows alone is refused', () => {
  const { features } = madeTask({ customers: 1 })
  expect(() => directed(methodsFor('logistic', 'chance'), { reach: 'rising' }, features)).toThrow(
    expect.objectContaining({ code: 'method_without_direction' }),
  )
})
