import { expect, test } from 'vitest'
import { contactChannels } from '../discovery/criteria/contact-channels.ts'
import type { JoinedIds } from '../records/erasure.ts'
import { shopDefinitions } from '../testing/shop-definitions.ts'
import { consentKinds } from './consent-kinds.ts'
import { erasedHash, wasErased } from './erased-hash.ts'
import { idsOfPerson } from './ids-of-person.ts'
import { mergeCounts } from './merge-counts.ts'

const knowing = (...pairs: readonly JoinedIds[]) => ({
  joined: async (ids: readonly string[]) =>
    pairs.filter(({ from, into }) => ids.includes(from) || ids.includes(into)),
})

test('all ids of a person are found, through both stores by turns', async () => {
  const live = knowing({ from: 'web', into: 'anna' }, { from: 'old', into: 'app' })
  const warehouse = knowing({ from: 'app', into: 'web' }, { from: 'x', into: 'y' })
  expect([...(await idsOfPerson('old', [live, warehouse]))].sort()).toEqual(['anna', 'app', 'old', 'web'])
  expect(await idsOfPerson('nobody', [live, warehouse])).toEqual(['nobody'])
})

test('whom the live half has parted the warehouse, which has not heard of it, does not join', async () => {
  const pair = { from: 'bob', into: 'anna' }
  expect(await idsOfPerson('anna', [knowing(), knowing(pair)], [pair])).toEqual(['anna'])
})

test('an id is known again by its hash, under its own salt alone', () => {
  const hashes = new Set([erasedHash('a', "l'été 100%")])
  expect(wasErased({ salt: 'a', hashes }, "l'été 100%")).toBe(true)
  expect(wasErased({ salt: 'b', hashes }, "l'été 100%")).toBe(false)
  expect(wasErased({ salt: 'a', hashes }, "l'été 100% ")).toBe(false)
  // What SQL computes: lower(hex(SHA256(concat('salt', 'anna')))).
  expect(erasedHash('salt', 'anna')).toMatch(/^[0-9a-f]{64}$/)
})

test('what is seen again while it is removed is not counted twice', () => {
  const events = (count: number) => ({ store: 'warehouse', what: 'events', count }) as const
  const records = { store: 'profiles', what: 'records', count: 1 } as const
  expect(mergeCounts([events(12)], [events(5), records])).toEqual([events(12), records])
})

test('a channel may have a consent for each purpose; it is asked by the one without', () => {
  const definitions = {
    ...shopDefinitions,
    attributes: {
      may_survey: { type: 'boolean', consent: 'email', purpose: 'surveys' },
      may_email: { type: 'boolean', consent: 'email', label: 'consent to e-mail' },
      may_call: { type: 'boolean' },
      note: { type: 'text', consent: 'email' },
    },
    channels: { email: { within: '7d', cost: 0 }, phone: { consent: 'may_call', within: '7d', cost: 1 } },
  } as const
  expect(consentKinds(definitions)).toEqual([
    { channel: 'email', purpose: 'surveys', attribute: 'may_survey' },
    { channel: 'email', attribute: 'may_email', label: 'consent to e-mail' },
    { channel: 'phone', attribute: 'may_call' },
  ])
  expect(contactChannels(definitions).map(({ name, consent }) => [name, consent])).toEqual([
    ['email', 'may_email'],
    ['phone', 'may_call'],
  ])
})
