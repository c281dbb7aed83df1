import { expect, test } from 'vitest'
import { behaviourTypes } from './behaviour-types.ts'
import { clubLeaving, INVITATION_WEEKS, invitationEffects } from './club-invitation.ts'
import { generateShop } from './generate-shop.ts'
import { WEEK } from './shop-customer.ts'
import { HISTORY_WEEKS } from './shop-history.ts'

const end = Date.UTC(2026, 5, 30, 15)
const shop = [...generateShop({ customers: 3000, end, seed: 5 })]

test('the same options make the same shop, another seed another one', () => {
  const again = [...generateShop({ customers: 50, end, seed: 5 })]
  expect(again).toEqual(shop.slice(0, 50))
  expect([...generateShop({ customers: 50, end, seed: 6 })]).not.toEqual(again)
})

test('every type comes in about its share', () => {
  expect(behaviourTypes.reduce((sum, type) => sum + type.share, 0)).toBeCloseTo(1, 10)
  for (const type of behaviourTypes) {
    const share = shop.filter(({ customer }) => customer.type.id === type.id).length / shop.length
    // Four standard errors of a binomial share.
    expect(Math.abs(share - type.share)).toBeLessThan(
      4 * Math.sqrt((type.share * (1 - type.share)) / shop.length),
    )
  }
})

test('nothing happens before a customer signed up, after she stopped (mail and complaints apart), or after the end', () => {
  for (const { customer, events } of shop) {
    for (const event of events) {
      expect(event.at).toBeGreaterThanOrEqual(Math.max(customer.signedUp, end - HISTORY_WEEKS * WEEK))
      expect(event.at).toBeLessThanOrEqual(end)
      if (event.event === 'purchase' || event.event === 'call')
        expect(event.at).toBeLessThanOrEqual(customer.diedAt)
    }
  }
})

test('of the letters half went out by chance, and by type they changed what they were drawn to change', () => {
  const sentAt = end - INVITATION_WEEKS[1] * WEEK
  const joinsOf = (type: string, isWritten: boolean) => {
    const asked = shop.filter(
      ({ customer, events }) =>
        customer.type.id === type &&
        customer.signedUp < sentAt &&
        customer.diedAt > sentAt + 3 * WEEK &&
        !events.some(({ event, at }) => event === 'club_joined' && at < sentAt) &&
        events.some(({ event, at }) => event === 'letter_sent' && at === sentAt) === isWritten,
    )
    const joined = asked.filter(({ events }) => events.some(({ event }) => event === 'club_joined')).length
    return { asked: asked.length, share: joined / asked.length }
  }
  for (const type of ['regular', 'bargain_hunter', 'occasional', 'business']) {
    const { alone = 0, letter = 0 } = invitationEffects[type] ?? {}
    const [left, written] = [joinsOf(type, false), joinsOf(type, true)]
    // Four standard errors of a difference of shares.
    const within = 4 * Math.sqrt(0.25 * (1 / left.asked + 1 / written.asked))
    expect(Math.abs(written.share - left.share - letter)).toBeLessThan(within)
    expect(Math.abs(left.share - alone)).toBeLessThan(within)
  }
})

test('members leave at the end of a period as beta (0.8, 4) has it: a sixth at the first', () => {
  const DAYS = 86_400_000
  const members = shop.flatMap(({ events }) => {
    const joined = events.find(({ event }) => event === 'club_joined')
    const left = events.find(({ event }) => event === 'club_left')
    return joined === undefined || joined.at > end - 31 * DAYS ? [] : [{ joined: joined.at, left: left?.at }]
  })
  const { alpha, beta, days } = clubLeaving
  const first = members.filter(({ joined, left }) => left !== undefined && left - joined < days * DAYS).length
  const share = alpha / (alpha + beta)
  expect(Math.abs(first / members.length - share)).toBeLessThan(4 * Math.sqrt(0.25 / members.length))
  expect(members.length).toBeGreaterThan(300)
})

test('customers buy at their own rate while they live: purchases over expected is near one', () => {
  const regulars = shop.filter(({ customer }) => customer.type.id === 'regular')
  const expected = regulars.reduce(
    (sum, { customer }) =>
      sum + (customer.rate * Math.max(0, Math.min(customer.diedAt, end) - customer.signedUp)) / WEEK,
    0,
  )
  const bought = regulars.flatMap(({ events }) => events.filter(event => event.event === 'purchase')).length
  expect(bought / expected).toBeGreaterThan(0.97)
  expect(bought / expected).toBeLessThan(1.03)
})

test('gift buyers buy before Christmas; prospects never', () => {
  const months = shop
    .filter(({ customer }) => customer.type.id === 'gift_buyer')
    .flatMap(({ events }) => events.filter(event => event.event === 'purchase'))
    .map(event => new Date(event.at).getUTCMonth())
  const late = months.filter(month => month >= 10).length / months.length
  expect(late).toBeGreaterThan(0.4)
  const prospects = shop.filter(({ customer }) => customer.type.id === 'prospect')
  expect(prospects.some(({ events }) => events.some(event => event.event === 'purchase'))).toBe(false)
})

test('who agreed to mail got one before each that she opened in the last twelve weeks, and one in a week without; others none', () => {
  const since = end - 12 * WEEK
  for (const { customer, events } of shop) {
    const sent = events.filter(({ event }) => event === 'email_sent').map(({ at }) => at)
    const agreed = customer.attributes.marketing_consent === 'true'
    if (!agreed) expect(sent).toEqual([])
    const opened = events.filter(({ event, at }) => event === 'email_open' && at >= since && at < end)
    for (const { at } of opened)
      if (at - WEEK > customer.signedUp)
        expect(sent.some(before => before < at && before >= at - WEEK / 7)).toBe(true)
    if (agreed && customer.signedUp < since - WEEK) expect(sent.length).toBeGreaterThanOrEqual(12)
  }
})
