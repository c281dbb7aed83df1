import type { CustomerPatch, EventRecord } from '@kindred/engine'
import type { Value } from '@kindred/language'
import { expect, test } from 'vitest'
import { type KnownBefore, planAppend } from './plan-append.ts'

const nobody: KnownBefore = {
  hasEvent: () => false,
  knownSince: () => undefined,
  saidAt: () => undefined,
}

function patch(id: string, since: number, attributes: Record<string, Value | undefined> = {}): CustomerPatch {
  return { id, since, attributes: new Map(Object.entries(attributes)) }
}

function event(id: string, customer: string, at: number): EventRecord {
  return { id, customer, event: 'visit', at, properties: new Map() }
}

test('of one id of one customer the first is taken, in the batch and before it', () => {
  const before = {
    ...nobody,
    knownSince: () => 0,
    hasEvent: (customer: string, id: string) => customer === 'a' && id === '1',
  }
  const events = [event('1', 'a', 5), event('2', 'a', 5), event('2', 'a', 6), event('1', 'b', 7)]
  const plan = planAppend({ customers: [], events }, before)
  expect(plan.events).toEqual([event('2', 'a', 5), event('1', 'b', 7)])
  expect(plan.result).toEqual({ events: 2, duplicates: 2, newCustomers: 0 })
})

test('customers and ids that look alike when joined are told apart', () => {
  const events = [event('c', 'a","b', 1), event('b","c', 'a', 1)]
  expect(planAppend({ customers: [], events }, nobody).events).toEqual(events)
})

test('patches of one customer and instant become one, the later winning name by name', () => {
  const customers = [
    patch('a', 1, { x: 1, y: 1 }),
    patch('b', 1, { x: 5 }),
    patch('a', 1, { y: undefined, z: 2 }),
  ]
  expect(planAppend({ customers, events: [] }, nobody).customers).toEqual([
    patch('a', 1, { x: 1, y: undefined, z: 2 }),
    patch('b', 1, { x: 5 }),
  ])
})

test('what was said before at that very instant is not said again', () => {
  const said = new Map<string, Value | undefined>([
    ['x', 1],
    ['y', undefined],
    ['tags', ['a', 'b']],
    ['home', { latitude: 1, longitude: 2 }],
  ])
  const before = {
    ...nobody,
    knownSince: () => 1,
    saidAt: (_: string, since: number) => (since === 1 ? said : undefined),
  }
  const same = patch('a', 1, { x: 1, y: undefined, tags: ['a', 'b'], home: { latitude: 1, longitude: 2 } })
  expect(planAppend({ customers: [same, patch('a', 1)], events: [] }, before).customers).toEqual([])
  // Later the same may be news: something else was said in between.
  expect(planAppend({ customers: [patch('a', 2, { x: 1 })], events: [] }, before).customers).toHaveLength(1)
  const changed = patch('a', 1, {
    x: 2,
    y: 3,
    tags: ['a'],
    home: { latitude: 1, longitude: 3 },
    z: undefined,
  })
  expect(planAppend({ customers: [changed], events: [] }, before).customers).toEqual([changed])
})

test('whoever has an event is known from the first of them on', () => {
  const plan = planAppend({ customers: [], events: [event('2', 'a', 9), event('1', 'a', 5)] }, nobody)
  expect(plan.customers).toEqual([patch('a', 5)])
  expect(plan.result.newCustomers).toBe(1)
})

test('but not from later than she is known already, nor when the batch itself says so', () => {
  const events = [event('1', 'a', 5)]
  expect(planAppend({ customers: [], events }, { ...nobody, knownSince: () => 5 }).customers).toEqual([])
  expect(planAppend({ customers: [patch('a', 0)], events }, nobody).customers).toEqual([patch('a', 0)])
  const late = planAppend({ customers: [patch('a', 7)], events }, { ...nobody, knownSince: () => 6 })
  expect(late.customers).toEqual([patch('a', 7), patch('a', 5)])
  expect(late.result.newCustomers).toBe(0)
})

test('an event that is there already makes nobody known earlier', () => {
  const before = { ...nobody, hasEvent: () => true, knownSince: () => 9 }
  expect(planAppend({ customers: [], events: [event('1', 'a', 5)] }, before).customers).toEqual([])
})
