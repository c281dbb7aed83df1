import { expect, test } from 'vitest'
import type { Discovery, GroupInput } from '../../records/discovery.ts'
import { findGroups } from '../find-groups.ts'
import { made, question, taskOf } from '../group-task-fixture.ts'
import { compareRounds } from './compare-rounds.ts'
import { continueRound } from './continue-round.ts'
import { rawValue } from './raw-value.ts'

type Round = Pick<Discovery, 'id' | 'round' | 'model' | 'groups' | 'rules'>

const input = (given: Partial<GroupInput> = {}): GroupInput => ({
  name: 'x',
  feature: 'x',
  reading: { kind: 'number' },
  fill: 0,
  centre: 0,
  scale: 1,
  ...given,
})

interface Told {
  readonly id: string
  readonly share: number
  readonly at: readonly number[]
}

function roundOf(round: number, told: readonly Told[], inputs: readonly GroupInput[]): Round {
  return {
    id: 'shoppers',
    round,
    model: { inputs, centres: told.map(({ at }) => at) },
    groups: told.map(({ id, share }) => ({
      id,
      name: `Name of ${id}`,
      customers: 100 * share,
      share,
      profile: [],
      typical: { customer: 'c1', values: [] },
      criteria: [],
    })),
    rules: {
      fidelity: 1,
      target: 0.9,
      groups: told.map(({ id }) => ({
        group: id,
        when: 'true',
        english: 'everybody',
        conditions: 0,
        precision: 1,
        recall: 1,
      })),
    },
  }
}

const two = [input(), input({ name: 'y', feature: 'y' })]
const before = roundOf(
  1,
  [
    { id: 'loyal', share: 0.5, at: [0, 0] },
    { id: 'rare', share: 0.3, at: [10, 0] },
    { id: 'fresh', share: 0.2, at: [0, 10] },
  ],
  two,
)

test('groups are matched by their centres, whatever their order and names, and keep id and name', () => {
  const found = roundOf(
    2,
    [
      { id: 'a', share: 0.6, at: [9, 1] },
      { id: 'b', share: 0.3, at: [0.1, 0] },
      { id: 'c', share: 0.1, at: [0, 10] },
    ],
    two,
  )
  const after = continueRound<Round & Pick<Discovery, 'change'>>(before, found)
  expect(after.groups.map(({ id, name }) => [id, name])).toEqual([
    ['rare', 'Name of rare'],
    ['loyal', 'Name of loyal'],
    ['fresh', 'Name of fresh'],
  ])
  expect(after.rules.groups.map(({ group }) => group)).toEqual(['rare', 'loyal', 'fresh'])
  expect(after.change?.groups[0]).toMatchObject({ group: 'rare', before: 'rare', shareBefore: 0.3 })
  expect(after.change?.groups[0]?.drift).toBeCloseTo(Math.SQRT2, 12)
  expect(after.change?.says).toEqual([
    '“Name of rare” has grown from 30 % to 60 % of the customers.',
    'The middle of “Name of rare” has moved by 1.4 deviations: its members are not quite like those before.',
    '“Name of loyal” has shrunk from 50 % to 30 % of the customers.',
    '“Name of fresh” has shrunk from 20 % to 10 % of the customers.',
  ])
})

test('a new group gets no name that another had, one that is gone is told, and nobody is matched across the map', () => {
  const found = roundOf(
    2,
    [
      { id: 'loyal', share: 0.5, at: [0, 0] },
      { id: 'fresh', share: 0.5, at: [400, 400] },
    ],
    two,
  )
  const after = continueRound<Round & Pick<Discovery, 'change'>>(before, found)
  expect(after.groups.map(({ id }) => id)).toEqual(['loyal', 'fresh_2'])
  expect(after.change?.groups[1]).toEqual({ group: 'fresh_2' })
  expect(after.change?.gone.map(({ group }) => group)).toEqual(['rare', 'fresh'])
  expect(after.change?.says.join(' ')).toContain('“Name of fresh 2” is new, with 50 % of the customers.')
  expect(after.change?.says.join(' ')).toContain('“Name of rare” is gone; it had 30 % of the customers.')
})

test('other scales and curves of the same values are the same place', () => {
  const curve = [
    [0, 0],
    [10, 1],
    [100, 2],
  ] as const
  const scaled = [input({ centre: 5, scale: 2 }), input({ name: 'y', feature: 'y', curve, scale: 0.1 })]
  // x = 10 is 2.5 deviations above 5; y = 10 lies at 1 on the curve, 10 of its deviations.
  const found = roundOf(
    2,
    [
      { id: 'a', share: 0.5, at: [-2.5, 0] },
      { id: 'b', share: 0.3, at: [2.5, 0] },
      { id: 'c', share: 0.2, at: [-2.5, 10] },
    ],
    scaled,
  )
  const { groups, says } = compareRounds(before, found)
  expect(groups.map(each => [each.before, each.drift])).toEqual([
    ['loyal', 0],
    ['rare', 0],
    ['fresh', 0],
  ])
  expect(says).toEqual([
    'Nothing has changed much since round 1: the same groups, with about the same shares.',
  ])
})

test('a curve undone is the value it was made of, and in the middle where it is level', () => {
  const curve = [
    [0, 0],
    [10, 1],
    [30, 1],
    [40, 2],
  ] as const
  expect(rawValue(input({ curve }), 0.25)).toBeCloseTo(2.5, 12)
  expect(rawValue(input({ curve }), 1)).toBe(20)
  expect(rawValue(input({ curve }), 1.5)).toBe(35)
  expect(rawValue(input({ curve }), -7)).toBe(0)
  expect(rawValue(input({ curve }), 99)).toBe(40)
  expect(rawValue(input({ centre: 3, scale: 2 }), 4)).toBe(11)
})

test('rounds by other features are refused by name', () => {
  const other = roundOf(
    2,
    [{ id: 'a', share: 1, at: [0, 0, 0] }],
    [input(), input({ name: 'p', feature: 'p' }), input({ name: 'q', feature: 'q' })],
  )
  expect(() => compareRounds(before, other)).toThrow(
    "The two rounds of 'shoppers' compare customers by different features: only 'x' in both, 'y', 'p', 'q' in one of them.",
  )
})

test('found anew among other customers of the same kind, groups keep their names and hardly move', () => {
  const rounds = [21, 22].map(seed => {
    const { columns } = made(600, seed)
    const found = findGroups(taskOf(columns, { question: { ...question, method: 'k-means', seed } }))
    return { ...found, id: 'shoppers', round: seed }
  })
  const after = continueRound<Round & Pick<Discovery, 'change'>>(rounds[0]!, rounds[1]!)
  expect(new Set(after.groups.map(({ id }) => id))).toEqual(new Set(rounds[0]!.groups.map(({ id }) => id)))
  for (const { drift } of after.change!.groups) expect(drift).toBeLessThan(0.5)
})
