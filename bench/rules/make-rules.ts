import { between, pick, type Random } from '../seeded-random.ts'
import { type Feature, features, someWords, thresholdAbove, words } from './features.ts'
import type { NamedRule, NumberOperator, Rule } from './rule.ts'

const ofType = (...types: readonly Feature['type'][]): readonly [Feature, ...Feature[]] => {
  const [first, ...rest] = features.filter(({ type }) => types.includes(type))
  if (first === undefined) throw new Error('There are features of every type.')
  return [first, ...rest]
}
const numbers = ofType('number', 'money')
const texts = ofType('text')
const flags = ofType('boolean')

/** Segments of four to eight conditions: most of them alternatives or comparisons side by side, some turned round. */
export function makeRules(count: number, random: Random): readonly NamedRule[] {
  return Array.from({ length: count }, (_, index) => ({ name: `segment_${index}`, rule: makeRule(random) }))
}

function makeRule(random: Random): Rule {
  const comparisons = Array.from({ length: between(random, 4, 8) }, () => comparison(random))
  const [first, second, third, ...rest] = comparisons
  if (first === undefined || second === undefined || third === undefined)
    throw new Error('There are four or more.')
  const shape = random()
  if (shape < 0.25) return { kind: 'and', rules: [{ kind: 'or', rules: [first, second] }, third, ...rest] }
  if (shape < 0.4) return { kind: 'and', rules: [first, { kind: 'not', rule: second }, third, ...rest] }
  return { kind: 'and', rules: comparisons }
}

function comparison(random: Random): Rule {
  const kind = random()
  if (kind < 0.6) return numberComparison(random)
  if (kind < 0.7) return betweenComparison(random)
  if (kind < 0.9) return textComparison(random)
  return { kind: 'flag', feature: pick(random, flags).name }
}

function numberComparison(random: Random): Rule {
  const feature = pick(random, numbers)
  const above = random() < 0.5
  const value = thresholdAbove(above ? 0.5 + random() * 0.4 : 0.1 + random() * 0.4, feature)
  const operator = pick<NumberOperator>(random, above ? ['>', '>='] : ['<', '<='])
  return { kind: 'compare', feature: feature.name, operator, value }
}

function betweenComparison(random: Random): Rule {
  const feature = pick(random, numbers)
  return {
    kind: 'between',
    feature: feature.name,
    low: thresholdAbove(0.9, feature),
    high: thresholdAbove(0.2, feature),
  }
}

function textComparison(random: Random): Rule {
  const feature = pick(random, texts).name
  if (random() < 0.2) return { kind: 'equal', feature, value: pick(random, words) }
  return { kind: 'one_of', feature, values: someWords(random) }
}
