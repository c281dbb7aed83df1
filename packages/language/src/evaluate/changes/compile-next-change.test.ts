import { expect, test } from 'vitest'
import { compileText } from '../../compile-text.ts'
import { type ChangingSituation, cases, nextChanges } from '../../testing/index.ts'
import { compileClosure } from '../compile-closure.ts'
import {
  compileChange,
  compileNextChange,
  compileNextChanges,
  compileNextClassChange,
} from './compile-next-change.ts'

function treeOf({ text, vocabulary }: Pick<ChangingSituation, 'text' | 'vocabulary'>) {
  const { checked, problems } = compileText(text, vocabulary)
  if (checked === undefined) throw new Error(`${text}: ${problems.map(({ says }) => says).join(' ')}`)
  return checked
}

const written = (at: number | undefined): string => (at === undefined ? 'never' : new Date(at).toISOString())

test('there are at least sixty worked out by hand, each with a name of its own', () => {
  expect(nextChanges.length).toBeGreaterThanOrEqual(60)
  expect(new Set(nextChanges.map(({ name }) => name)).size).toBe(nextChanges.length)
})

test.each(nextChanges)('$name', given => {
  const context = { ...given.vocabulary, cutoffs: given.cutoffs }
  const closure = compileClosure(treeOf(given), context)
  const next = compileNextChange(treeOf(given), context)(given.subject, given.asOf)
  expect(written(next)).toBe(written(given.changes))
  if (next === undefined) return
  // The closure is of the same opinion.
  const before = closure(given.subject, given.asOf)
  expect(closure(given.subject, next - 1)).toEqual(before)
  expect(closure(given.subject, next)).not.toEqual(before)
})

test('the answers of the case table stay what they are until they change', () => {
  for (const given of cases) {
    const context = { ...given.vocabulary, cutoffs: given.cutoffs }
    const closure = compileClosure(treeOf(given), context)
    const change = compileChange(treeOf(given), context)(given.subject, given.asOf)
    if (change === undefined) continue
    expect(closure(given.subject, change.at - 1), given.name).toEqual(closure(given.subject, given.asOf))
  }
})

test('a class of a segmentation changes like any answer', () => {
  const given = nextChanges.find(({ text }) => text === 'lifecycle = "active"')
  const of = given?.vocabulary.segmentations.get('lifecycle')?.of
  if (given === undefined || of === undefined) throw new Error('The test vocabulary has no life cycle.')
  const next = compileNextClassChange(of, { ...given.vocabulary, cutoffs: given.cutoffs })
  expect(written(next(given.subject, given.asOf))).toBe('2026-06-06T12:00:00.000Z')
})

test('with fewer looks an instant is given at which the answer only could be another', () => {
  const given = nextChanges.find(({ text }) => text.startsWith('most_frequent'))
  if (given === undefined) throw new Error('No such case.')
  const find = compileChange(treeOf(given), given.vocabulary, { looks: 0 })
  expect(find(given.subject, given.asOf)).toEqual({ at: Date.parse('2026-03-28T12:00:00Z'), differs: false })
})

test('an event that lies ahead comes in at its instant', () => {
  const given = nextChanges.find(({ text }) => text === 'did(visit, 30m)')
  if (given === undefined) throw new Error('No such case.')
  const at = given.asOf + 5_000
  const events = [{ id: 'ahead', event: 'visit', at, properties: new Map() }]
  const next = compileNextChange(treeOf(given), given.vocabulary)
  expect(next({ ...given.subject, events }, given.asOf)).toBe(at)
})

test('many expressions compiled together change when each does alone', () => {
  const groups = Map.groupBy(nextChanges, ({ subject }) => subject)
  for (const [subject, given] of groups) {
    const [first] = given
    if (first === undefined) continue
    const context = { ...first.vocabulary, cutoffs: first.cutoffs }
    const together = compileNextChanges(new Map(given.map(each => [each.text, treeOf(each)])), context)
    const changes = together(subject, first.asOf)
    for (const { text, changes: expected } of given)
      expect(written(changes.get(text)), text).toBe(written(expected))
  }
})
