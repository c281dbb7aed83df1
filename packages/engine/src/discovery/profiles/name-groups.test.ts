import { seeded, type Table } from '@kindred/learning'
import { expect, test } from 'vitest'
import type { FeatureDifference } from '../../records/discovery.ts'
import { taskOf } from '../group-task-fixture.ts'
import type { NamedFeature } from './feature-measure.ts'
import { type GroupName, nameGroups } from './name-groups.ts'
import { nounOf, spokenLabel } from './noun-of.ts'
import { type ProfiledFeature, profiledFeatures } from './profile-group.ts'

const named: NamedFeature[] = [
  { id: 'orders', is: 'count(purchase, 365d)', label: 'Orders in 365 days', kind: 'number' },
  { id: 'basket', is: 'avg(purchase.amount, 365d)', label: 'Average basket', kind: 'money' },
  { id: 'spend', is: 'sum(purchase.amount, 365d)', label: 'Spend in the last year', kind: 'money' },
  { id: 'weekend', is: 'a / b', label: 'Weekend share', kind: 'number' },
  { id: 'last', is: 'days_since(purchase)', label: 'Days since last purchase', kind: 'number' },
  { id: 'gap', is: 'average_gap(visit)', label: 'Average days between visits', kind: 'number' },
  { id: 'age', is: 'age(birth_date)', label: 'Age', kind: 'number' },
  { id: 'coupons', is: 'uses_coupons', label: 'Coupons', kind: 'boolean' },
  { id: 'country', is: 'country', label: 'Country', kind: 'category' },
]
/** Every column has an order of its own, so that none goes with another. */
const random = seeded(11)
const table: Table = {
  columns: named.map(({ id, kind }) =>
    kind === 'category'
      ? { name: id, kind, values: ['CZ', 'SK', 'Czechia'] }
      : { name: id, kind: 'number', values: Float64Array.from({ length: 200 }, () => random.uniform()) },
  ),
}
const features: ProfiledFeature[] = profiledFeatures(named, { table, currency: 'EUR' })

const differs = (
  feature: string,
  effect: number,
  given: Partial<FeatureDifference> = {},
): FeatureDifference => ({
  feature,
  inGroup: '85 %',
  inBase: '9',
  effect,
  interval: effect > 0 ? [effect / 2, 1] : [-1, effect / 2],
  says: '',
  ...given,
})

function namesOf(...profiles: FeatureDifference[][]): string[] {
  return nameGroups(profiles, features).map(({ name }: GroupName) => name)
}

test('a name says in a marketer’s words what most sets a group apart', () => {
  expect(
    namesOf(
      [differs('orders', 0.9), differs('basket', -0.8), differs('weekend', 0.7), differs('coupons', 0.6)],
      [differs('last', 0.9), differs('orders', -0.8, { inGroup: '0' }), differs('age', -0.5)],
      [
        differs('gap', -0.9),
        differs('country', 0.8, { level: 'SK' }),
        differs('coupons', -0.4, { level: 'yes' }),
      ],
      [
        differs('spend', -0.9),
        differs('country', -0.5, { level: 'Czechia', inGroup: '2 %' }),
        differs('age', 0.4),
      ],
    ),
  ).toEqual([
    'Many orders, small basket, weekend',
    'No recent purchase, no orders, younger',
    'Frequent visits, country SK, no coupons',
    'Low spend, not Czechia, older',
  ])
})

test('what is small, or not sure, makes no name', () => {
  expect(namesOf([differs('orders', 0.1)], [])).toEqual([
    'Close to the average',
    'Close to the average, group 2',
  ])
  expect(namesOf([differs('orders', 0.9, { interval: [-0.1, 1] })])).toEqual(['Close to the average'])
})

test('groups of one name take what sets them apart less', () => {
  const lead = [differs('orders', 0.9), differs('basket', 0.8), differs('spend', 0.7)]
  expect(namesOf(lead, [...lead, differs('age', 0.5)])).toEqual([
    'Many orders, large basket, high spend',
    'Many orders, large basket, high spend, older',
  ])
})

test('one thing alone takes the next one, though it is small', () => {
  expect(namesOf([differs('age', 0.9), differs('coupons', 0.2), differs('orders', 0.16)])).toEqual([
    'Older, coupons',
  ])
  expect(namesOf([differs('age', 0.9), differs('orders', -0.2)])).toEqual(['Older, rather few orders'])
})

test('a level is said of a group as far as it is true of it', () => {
  const country = (effect: number, inGroup: string) => differs('country', effect, { level: 'SK', inGroup })
  expect(
    namesOf(
      [country(0.5, '92 %')],
      [country(0.5, '60 %')],
      [country(0.4, '45 %')],
      [country(-0.4, '3 %')],
      [country(-0.4, '30 %')],
    ),
  ).toEqual(['Country SK', 'Mostly country SK', 'More country SK', 'Not country SK', 'Fewer country SK'])
})

test('of two levels the one is said of which there are more', () => {
  const sex: NamedFeature = { id: 'sex', is: 'sex', label: 'Sex', kind: 'category' }
  const more = profiledFeatures([sex], {
    table: { columns: [{ name: 'sex', kind: 'category', values: ['male', 'female', 'male'] }] },
    currency: 'EUR',
  })
  const nameOf = (effect: number, inGroup: string) =>
    nameGroups([[differs('sex', effect, { level: 'male', inGroup })]], more)[0]!.name
  expect(nameOf(0.4, '83 %')).toBe('Male')
  expect(nameOf(-0.4, '17 %')).toBe('Female')
  expect(nameOf(-0.4, '36 %')).toBe('Mostly female')
})

test('one thing is said once', () => {
  const twice = [differs('country', 0.9, { level: 'CZ' }), differs('country', -0.8, { level: 'SK' })]
  expect(namesOf(twice)).toEqual(['Country CZ'])
})

test('of numbers that go up and down together the first is said, unless a group has much of one and little of the other', () => {
  const spend = table.columns.find(({ name }) => name === 'spend')!
  const other = { ...spend, name: 'lifetime' }
  const both = profiledFeatures(
    [...named, { id: 'lifetime', is: 'sum(purchase.amount)', label: 'Lifetime spend', kind: 'money' }],
    { table: { columns: [...table.columns, other] }, currency: 'EUR' },
  )
  const nameOf = (...profile: FeatureDifference[]) => nameGroups([profile], both)[0]!.name
  expect(nameOf(differs('spend', 0.9), differs('lifetime', 0.8), differs('age', 0.7))).toBe(
    'High spend, older',
  )
  expect(nameOf(differs('spend', 0.9), differs('lifetime', -0.8))).toBe('High spend, low lifetime spend')
})

test('what is told of an event is unknown where there was none: that is said, once, and last', () => {
  const tellings = { favourite: { event: 'Purchase' }, orders: { event: 'Purchase' } }
  const favourite: NamedFeature = {
    id: 'favourite',
    is: 'most_frequent(purchase.category)',
    label: 'Favourite category',
    kind: 'category',
  }
  const more = profiledFeatures([...named, favourite], {
    table: { columns: [...table.columns, { name: 'favourite', kind: 'category', values: ['a', null] }] },
    currency: 'EUR',
    tellings,
  })
  const nameOf = (...profile: FeatureDifference[]) => nameGroups([profile], more)[0]!.name
  const unknown = differs('favourite', 1, { level: 'unknown' })
  expect(nameOf(unknown, differs('age', 0.5))).toBe('Older, no purchase')
  expect(nameOf(unknown, differs('orders', -0.9, { inGroup: '0' }))).toBe('No orders')
})

test('a word that another phrase has is not said again', () => {
  const goods: NamedFeature = { id: 'goods', is: 'x / y', label: 'Share of outlet goods', kind: 'number' }
  const more = profiledFeatures(
    [...named, goods, { id: 'top', is: 'top', label: 'Favourite', kind: 'category' }],
    {
      table: {
        columns: [
          ...table.columns,
          { ...table.columns.find(({ name }) => name === 'weekend')!, name: 'goods' },
          { name: 'top', kind: 'category', values: ['outlet', 'books'] },
        ],
      },
      currency: 'EUR',
    },
  )
  const profile = [differs('goods', 0.9), differs('top', 0.8, { level: 'outlet' }), differs('age', 0.7)]
  expect(nameGroups([profile], more)[0]!.name).toBe('Outlet goods, older')
})

test('ids are names of definitions and unique, whatever the letters', () => {
  const cyrillic = profiledFeatures([{ id: 'x', is: 'x', label: 'Траты', kind: 'money' }], {
    ...taskOf([{ name: 'x', kind: 'number', values: Float64Array.of(1, 2) }]),
    currency: 'RUB',
  })
  const high = nameGroups([[differs('x', 0.9)], [differs('x', -0.9)], [differs('x', 0.9)]], cyrillic)
  expect(high.map(({ id }) => id)).toEqual(['high', 'low', 'high_group_3'])
  expect(high[0]!.name).toBe('High траты')
})

test.each([
  ['Number of orders in the last 90 days', 'orders'],
  ['Spend (EUR) in 365d', 'spend'],
  ['Orders in a year', 'orders'],
  ['Annual Income (k$)', 'annual income'],
  ['Detergents_Paper', 'detergents paper'],
  ['Days since last purchase', 'purchase'],
  ['Number of days since the last purchase', 'purchase'],
  ['Share of VIP tickets', 'VIP tickets'],
  ['90 days', '90 days'],
])('%s is about %s', (label, noun) => {
  expect(nounOf(label)).toBe(noun)
})

test('labels inside of a sentence', () => {
  expect(spokenLabel('Spend in Prague')).toBe('spend in Prague')
  expect(spokenLabel('RFM score')).toBe('RFM score')
})
