import { expect, test } from 'vitest'
import type { MembershipLayout } from '../../records/refresh.ts'
import { type LiveStanding, NO_CLASS, standsNowhere } from '../record/live-standing.ts'
import { restate } from './restate.ts'

const before: MembershipLayout = {
  segments: ['vip', 'gone'],
  segmentations: [{ id: 'lifecycle', classes: ['new', 'active', 'lapsed'] }],
}
const after: MembershipLayout = {
  segments: ['fresh', 'vip'],
  segmentations: [
    { id: 'tier', classes: ['top', 'rest'] },
    { id: 'lifecycle', classes: ['active', 'lapsed'] },
  ],
}
const standing: LiveStanding = {
  mask: Uint32Array.of(0b11),
  classes: Uint16Array.of(1),
  since: new Map([
    [0, { at: 1, cause: 'data', event: 'e1' }],
    [2, { at: 2, cause: 'clock' }],
  ]),
}
const occasion = { customer: 'anna', at: 9, cause: 'definition' } as const

test('what is defined under the same id goes on, wherever it stands; what is gone is left, what is new entered', () => {
  const answer = { mask: Uint32Array.of(0b11), classes: Uint16Array.of(1, 0) }
  const { standing: now, moves } = restate({ standing, layout: before }, answer, after, occasion)
  expect(moves.map(({ definition, from, to }) => `${definition} ${from}>${to}`)).toEqual([
    'gone in>out',
    'fresh out>in',
    'tier >rest',
  ])
  expect(now.since).toEqual(
    new Map([
      [1, { at: 1, cause: 'data', event: 'e1' }],
      [0, { at: 9, cause: 'definition' }],
      [3, { at: 2, cause: 'clock' }],
      [2, { at: 9, cause: 'definition' }],
    ]),
  )
})

test('who was there from the first has neither moves nor since', () => {
  const answer = { mask: Uint32Array.of(0b10), classes: Uint16Array.of(0, 0) }
  const nowhere = { standing: standsNowhere(after), layout: after }
  const { standing: now, moves } = restate(nowhere, answer, after, { ...occasion, isFirst: true })
  expect(moves).toEqual([])
  expect(now).toEqual({ ...answer, since: new Map() })
})

test('who becomes unknown leaves everything', () => {
  const answer = { mask: Uint32Array.of(0), classes: Uint16Array.of(NO_CLASS) }
  const { moves } = restate({ standing, layout: before }, answer, before, {
    ...occasion,
    event: 'e2',
    late: true,
  })
  expect(moves).toEqual([
    { kind: 'segment', definition: 'vip', from: 'in', to: 'out', ...occasion, event: 'e2', late: true },
    { kind: 'segment', definition: 'gone', from: 'in', to: 'out', ...occasion, event: 'e2', late: true },
    {
      kind: 'segmentation',
      definition: 'lifecycle',
      from: 'active',
      to: '',
      ...occasion,
      event: 'e2',
      late: true,
    },
  ])
})
