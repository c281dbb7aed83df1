import { expect, test } from 'vitest'
import { describeProblem } from '../definition-problem.ts'
import { readDefinitionFile } from '../files/read-definition-file.ts'
import { mergeDefinitions } from '../merge-definitions.ts'
import { type CompiledDefinitions, compileDefinitions } from './compile-definitions.ts'

const shop = `
attributes: { country: text, birth_date: date }
events:
  purchase: { properties: { amount: money, category: text } }
  visit: {}
`

/** Compiles a file after the shop's declarations. */
function compile(text: string): CompiledDefinitions {
  return compileFile(shop + text)
}

/** With places, as an apply does. */
function compileFile(text: string): CompiledDefinitions {
  const { file, problems } = readDefinitionFile({ name: 'shop.yaml', text })
  if (file === undefined) throw new Error(problems.map(describeProblem).join('\n'))
  const { definitions } = mergeDefinitions({ current: undefined, files: [file], complete: true })
  return compileDefinitions(definitions, [file.places])
}

const told = (text: string) => compile(text).problems.map(describeProblem)

test('definitions may come in any order: each is checked after all it stands on', () => {
  const { order, problems, segments } = compile(`
segmentations:
  life: { first_match: [{ class: rich, when: in(vip) }], otherwise: rest }
segments:
  vip: big_spender
  lively: life = "rich"
features:
  big_spender: spend > 100
  spend: sum(purchase.amount)
`)
  expect(problems).toEqual([])
  expect(order.map(({ id }) => id)).toEqual(['spend', 'big_spender', 'vip', 'life', 'lively'])
  expect(segments.get('lively')?.when).toMatchObject({ kind: 'compare', left: { kind: 'class' } })
})

test('a diamond is no cycle', () => {
  const { problems } = compile(`
features: { base: count(visit), left: base + 1, right: base + 2 }
segments: { both: left > right }
`)
  expect(problems).toEqual([])
})

test('a cycle is told with its whole path by each that is in it, and what stands on it says so', () => {
  const { problems, features, segments } = compile(`
features: { a: b + 1, b: c + 1, c: a + 1, free: count(visit) }
segments: { above: a > 1, apart: free > 1 }
`)
  expect(problems.map(describeProblem)).toEqual([
    "shop.yaml, line 7, column 13, feature 'a': It stands on itself: feature 'a' → feature 'b' → feature 'c' → feature 'a'. Write out one of these references, or take it away.",
    "shop.yaml, line 7, column 23, feature 'b': It stands on itself: feature 'b' → feature 'c' → feature 'a' → feature 'b'. Write out one of these references, or take it away.",
    "shop.yaml, line 7, column 33, feature 'c': It stands on itself: feature 'c' → feature 'a' → feature 'b' → feature 'c'. Write out one of these references, or take it away.",
    "shop.yaml, line 8, columns 13–17, segment 'above': It stands on feature 'a', which has problems. Mend feature 'a'; segment 'above' itself may be sound.",
  ])
  expect([...features.values()].filter(({ is }) => is).map(({ id }) => id)).toEqual(['free'])
  expect(segments.get('apart')?.when).toBeDefined()
})

test('what stands on itself directly is a cycle too, through whatever kinds', () => {
  expect(told('segments: { me: in(me) }')).toEqual([
    "shop.yaml, line 6, columns 13–14, segment 'me': It stands on itself: segment 'me' → segment 'me'. Write out one of these references, or take it away.",
  ])
  const codes = compile(`
segments: { s: life = "a" }
segmentations: { life: { first_match: [{ class: a, when: in(s) }], otherwise: b } }
`).problems.map(({ code }) => code)
  expect(codes).toEqual(['cycle', 'cycle'])
})

test('a broken definition fails alone; what stands on it says so and still tells its own problems', () => {
  const { problems, segments, vocabulary } = compile(`
features:
  spend: sum(purchase.ammount)
segments:
  vip: spend > 100 and contry = "CZ"
  above: in(vip)
  sound: did(visit)
`)
  expect(problems.map(describeProblem)).toEqual([
    "shop.yaml, line 8, columns 14–29, feature 'spend': 'purchase' has no property 'ammount'. Write `amount`, or declare 'ammount' on 'purchase'.",
    "shop.yaml, line 10, columns 3–5, segment 'vip': It stands on feature 'spend', which has problems. Mend feature 'spend'; segment 'vip' itself may be sound.",
    "shop.yaml, line 10, columns 24–29, segment 'vip': 'contry' is no attribute, feature or segmentation of this workspace. Write `country`, or declare 'contry'; a text stands in quotes: \"contry\".",
    "shop.yaml, line 11, columns 3–7, segment 'above': It stands on segment 'vip', which has problems. Mend segment 'vip'; segment 'above' itself may be sound.",
  ])
  expect([...segments.values()].filter(({ when }) => when).map(({ id }) => id)).toEqual(['sound'])
  expect([...vocabulary.segments.keys()]).toEqual(['sound'])
})

test('of a text with two readings everything else that is wrong is told with it', () => {
  const problems = told(`
features: { spend: sum(purchase.amount) }
segments: { mixed: 'spend > 5 and did(visti) or county = "CZ"' }
`)
  expect(problems).toHaveLength(3)
  expect(problems[0]).toContain('(spend > 5 and did(visti)) or county = "CZ"')
  expect(problems[1]).toContain("'visti'")
  expect(problems[2]).toContain("'county'")
})

test('what stands on a definition of the wrong shape is broken without further words', () => {
  const { file } = readDefinitionFile({
    name: 'shop.yaml',
    text: `
attributes: { age: nubmer }
features: { f: { iss: '1' } }
lists: { l: 1 }
segments: { a: age > 5, b: f > 1 and naem = 1, c: 'x in list(l)', d: in(a), e: abss(age) > 1 }
`,
  })
  if (file === undefined) throw new Error('nothing is left of the file')
  const { definitions } = mergeDefinitions({ current: undefined, files: [file], complete: true })
  const { problems } = compileDefinitions(definitions, [file.places], file.broken)
  expect(problems.map(({ code, definition, says }) => `${definition?.id} ${code}: ${says}`)).toEqual([
    "a stands_on_broken: It stands on attribute 'age', which has problems.",
    "b stands_on_broken: It stands on feature 'f', which has problems.",
    "b unknown_name: 'naem' is no attribute, feature or segmentation of this workspace.",
    "c stands_on_broken: It stands on list 'l', which has problems.",
    "c unknown_name: 'x' is no attribute, feature or segmentation of this workspace.",
    "d stands_on_broken: It stands on segment 'a', which has problems.",
    "e unknown_function: 'abss' is no function of the language.",
  ])
})

test('problems inside quoted, folded and literal text point at the place in the file', () => {
  expect(
    told(`
segments:
  quoted: { when: "did(visit) and contry = \\"č\\" and naem = \\"x\\"" }
  single: { when: 'country = "it''s" and naem = "x"' }
  literal:
    when: |
      did(visit)
        and naem = "x"
  folded:
    when: >-
      did(visit)
      and

      naem = "x"
`)
      .filter(problem => /naem/.test(problem))
      .map(problem => problem.slice(0, problem.indexOf(':'))),
  ).toEqual([
    "shop.yaml, line 8, columns 54–57, segment 'quoted'",
    "shop.yaml, line 9, columns 42–45, segment 'single'",
    "shop.yaml, line 13, columns 13–16, segment 'literal'",
    "shop.yaml, line 19, columns 7–10, segment 'folded'",
  ])
})

test('without the files the definition and the place in its text are named', () => {
  const { definitions } = compile('segments: { a: naem = 1 }')
  expect(compileDefinitions(definitions).problems.map(describeProblem)).toEqual([
    "segment 'a', when, line 1, columns 1–4: 'naem' is no attribute, feature or segmentation of this workspace. Declare 'naem'; a text stands in quotes: \"naem\".",
  ])
})

test('a name that two kinds share, or that is a word of the language, is refused', () => {
  const codes = compile(`
features: { country: count(visit), where: count(visit), fine: count(visit) }
segments: { s: fine > 1 }
`).problems.map(({ code, definition }) => `${code} ${definition?.id}`)
  expect(codes).toEqual(['name_taken country', 'name_reserved where'])
})

test('the value of a customer goes without saying where it can', () => {
  expect(compile('').value).toMatchObject({ kind: 'aggregate', function: 'sum', event: 'purchase' })
  expect(compile('value: count(visit)').value).toMatchObject({ function: 'count' })
  const broken = compile('value: country')
  expect(broken.value).toBeUndefined()
  expect(broken.problems.map(describeProblem)).toEqual([
    'shop.yaml, line 6, columns 8–14: The expression is a text, and a number or an amount of money is wanted here. Write an expression that is a number or an amount of money.',
  ])
})

test('dependencies, dependants and reads go through everything', () => {
  const compiled = compile(`
lists: { near: [CZ] }
features: { spend: "sum(purchase.amount, 90d)" }
segments:
  rich: spend > 10 and country in list(near)
  visitor: in(rich) and did(visit)
`)
  const rich = { kind: 'segment', id: 'rich' } as const
  const names = (refs: readonly { kind: string; id: string }[]) => refs.map(({ kind, id }) => `${kind} ${id}`)
  expect(names(compiled.dependencies(rich)).sort()).toEqual([
    'attribute country',
    'event purchase',
    'feature spend',
    'list near',
  ])
  expect(names(compiled.dependencies(rich, 'direct')).sort()).toEqual([
    'attribute country',
    'feature spend',
    'list near',
  ])
  expect(names(compiled.dependants({ kind: 'event', id: 'purchase' }))).toEqual([
    'feature spend',
    'segment rich',
    'segment visitor',
  ])
  expect(names(compiled.dependants({ kind: 'event', id: 'purchase' }, 'direct'))).toEqual(['feature spend'])
  expect(compiled.readsOf({ kind: 'segment', id: 'visitor' })).toEqual({
    events: ['purchase', 'visit'],
    attributes: ['country'],
  })
})

test('recency, frequency and monetary value have ten groups that take every pair of scores once', () => {
  const { segmentations, problems } = compile(`
segmentations:
  rfm:
    rfm: { recency: days_since(purchase), frequency: count(purchase), monetary: sum(purchase.amount) }
`)
  expect(problems).toEqual([])
  const of = segmentations.get('rfm')?.of
  if (of?.kind !== 'rfm') throw new Error('no RFM')
  expect(of).toMatchObject({ quantiles: 5, otherwise: 'unscored' })
  expect(new Set(of.groups.map(group => group.class)).size).toBe(10)
  for (let recency = 1; recency <= 5; recency += 1)
    for (let frequency = 1; frequency <= 5; frequency += 1) {
      const within = ([low, high]: readonly [number, number], score: number) => low <= score && score <= high
      const groups = of.groups.filter(
        group => within(group.recency, recency) && within(group.frequency, frequency),
      )
      expect(groups.map(group => group.class)).toHaveLength(1)
    }
})

test('thousands of definitions in one chain are compiled, or refused by name', () => {
  const chain = (length: number) =>
    compile(
      `features:\n  f0: count(visit)\n${Array.from({ length }, (_, index) => `  f${index + 1}: f${index} + 1`).join('\n')}`,
    )
  expect(chain(300).problems).toEqual([])
  const codes = new Set(chain(1500).problems.map(({ code }) => code))
  expect(codes).toEqual(new Set(['definitions_too_deep', 'stands_on_broken']))
})

test('an attribute identifies a person only by text or a number, verified by a boolean', () => {
  const attributes = (text: string) => compileFile(`attributes: { ${text} }`).problems.map(describeProblem)
  expect(attributes('email: { type: text, identifies: true }')).toEqual([])
  expect(
    attributes('email: { type: text, identifies: { verified_by: sure, blocked: [none] } }, sure: boolean'),
  ).toEqual([])
  expect(attributes('home: { type: place, identifies: true }')).toEqual([
    "shop.yaml, line 1, columns 36–45, attribute 'home': The attribute 'home' is of the type place, which cannot tell who a person is. Take 'identifies' away, or put it on an attribute of the type text or number.",
  ])
  expect(attributes('email: { type: text, identifies: { verified_by: suer } }, sure: boolean')).toEqual([
    "shop.yaml, line 1, columns 36–45, attribute 'email': 'email' is to be verified by 'suer', which is no attribute of the type boolean. Write 'sure'.",
  ])
})
