import { describe, expect, test } from 'vitest'
import { testVocabulary } from '../testing/vocabulary.ts'
import type { InputReading, Scorer, ScorerNode, TreesScorer } from './scorer.ts'
import { scorerFault } from './scorer-fault.ts'

const leaf = (value: number): ScorerNode => ({ kind: 'leaf', value })
const upTo = (threshold: number, left: number, right: number, input = 0): ScorerNode => ({
  kind: 'threshold',
  input,
  threshold,
  missing: 'left',
  left,
  right,
})
const trees = (...list: readonly (readonly ScorerNode[])[]): TreesScorer => ({
  kind: 'trees',
  base: 0,
  trees: list,
  factor: 1,
  links: [],
})
const number: InputReading = {
  ...{ input: 0, how: { kind: 'number' }, fill: 0, transform: { kind: 'none' }, centre: 0, scale: 1 },
}
const layers = (reading: InputReading, weights: number[][], bias: number[]): Scorer => ({
  kind: 'layers',
  readings: [reading],
  layers: [{ weights, bias, activation: 'identity' }],
  links: [],
})
const linked = (link: Scorer['links'][number]): Scorer => ({ ...layers(number, [[1]], [0]), links: [link] })

describe('a scorer', () => {
  test('of every kind is in order', () => {
    for (const { of, inputs } of testVocabulary.scores.values())
      if (of !== undefined)
        expect(
          scorerFault(
            of,
            inputs.map(({ is }) => is.type),
          ),
        ).toBeUndefined()
  })

  test.each<[string, Scorer]>([
    ['the base is no finite number', { ...trees(), base: Number.NaN }],
    ['tree 2 has no node', trees([leaf(1)], [])],
    ['tree 1, node 0: its value is no finite number', trees([leaf(Number.POSITIVE_INFINITY)])],
    ['tree 1, node 0: a branch leads to 0, which is no later node', trees([upTo(1, 0, 1), leaf(1)])],
    ['tree 1, node 0: a branch leads to 9, which is no later node', trees([upTo(1, 1, 9), leaf(1)])],
    ['tree 1, node 0: a branch leads to 1, as another does', trees([upTo(1, 1, 1), leaf(1)])],
    ['tree 1 has nodes that no branch leads to', trees([leaf(1), leaf(2)])],
    ['tree 1, node 0: its threshold is no finite number', trees([upTo(Number.NaN, 1, 2), leaf(1), leaf(2)])],
    ['tree 1, node 0: it asks about input 2, and there are 2', trees([upTo(1, 1, 2, 2), leaf(1), leaf(2)])],
    [
      'tree 1, node 0: it reads a number from input 1, which is a word',
      trees([upTo(1, 1, 2, 1), leaf(1), leaf(2)]),
    ],
    ['reading 1: its scale is 0', layers({ ...number, scale: 0 }, [[1]], [0])],
    [
      'reading 1: it reads a word from input 0, which is a number',
      layers({ ...number, how: { kind: 'level', level: 'a' } }, [[1]], [0]),
    ],
    [
      'reading 1: place 2 of a curve is not above the one before',
      layers(
        {
          ...number,
          transform: {
            kind: 'rank',
            knots: [
              [1, 0],
              [1, 1],
            ],
          },
        },
        [[1]],
        [0],
      ),
    ],
    ['layer 1: output 1: there are 2 weights where 1 belong', layers(number, [[1, 2]], [0])],
    ['layer 1: there are 2 biases where 1 belong', layers(number, [[1]], [0, 1])],
    ['the last layer has 2 outputs where 1 belongs', layers(number, [[1], [2]], [0, 1])],
    [
      'link 1: number 1 of its numbers (slope and intercept) is not finite',
      linked({ kind: 'platt', slope: Number.NaN, intercept: 0 }),
    ],
    ['link 1: a curve has no places', linked({ kind: 'isotonic', at: [], values: [], between: 'steps' })],
    [
      'link 1: there are 1 values where 2 belong',
      linked({ kind: 'isotonic', at: [0, 1], values: [0], between: 'lines' }),
    ],
    ['part 1: tree 1 has no node', { kind: 'blend', of: [trees([])], weights: [1], bias: 0, links: [] }],
    [
      'there are 0 weights where 1 belong',
      { kind: 'blend', of: [trees([leaf(1)])], weights: [], bias: 0, links: [] },
    ],
  ])('that is not is told: %s', (fault, scorer) => {
    expect(scorerFault(scorer, ['number', 'text'])).toBe(fault)
  })

  test('reads no places and no tags', () => {
    expect(scorerFault(trees([leaf(1)]), ['tags'])).toMatch(/tags/)
  })
})
