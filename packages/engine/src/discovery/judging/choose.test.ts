import { expect, test } from 'vitest'
import { choose } from './choose.ts'
import { scoreChoice } from './score-choice.ts'
import type { TriedChoice } from './tried-choice.ts'

function tried(classes: number, silhouette: number, stability: number, excluded?: string): TriedChoice {
  return {
    choice: {
      ...{
        method: 'k-means',
        classes,
        seed: 1,
        silhouette,
        stability,
        daviesBouldin: 1,
        calinskiHarabasz: 1,
      },
      ...{ smallestShare: 0.1, score: scoreChoice(silhouette, stability) },
      ...(excluded === undefined ? {} : { excluded }),
    },
    ...{ centres: [], labels: new Int32Array(0), sizes: [], kept: 1 },
  }
}

const always = (_: TriedChoice): boolean => true
const chosenOf = (choices: readonly TriedChoice[], isOfUse = always, asked?: number) =>
  choose(choices, asked, isOfUse)

/** As a year of a gift wholesaler scores. */
const shading = [
  tried(2, 0.296, 0.968),
  tried(3, 0.223, 0.925),
  tried(4, 0.236, 0.852),
  tried(5, 0.179, 0.787),
  tried(6, 0.185, 0.803),
]

test('groups that stand apart are not cut further', () => {
  const found = chosenOf([tried(5, 0.55, 0.95), tried(6, 0.48, 0.9), tried(2, 0.4, 0.9)])
  expect(found?.chosen.choice.classes).toBe(5)
  expect(found?.recommendation).toContain('together the best of 3')
})

test('where customers shade into one another, the most groups that come out again and keep most of the score are taken', () => {
  const found = chosenOf(shading)
  expect(found?.chosen.choice.classes).toBe(4)
  expect(found?.ordered.map(({ choice }) => choice.classes)).toEqual([4, 2, 3, 6, 5])
  expect(found?.recommendation).toMatch(
    /^4 groups by k-means: .*No number of groups stands out: even the 2 by k-means .* silhouette of 0.30 only/,
  )
  expect(found?.recommendation).toContain('Ask for 2 groups')
})

test('groups of which one is of no use are passed over', () => {
  const asked: number[] = []
  const found = chosenOf(shading, ({ choice: { classes } }) => {
    asked.push(classes)
    return classes !== 4
  })
  expect(found?.chosen.choice.classes).toBe(3)
  expect(asked).toEqual([4, 3])
})

test('groups that do not come out again, or are excluded, are none to be taken', () => {
  const found = chosenOf([tried(2, 0.28, 0.87), tried(3, 0.24, 0.76), tried(4, 0.27, 0.9, 'too small')])
  expect(found?.chosen.choice.classes).toBe(2)
})

test('what was asked for is kept to, though nothing fits it', () => {
  const found = chosenOf([tried(3, 0.2, 0.9, 'too small'), tried(4, 0.19, 0.9, 'another number')], always, 3)
  expect(found?.chosen.choice.classes).toBe(3)
  expect(found?.recommendation).toContain('None of the 2 that were tried fits what was asked for: too small.')
})

test('nothing was tried', () => {
  expect(chosenOf([])).toBeUndefined()
})
