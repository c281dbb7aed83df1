import { expect, test } from 'vitest'
import { describeProblem } from '../definition-problem.ts'
import { readDefinitionFile } from './read-definition-file.ts'

const read = (text: string, name = 'shop.yaml') => readDefinitionFile({ name, text })
const problems = (text: string) => read(text).problems.map(describeProblem)

test('shorthands are written out', () => {
  const { file, problems } = read(`
timezone: Europe/Prague
week_starts: sunday
attributes: { country: text }
events:
  visit:
  purchase: { properties: { amount: money } }
features: { spend: sum(purchase.amount) }
segments: { buyers: did(purchase) }
lists: { near: [CZ, SK] }
places: { square: [[0, 0], [0, 1], [1, 1], [0, 0]] }
`)
  expect(problems).toEqual([])
  expect(file?.settings).toEqual({ timezone: 'Europe/Prague', weekStart: 7 })
  expect(file?.sections).toEqual({
    attributes: { country: { type: 'text' } },
    events: { visit: { properties: {} }, purchase: { properties: { amount: { type: 'money' } } } },
    features: { spend: { is: 'sum(purchase.amount)' } },
    segments: { buyers: { when: 'did(purchase)' } },
    segmentations: {},
    lists: { near: { items: ['CZ', 'SK'] } },
    places: {
      square: {
        polygon: [
          { latitude: 0, longitude: 0 },
          { latitude: 0, longitude: 1 },
          { latitude: 1, longitude: 1 },
        ],
      },
    },
    models: {},
    champions: {},
    channels: {},
    offers: {},
  })
})

test('percentages, ranges and defaults of segmentations become what is computed with', () => {
  const { file } = read(`
segmentations:
  tiers:
    tiers: { by: spend, classes: [{ class: top, top: 1.1% }, { class: half, top: 0.5 }] }
    otherwise: rest
  rfm:
    rfm: { recency: a, frequency: b, monetary: c, groups: [{ class: best, recency: 4-5, frequency: 5, monetary: [1, 3] }] }
`)
  expect(file?.sections.segmentations).toEqual({
    tiers: {
      tiers: {
        by: 'spend',
        method: 'quantile',
        classes: [
          { class: 'top', top: 0.011 },
          { class: 'half', top: 0.5 },
        ],
      },
      otherwise: 'rest',
    },
    rfm: {
      rfm: {
        recency: 'a',
        frequency: 'b',
        monetary: 'c',
        quantiles: 5,
        groups: [{ class: 'best', recency: [4, 5], frequency: [5, 5], monetary: [1, 3] }],
      },
      otherwise: 'unscored',
    },
  })
})

test('every wrong part is named at once, each at its place', () => {
  expect(
    problems(`timezon: UTC
timezone: Europe/Pragu
attributes:
  Big Country: text
  age: { type: nubmer }
segments:
  vip: { when: "a > 1", ower: me }
  empty: {}
segmentations:
  life: { otherwise: rest }
  tiers:
    tiers: { by: spend, classes: [{ class: a, top: 20% }, { class: a, top: 10% }] }
    otherwise: rest
`),
  ).toEqual([
    "shop.yaml, line 1, columns 1–7: A definition file has no key 'timezon'. Write 'timezone'.",
    "shop.yaml, line 2, columns 11–22: 'Europe/Pragu' is no time zone. Write 'Europe/Prague'.",
    "shop.yaml, line 4, columns 3–13, attribute 'Big Country': 'Big Country' cannot be a name. Write lower-case letters, digits and '_', a letter first, at most 100: 'big_country'.",
    "shop.yaml, line 5, columns 16–21, attribute 'age': 'type' of the attribute 'age' cannot be 'nubmer'. Write 'number'.",
    "shop.yaml, line 7, columns 25–28, segment 'vip': The segment 'vip' has no key 'ower'. Write 'owner'.",
    "shop.yaml, line 8, columns 3–7, segment 'empty': The segment 'empty' lacks 'when'. Add 'when': text.",
    "shop.yaml, line 10, columns 3–6, segmentation 'life': The segmentation does not say how its classes are found. Write exactly one of 'first_match', 'tiers' and 'rfm'.",
    "shop.yaml, line 12, column 68, segmentation 'tiers': The class 'a' stands here twice. Give one another name; 'otherwise' counts as a class too.",
    "shop.yaml, line 12, columns 76–78, segmentation 'tiers': The class 'a' reaches to 10%, which is not beyond the 20% of the class before it. Order the classes from the best on; each 'top' counts from the top and includes those before it.",
  ])
})

test('a definition with a key too many is there without it, so that its text is looked into as well', () => {
  const { file, problems } = read('segments: { a: { when: x = 1, ower: me }, b: { ower: me } }\n')
  expect(problems.map(({ code }) => code)).toEqual(['unknown_key', 'key_missing', 'unknown_key'])
  expect(file?.sections.segments).toEqual({ a: { when: 'x = 1' } })
  expect(file?.broken).toEqual([{ kind: 'segment', id: 'b' }])
  expect(read('events: { visit: { page: text } }').file?.broken).toEqual([{ kind: 'event', id: 'visit' }])
})

test('a text that YAML cuts at a comma between braces is put together, with a warning', () => {
  const { file, problems } = read(
    'segments:\n  recent: { when: count(visit where page = "a, b", 90d) > 3, owner: me }\n',
  )
  expect(file?.sections.segments).toEqual({
    recent: { when: 'count(visit where page = "a, b", 90d) > 3', owner: 'me' },
  })
  expect(problems.map(({ code, severity, span }) => ({ code, severity, span }))).toEqual([
    { code: 'comma_in_text', severity: 'warning', span: { line: 2, column: 19, length: 41 } },
  ])
})

test('what is no YAML is refused at its place', () => {
  const [problem] = read('segments:\n  a: "x\n').problems
  expect(problem).toMatchObject({ code: 'not_yaml', file: 'shop.yaml', span: { line: 3 } })
  expect(problems('segments: {}\n---\nsegments: {}\n')).toEqual([
    expect.stringContaining('another document begins here with `---`, and a file is one'),
  ])
  expect(problems('{{{')).toHaveLength(2)
})

test('a key given twice names both lines', () => {
  expect(problems('segments:\n  a: did(x)\n  b: did(y)\n  a: did(z)\n')).toEqual([
    "shop.yaml, line 4, column 3: 'a' stands here a second time; the first is on line 2. Remove one of the two, or give one another name.",
  ])
})

test('JSON is read as it is, with tabs, escapes and its $schema', () => {
  const text =
    '{\n\t"$schema": "definitions.schema.json",\n\t"segments": {"a": {"when": "x = \\"\\u00e9\\ud83d\\ude00\\/\\""}}\n}'
  expect(read(text, 'shop.json').file?.sections.segments).toEqual({ a: { when: 'x = "é😀/"' } })
})

test('anchors repeat what they mark; an alias inside itself, or of nothing, is refused', () => {
  const shared = 'segments:\n  a: &one { when: did(x), owner: me }\n  b: *one\n'
  expect(read(shared).file?.sections.segments.b).toEqual({ when: 'did(x)', owner: 'me' })
  expect(problems('lists:\n  a: &a [*a]\n')[0]).toContain("The alias '*a' stands inside what it repeats.")
  expect(read('lists: { a: *b }').problems[0]?.code).toMatch(/alias_unknown|not_yaml/)
})

test('a file whose aliases multiply without end is refused', () => {
  const lines = ['l0: &l0 [a,a,a,a,a,a,a,a,a,a]']
  for (let level = 1; level < 9; level += 1)
    lines.push(
      `l${level}: &l${level} [${Array(10)
        .fill(`*l${level - 1}`)
        .join(',')}]`,
    )
  expect(read(lines.join('\n')).problems[0]?.code).toBe('file_too_large')
})

test('an empty file defines nothing', () => {
  for (const text of ['', '# nothing yet\n', '\uFEFF', 'segments:\n'])
    expect(read(text).file?.sections.segments).toEqual({})
})

test('a name that objects have by nature is data like any other', () => {
  expect(read('lists: { constructor: [a], __proto__: [b] }').problems.map(({ code }) => code)).toEqual([
    'bad_name',
  ])
  expect(read('lists: { constructor: [a] }').file?.sections.lists).toEqual({ constructor: { items: ['a'] } })
})

test('a model with its defaults written out, and which version of it counts', () => {
  const { file, problems } = readDefinitionFile({
    name: 'm.yaml',
    text: `models:
  churn: { target: never(purchase) in next 90d, cost: 2, benefit: 40 }
  worth: { lifetime: { event: purchase, value: purchase.amount } }
champions: { churn: 3 }
`,
  })
  expect(problems).toEqual([])
  expect(file?.sections.models).toEqual({
    churn: {
      target: 'never(purchase) in next 90d',
      cost: 2,
      benefit: 40,
      method: 'auto',
      instants: { count: 4, every: '30d' },
      promote: 'by_hand',
    },
    worth: {
      lifetime: {
        event: 'purchase',
        value: 'purchase.amount',
        model: 'bg_nbd',
        gives: 'value',
        horizon: '365d',
        margin: 1,
        discount: 0,
      },
      method: 'auto',
      instants: { count: 4, every: '30d' },
      promote: 'by_hand',
    },
  })
  expect(file?.sections.champions).toEqual({ churn: { version: 3 } })
})

test.each([
  ['models: { churn: { name: x } }', 'one_question', 1],
  ['models: { churn: { target: did(x) in next 9d, lifetime: { event: x } } }', 'one_question', 1],
  ['models: { churn: { target: x, instants: { every: 30 days } } }', 'bad_stretch', 1],
  ['models: { churn: { target: x, features: [spend], monotone: { spnd: rising } } }', 'named_unknown', 1],
  [
    'models: { churn: { target: x, features: [spend], method: tree, monotone: { spend: falling } } }',
    'key_out_of_place',
    1,
  ],
  ['models: { churn: { target: x, instants: { every: 0d } } }', 'bad_stretch', 1],
  ['models: { churn: { target: x, method: boostng } }', 'unknown_choice', 1],
  ['models: { churn: { target: x, cost: -1 } }', 'wrong_shape', 1],
  ['champions: { churn: 0 }', 'wrong_shape', 1],
])('%s is a problem that is told by name', (text, code, count) => {
  const { problems } = readDefinitionFile({ name: 'm.yaml', text })
  expect(problems.map(problem => problem.code)).toEqual(Array(count).fill(code))
  for (const { span } of problems) expect(span?.line).toBe(1)
})
