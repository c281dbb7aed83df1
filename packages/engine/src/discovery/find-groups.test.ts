import { adjustedRand, type Column, type NumberColumn, seeded } from '@kindred/learning'
import { describe, expect, test } from 'vitest'
import { findGroups } from './find-groups.ts'
import { made, question, taskOf } from './group-task-fixture.ts'
import { assignGroups } from './model/assign-groups.ts'
import { methodsOf, prepareToTry, tryMethod } from './try-method.ts'

describe('groups that are apart', () => {
  const { columns, truth } = made(1200, 1)
  const task = taskOf(columns)
  const found = findGroups(task)

  test('come back as they were made, and their number is chosen', () => {
    expect(found.groups).toHaveLength(4)
    expect(adjustedRand(assignGroups(found.model, task.table), truth)).toBeGreaterThanOrEqual(0.95)
  })

  test('are told largest first, with shares that add up, and the model assigns as they are counted', () => {
    const labels = assignGroups(found.model, task.table)
    expect(found.groups.map(({ customers }) => customers)).toEqual(
      found.groups.map((_, at) => labels.filter(label => label === at).length),
    )
    const sizes = found.groups.map(({ customers }) => customers)
    expect(sizes).toEqual(sizes.toSorted((a, b) => b - a))
    expect(found.groups.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 9)
  })

  test('are chosen for stated reasons: exactly one choice, best first, the excluded ones last', () => {
    expect(found.choices.filter(({ chosen }) => chosen)).toEqual([found.choices[0]])
    const scores = found.choices.filter(({ excluded }) => excluded === undefined).map(({ score }) => score)
    expect(scores.slice(1)).toEqual(scores.slice(1).toSorted((a, b) => b - a))
    expect(found.recommendation).toContain('4 groups')
    for (const { score, silhouette, stability } of found.choices)
      expect(score).toBeCloseTo(Math.sqrt(Math.max(0, silhouette) * Math.max(0, stability)), 12)
  })

  test('the record survives JSON', () => {
    expect(JSON.parse(JSON.stringify(found))).toEqual(found)
  })

  test('the same seed gives the same result, also where each method was tried apart, in whatever order', () => {
    const prepared = prepareToTry(task)
    const parts = methodsOf(task).map(method => tryMethod(task, prepared, method))
    expect(parts).toHaveLength(5)
    expect(findGroups(task, {}, { prepared, parts: parts.toReversed() })).toEqual(found)
  })
})

const methods = ['k-means', 'gaussian-mixture', 'ward', 'medoids', 'hdbscan'] as const
test.each(methods)('%s alone gives groups back that are apart, and keeps centres', method => {
  const { columns, truth } = made(600, 2)
  const task = taskOf(columns, { question: { ...question, method } })
  const found = findGroups(task)
  expect(new Set(found.choices.map(each => each.method))).toEqual(new Set([method]))
  expect(adjustedRand(assignGroups(found.model, task.table), truth)).toBeGreaterThanOrEqual(0.95)
  expect(found.notes.some(note => note.includes('whose middle is nearest'))).toBe(method !== 'k-means')
})

test('so many groups as were asked for are found, and a note says when they are not apart', () => {
  const random = seeded(4)
  const column = (name: string): Column => ({
    name,
    kind: 'number',
    values: Float64Array.from({ length: 800 }, () => random.normal()),
  })
  const task = taskOf([column('x'), column('y'), column('z')], { question: { ...question, classes: 5 } })
  const found = findGroups(task)
  expect(found.groups).toHaveLength(5)
  expect(found.notes.join(' ')).toContain('overlap')
  expect(found.notes.join(' ')).toContain('not stable')
  expect(found.notes.join(' ')).toContain('one group rather than several')
})

test('who is far out is set apart while learning, does not move the groups, and belongs to one all the same', () => {
  const { columns, truth } = made(600, 3)
  const age = columns[2] as NumberColumn
  // As far up as down: one-sided, it would be ranked, and nobody far out.
  const wild = age.values.map((value, row) => (row < 4 ? [9e3, -9e3][row % 2]! : value))
  const task = taskOf([...columns.slice(0, 2), { ...age, values: wild }, ...columns.slice(3)])
  const found = findGroups(task)
  expect(found.outliers).toBe(4)
  expect(found.notes.join(' ')).toContain('4 customers (0.7 %) are far out')
  const labels = assignGroups(found.model, task.table)
  expect(adjustedRand(labels.slice(4), truth.slice(4))).toBeGreaterThanOrEqual(0.95)
  expect(found.groups.reduce((sum, { customers }) => sum + customers, 0)).toBe(600)
})

test('a typical member is a real one of her group; what is shown of her is hers', () => {
  const { columns } = made(400, 5)
  const task = taskOf(columns)
  const found = findGroups(task)
  const labels = assignGroups(found.model, task.table)
  found.groups.forEach(({ typical }, group) => {
    const row = task.customers.indexOf(typical.customer)
    expect(labels[row]).toBe(group)
    const country = typical.values.find(({ feature }) => feature === 'country')
    expect(country?.text).toBe(columns[3]!.values[row])
  })
})

test('a group too small for what was asked is not chosen, and says why', () => {
  const { columns } = made(1000, 6)
  const found = findGroups(taskOf(columns, { question: { ...question, minShare: 0.2 } }))
  expect(found.choices[0]!.smallestShare).toBeGreaterThanOrEqual(0.2)
  const out = found.choices.filter(({ excluded }) => excluded !== undefined)
  expect(out.length).toBeGreaterThan(0)
  for (const { excluded } of out) expect(excluded).toContain('20 % were asked for at least')
})

test('progress only grows, ends at the whole, and a stop is heeded', () => {
  const { columns } = made(300, 8)
  const told: number[] = []
  findGroups(taskOf(columns), { progress: (done, of) => told.push(done / of) })
  expect(told).toEqual(told.toSorted((a, b) => a - b))
  expect(told.at(-1)).toBe(1)
  const signal = { aborted: false }
  const stop = (): void => {
    signal.aborted = told.push(0) > 100
  }
  expect(() => findGroups(taskOf(columns), { progress: stop, signal })).toThrow('It was stopped')
})

const numbers = (name: string, values: readonly number[]): Column => ({
  name,
  kind: 'number',
  values: Float64Array.from(values),
})
const many = (make: (row: number) => number): number[] => Array.from({ length: 50 }, (_, row) => make(row))

describe('what cannot be grouped is refused by name', () => {
  test.each<[string, readonly Column[], string]>([
    ['nobody', [numbers('x', [])], 'Groups of 0 customers were asked for'],
    ['one customer', [numbers('x', [1])], 'Groups of 1 customer were asked for'],
    ['two customers', [numbers('x', [1, 2])], 'it takes at least 3'],
    [
      'numbers too large to be compared',
      [
        numbers(
          'x',
          many(row => (row % 2 === 0 ? 1e300 : -1e300) * row),
        ),
      ],
      'only 1 customer',
    ],
    [
      'all the same',
      [
        numbers(
          'x',
          many(() => 4),
        ),
      ],
      "'x' has one value in 100 % of the rows",
    ],
    [
      'nothing known',
      [
        numbers(
          'x',
          many(() => Number.NaN),
        ),
      ],
      "'x' is missing in every row",
    ],
    [
      'an infinity',
      [
        numbers(
          'x',
          many(row => (row === 7 ? Infinity : row)),
        ),
      ],
      "The column 'x' is infinite in row 7",
    ],
    ['no feature', [], 'Groups of 0 customers'],
  ])('%s', (_, columns, says) => {
    expect(() => findGroups(taskOf(columns))).toThrow(says)
  })

  test('more groups than customers differ', () => {
    const task = taskOf(
      [
        numbers(
          'x',
          many(row => row % 3),
        ),
      ],
      { question: { ...question, classes: 5 } },
    )
    expect(() => findGroups(task)).toThrow('5 groups were asked for, and only 3 customers differ')
  })

  test.each([
    [{ classes: 1 }, "'classes' is 1"],
    [{ classes: 2.5 }, "'classes' is 2.5"],
    [{ maxClasses: 1000 }, "'maxClasses' is 1000"],
    [{ minShare: Number.NaN }, "'minShare' is NaN"],
    [{ seed: 0.5 }, "'seed' is 0.5"],
  ])('%o', (asked, says) => {
    const task = taskOf(
      [
        numbers(
          'x',
          many(row => row),
        ),
      ],
      { question: { ...question, ...asked } },
    )
    expect(() => findGroups(task)).toThrow(says)
  })
})

test.each<[string, readonly Column[]]>([
  ['three customers', [numbers('x', [1, 2, 9])]],
  [
    'two values only',
    [
      numbers(
        'x',
        many(row => row % 2),
      ),
    ],
  ],
  [
    'hardly anything known',
    [
      numbers(
        'x',
        many(row => (row < 3 ? row : Number.NaN)),
      ),
    ],
  ],
  [
    'huge and tiny numbers',
    [
      numbers(
        'x',
        many(row => (row % 2 === 0 ? 1e150 : -1e150) * (1 + row)),
      ),
      numbers(
        'y',
        many(row => row * 1e-300),
      ),
    ],
  ],
  [
    'words alone',
    [{ name: 'city', kind: 'category', values: many(row => row % 3).map(at => ['A', 'B', null][at]!) }],
  ],
  [
    'hostile words',
    [{ name: "a'b", kind: 'category', values: many(row => row % 2).map(at => ['', "'; --"][at]!) }],
  ],
])('%s are grouped into what there is', (_, columns) => {
  const task = taskOf(columns)
  const found = findGroups(task)
  expect(found.groups.length).toBeGreaterThanOrEqual(2)
  expect(JSON.parse(JSON.stringify(found))).toEqual(found)
  for (const { id, name } of found.groups) {
    expect(id).toMatch(/^[a-z][a-z0-9_]{0,99}$/)
    expect(name).toMatch(/\p{L}/u)
  }
  expect(new Set(found.groups.map(({ id }) => id)).size).toBe(found.groups.length)
})

test('yes and no weigh as words do, however rare', () => {
  const { columns, truth } = made(600, 9)
  const vip: Column = {
    name: 'vip',
    kind: 'number',
    values: Float64Array.from(truth, (_, row) => (row % 40 === 0 ? 1 : 0)),
  }
  const task = taskOf([...columns, vip])
  const features = task.features.map(each =>
    each.id === 'vip' ? { ...each, kind: 'boolean' as const } : each,
  )
  const found = findGroups({ ...task, features })
  expect(found.model.inputs.find(({ feature }) => feature === 'vip')).toMatchObject({ centre: 0, scale: 1 })
  expect(adjustedRand(assignGroups(found.model, task.table), truth)).toBeGreaterThanOrEqual(0.95)
})
