import { expect, test } from 'vitest'
import { foretoldMean, levelNote } from './level-note.ts'

const came = Float64Array.from({ length: 400 }, (_, row) => row % 4)
const instants = [120, 110].map(mean => ({ at: 0, customers: 10, rows: 10, mean }))

test('as much as was foretold, or nearly, is worth no word', () => {
  expect(
    levelNote(
      came,
      came.map(value => value * 1.1),
      instants,
    ),
  ).toEqual([])
})

test('twice as much foretold as came is said, with what came of the instants it learned from', () => {
  const [note = ''] = levelNote(
    came,
    came.map(value => 2 * value),
    instants,
  )
  expect(note).toContain('foretold 3 a customer of the later period, and 1.5 came (2 times as much)')
  expect(note).toContain('120, 110')
})

test('of few rows chance alone may be it', () => {
  expect(levelNote(Float64Array.of(0, 9, 0), Float64Array.of(1, 1, 1), instants)).toEqual([])
})

test('the mean of what was foretold is that of the parts, by their rows', () => {
  const calibration = [
    { foretold: 1, actual: 0, rows: 3 },
    { foretold: 5, actual: 0, rows: 1 },
  ]
  const judged = {
    by: 'later',
    at: 0,
    rows: 4,
    mean: 0,
    figures: [],
    curves: { tenths: [], calibration },
  } as const
  expect(foretoldMean({ judged })).toBe(2)
})
