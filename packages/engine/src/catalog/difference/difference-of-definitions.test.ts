import { expect, test } from 'vitest'
import { compileDefinitions } from '../compile/compile-definitions.ts'
import { describeProblem } from '../definition-problem.ts'
import { readDefinitionFile } from '../files/read-definition-file.ts'
import { mergeDefinitions } from '../merge-definitions.ts'
import { differenceOfDefinitions, isSame } from './difference-of-definitions.ts'

function compiled(...files: [name: string, text: string][]) {
  const read = files.map(([name, text]) => {
    const { file, problems } = readDefinitionFile({ name, text })
    if (file === undefined) throw new Error(problems.map(describeProblem).join('\n'))
    return file
  })
  return compileDefinitions(mergeDefinitions({ current: undefined, files: read, complete: true }).definitions)
}

const events = 'events: { purchase: { properties: { amount: money } }, visit: {} }\n'

/** What changed, in few words. */
function told(before: ReturnType<typeof compiled> | undefined, after: ReturnType<typeof compiled>): string[] {
  return differenceOfDefinitions(before, after).changes.map(change => {
    const { definition, parts, through, throughSettings, isOfMeaning } = change
    const why = [
      ...parts.map(({ part }) => part),
      ...through.map(({ kind, id }) => `${kind} ${id}`),
      ...throughSettings,
    ]
    return `${definition.kind} ${definition.id} ${change.change}: ${why.join(', ')}${isOfMeaning ? '' : ' (words)'}`
  })
}

test('nothing differs from itself', () => {
  const one = compiled(['a.yaml', `${events}segments: { a: did(visit) }`])
  expect(isSame(differenceOfDefinitions(one, one))).toBe(true)
})

test('before the first apply everything is new', () => {
  expect(told(undefined, compiled(['a.yaml', `${events}segments: { a: did(visit) }`]))).toEqual([
    'event purchase new: properties',
    'event visit new: properties',
    'segment a new: when',
  ])
})

test('new, changed, gone and moved are told apart, and what stands on a change changes through it', () => {
  const before = compiled([
    'a.yaml',
    `${events}
features: { spend: sum(purchase.amount), visits: count(visit) }
segments: { rich: spend > 10, visitor: visits > 1, old: did(visit), kept: never(visit) }
segmentations: { life: { first_match: [{ class: rich, when: in(rich) }], otherwise: rest } }`,
  ])
  const after = compiled(
    [
      'a.yaml',
      `${events}
features: { spend: "sum(purchase.amount, 365d)", visits: count(visit) }
segments: { rich: spend > 10, visitor: visits > 1, fresh: did(visit) }
segmentations: { life: { first_match: [{ class: rich, when: in(rich) }], otherwise: rest } }`,
    ],
    ['b.yaml', 'segments: { kept: never(visit) }'],
  )
  expect(told(before, after)).toEqual([
    'feature spend changed: is',
    'segment rich through: feature spend',
    'segment fresh new: when',
    'segment kept moved:  (words)',
    'segment old gone: when',
    'segmentation life through: feature spend',
  ])
})

test('names, owners and spelling change no result', () => {
  const before = compiled(['a.yaml', `${events}segments: { a: { when: "count( visit )>1" }, b: in(a) }`])
  const after = compiled([
    'a.yaml',
    `${events}segments: { a: { when: count(visit) > 1, name: Visitors, owner: me }, b: in(a) }`,
  ])
  expect(told(before, after)).toEqual(['segment a changed: name, owner, when (words)'])
})

test('the parts of a segmentation that changed are named', () => {
  const life = (first: string, second: string) =>
    compiled([
      'a.yaml',
      `${events}segmentations:
  life: { first_match: [{ class: a, when: did(visit) }, { class: ${first}, when: ${second} }], otherwise: rest }`,
    ])
  expect(told(life('b', 'did(purchase)'), life('c', 'never(purchase)'))).toEqual([
    'segmentation life changed: first_match[1].class, first_match[1].when',
  ])
})

test('a list, a type and a property of an event change what reads them', () => {
  const base = (list: string, type: string, property: string) =>
    compiled([
      'a.yaml',
      `attributes: { country: text, age: ${type} }
events: { visit: { properties: { page: ${property} } } }
lists: { near: [${list}] }
segments: { near: country in list(near), aged: age is known, paged: last(visit.page) is known }`,
    ])
  expect(told(base('CZ', 'number', 'text'), base('CZ, SK', 'date', 'number'))).toEqual([
    'attribute age changed: type',
    'event visit changed: properties.page.type',
    'segment near through: list near',
    'segment aged through: attribute age',
    'segment paged through: event visit',
    'list near changed: items',
  ])
})

test('a property more changes nothing that is computed', () => {
  const event = (properties: string) =>
    compiled(['a.yaml', `events: { visit: { properties: { ${properties} } } }\nsegments: { a: did(visit) }`])
  expect(told(event('page: text'), event('page: text, seconds: number'))).toEqual([
    'event visit changed: properties.seconds (words)',
  ])
})

test('another time zone changes everything that is computed; another currency nothing', () => {
  const zone = (settings: string) => compiled(['a.yaml', `${settings}\n${events}segments: { a: did(visit) }`])
  const difference = differenceOfDefinitions(zone(''), zone('timezone: Europe/Prague\ncurrency: CZK'))
  expect(difference.settings).toEqual([
    { setting: 'timezone', before: 'UTC', after: 'Europe/Prague', isOfMeaning: true },
    { setting: 'currency', before: 'EUR', after: 'CZK', isOfMeaning: false },
  ])
  expect(told(zone(''), zone('timezone: Europe/Prague'))).toEqual(['segment a through: timezone'])
})
