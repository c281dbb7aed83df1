import { type Column, seeded } from '@kindred/learning'
import { expect, test } from 'vitest'
import type { Criterion, CriterionName } from '../../records/discovery.ts'
import { taskOf } from '../group-task-fixture.ts'
import { assessSegment } from './assess-segment.ts'
import type { AssessedSegment } from './assessed-segment.ts'

const ROWS = 400
const list = (make: (row: number) => number): Float64Array =>
  Float64Array.from({ length: ROWS }, (_, row) => make(row))
const flags = (holds: (row: number) => boolean): Uint8Array =>
  Uint8Array.from({ length: ROWS }, (_, row) => (holds(row) ? 1 : 0))
const random = seeded(3)
const noise = list(() => random.normal())

/** The first hundred spend ten times as much; half of everybody has consented to e-mail, nobody to calls. */
function segmentOf(given: Partial<AssessedSegment> = {}): AssessedSegment {
  const spend: Column = {
    name: 'spend',
    kind: 'number',
    values: list(row => (row < 100 ? 1000 : 100) + noise[row]!),
  }
  const task = taskOf([spend])
  return {
    ...task,
    features: task.features.map(each => ({ ...each, kind: 'money' })),
    members: flags(row => row < 100),
    value: spend.values,
    population: { ...task.population, valueType: 'money' },
    channels: [
      { channel: 'call', consented: flags(() => false) },
      { channel: 'email', consented: flags(row => row % 2 === 0) },
    ],
    minShare: 0.05,
    assigned: { offers: [] },
    ...given,
  }
}

function criterion(name: CriterionName, given: Partial<AssessedSegment> = {}): Criterion {
  return assessSegment(segmentOf(given)).find(each => each.name === name)!
}

test('the five come in their order, each with a verdict', () => {
  expect(assessSegment(segmentOf()).map(({ name, verdict }) => [name, verdict])).toEqual([
    ['measurable', 'met'],
    ['accessible', 'met'],
    ['substantial', 'met'],
    ['differentiable', 'met'],
    ['actionable', 'not met'],
  ])
})

test('measurable: what is not known of members, and what does not come out again, count against it', () => {
  const half: Column = {
    name: 'spend',
    kind: 'number',
    values: list(row => (row % 2 === 0 ? row : Number.NaN)),
  }
  expect(criterion('measurable', { table: { columns: [half] } })).toMatchObject({
    verdict: 'not met',
    figures: [{ name: 'features known', text: '50 %' }],
  })
  const told = { table: { columns: [half] }, tellings: { spend: { event: 'purchase' } } }
  expect(criterion('measurable', told).figures[0]).toEqual({ name: 'features known', text: '100 %' })
  expect(criterion('measurable', { stability: 0.65 }).verdict).toBe('partly')
  expect(criterion('measurable', { stability: 0.65 }).says).toContain('0.65')
  expect(criterion('measurable').says).toContain('it is a rule')
  expect(criterion('measurable', { features: [] }).verdict).toBe('not known')
})

test('accessible: by the best channel and by any, over members alone', () => {
  expect(criterion('accessible').says).toBe(
    '50 % of its members may be reached by some channel, most by email (50 %).',
  )
  const others = { channel: 'email', consented: flags(row => row >= 100) }
  expect(criterion('accessible', { channels: [others] })).toMatchObject({ verdict: 'not met' })
  expect(criterion('accessible', { channels: [] })).toMatchObject({ verdict: 'not known', figures: [] })
})

test('substantial: by share, and by value against size', () => {
  expect(criterion('substantial').figures).toEqual([
    { name: 'customers', text: '100' },
    { name: 'share', text: '25 %' },
    { name: 'share of value', text: '77 %' },
    { name: 'value of a member', text: '1,000 EUR' },
  ])
  expect(criterion('substantial', { minShare: 0.3 }).verdict).toBe('not met')
  expect(criterion('substantial', { members: flags(row => row >= 300) }).verdict).toBe('partly')
  expect(criterion('substantial', { value: list(() => Number.NaN) }).verdict).toBe('met')
})

test('differentiable: by what sets it apart, and by how it has responded', () => {
  expect(criterion('differentiable').says).toContain('higher spend')
  expect(criterion('differentiable').says).toContain('no history of contacts and responses')
  // Of a hundred members 60 responded, of two hundred others who were contacted 40; a hundred were not contacted.
  const more = {
    name: 'mailings',
    days: 30,
    answers: list(row => (row >= 300 ? Number.NaN : row < 60 || (row >= 100 && row < 140) ? 1 : 0)),
  }
  const found = criterion('differentiable', { responses: [more] })
  expect(found.says).toContain('It responds more to mailings (p < 0.001).')
  expect(found.figures.at(-1)).toEqual({
    name: 'response to mailings',
    text: '60 % (50–69 %) of 100, others 20 % (15–26 %)',
  })
  const same = { name: 'mailings', days: 30, answers: list(row => row % 2) }
  expect(criterion('differentiable', { responses: [same] })).toMatchObject({ verdict: 'partly' })
  const few = { name: 'mailings', days: 30, answers: list(row => (row % 99 === 0 ? 1 : Number.NaN)) }
  expect(criterion('differentiable', { responses: [few] }).says).toContain('Too few were contacted')
  const onlyInside = { name: 'mailings', days: 30, answers: list(row => (row < 100 ? 1 : Number.NaN)) }
  expect(criterion('differentiable', { responses: [onlyInside] }).says).toContain('no history')
  const random = { members: flags(row => row % 4 === 1), responses: [] }
  expect(criterion('differentiable', random)).toMatchObject({ verdict: 'not met' })
})

test('accessible: what a contact costs is told, and where nobody has to be asked', () => {
  const counter = { channel: 'counter', consented: flags(() => true), cost: 0.005 }
  const found = criterion('accessible', { channels: [counter] })
  expect(found).toMatchObject({ verdict: 'met' })
  expect(found.figures[0]).toEqual({ name: 'counter', text: '100 %, 0.005 EUR a contact' })
})

test('actionable: what is missing is named', () => {
  const owner = criterion('actionable', { assigned: { owner: 'key-accounts', offers: [] } })
  expect(owner).toMatchObject({ verdict: 'partly' })
  expect(owner.says).toBe(
    'It lacks an offer: define one that is meant for it (`for`); a channel: name those that its offer goes through (`channels`).',
  )
  const offers = [{ name: 'Early access', channels: ['E-mail', 'Call centre'] }]
  const all = criterion('actionable', { assigned: { owner: 'key-accounts', offers } })
  expect(all).toMatchObject({ verdict: 'met' })
  expect(all.says).toBe('key-accounts owns it; Early access is meant for it, by E-mail, Call centre.')
  expect(criterion('actionable', { assigned: { offers: [{ name: 'x', channels: [] }] } }).verdict).toBe(
    'partly',
  )
})

test.each<[string, Partial<AssessedSegment>]>([
  ['nobody', { members: new Uint8Array(ROWS) }],
  ['everybody', { members: new Uint8Array(ROWS).fill(1) }],
  ['one', { members: flags(row => row === 7) }],
])('a segment of %s is judged without a number that is none', (_, given) => {
  const text = JSON.stringify(assessSegment(segmentOf(given)))
  expect(text).not.toMatch(/NaN|Infinity|null/)
})
