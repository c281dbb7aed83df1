import { expect, test } from 'vitest'
import { LearningError, learningErrors } from './errors.ts'

test('an error says what was given and what to do, in one message', () => {
  const error = new LearningError('too_few_distinct', { clusters: 5, distinct: 3 })
  expect(error.code).toBe('too_few_distinct')
  expect(error.message).toBe(
    '5 clusters were asked for, and only 3 rows differ from each other. Ask for at most 3 clusters, or add features that tell the rows apart.',
  )
  expect(error.remedy).toContain('at most 3')
})

test('every code has a sentence and a remedy that end as sentences do', () => {
  const given = new Proxy({ reasons: ['one'] }, { get: (target, key) => Reflect.get(target, key) ?? 'x' })
  for (const row of Object.values(learningErrors))
    for (const make of [row.says, row.remedy]) expect(Reflect.apply(make, row, [given])).toMatch(/\.$/)
})
