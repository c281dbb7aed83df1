import { expect, test } from 'vitest'
import { noteResponses } from './note-responses.ts'

const labels = Int32Array.from({ length: 300 }, (_, row) => Math.floor(row / 100))
const answers = (rates: readonly number[]) =>
  Float64Array.from(labels, (label, row) => (row % 100 < rates[label]! ? 1 : 0))

test('groups that respond differently are told with the lowest and the highest rate and the test', () => {
  expect(
    noteResponses({ responses: [{ name: 'E-mail', days: 30, answers: answers([10, 20, 60]) }] }, labels, 3),
  ).toEqual([
    'Groups respond differently to E-mail: from 10 % to 60 % of the 300 who were contacted in 30 days (chi-square 66.7, p < 0.001, Cramér’s V 0.47). That is history, not what a contact causes.',
  ])
})

test('with several tests each is asked for more', () => {
  // Alone its chance is 3 %; of two responses 2.5 % is asked for.
  const alike = { name: 'E-mail', days: 30, answers: answers([20, 25, 36]) }
  expect(noteResponses({ responses: [alike] }, labels, 3)[0]).toContain('Groups respond differently')
  expect(noteResponses({ responses: [alike, alike] }, labels, 3)[0]).toContain('Groups respond alike')
})

test('few or none who were contacted are no evidence', () => {
  const none = { name: 'calls', days: 30, answers: Float64Array.from(labels, () => Number.NaN) }
  const few = {
    name: 'visits',
    days: 365,
    answers: Float64Array.from(labels, (_, row) => (row % 50 === 0 ? 1 : Number.NaN)),
  }
  expect(noteResponses({ responses: [none, few] }, labels, 3)).toEqual([
    'Nobody was contacted by calls in 30 days.',
    'Too few in some groups of the 6 who were contacted in 365 days to tell whether they respond differently to visits.',
  ])
})
