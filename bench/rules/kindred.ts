import { type Checked, compileSlots, compileText, type SlotProgram, type Vocabulary } from '@kindred/language'
import { features } from './features.ts'
import type { NamedRule, Profile, Rule } from './rule.ts'

const declared: Vocabulary = {
  timezone: 'UTC',
  currency: 'EUR',
  weekStart: 1,
  attributes: new Map(),
  events: new Map([
    [
      'purchase',
      {
        properties: new Map([
          ['amount', { type: 'money' }],
          ['quantity', { type: 'number' }],
          ['category', { type: 'text' }],
        ]),
      },
    ],
    ['visit', { properties: new Map([['page', { type: 'text' }]]) }],
    ['call', { properties: new Map([['topic', { type: 'text' }]]) }],
    ['email_open', { properties: new Map() }],
  ]),
  features: new Map(),
  segments: new Map(),
  segmentations: new Map(),
  scores: new Map(),
  lists: new Map(),
  places: new Map(),
}

/** The rules as one program, checked from text as any workspace's segments are. */
export function compileKindred(rules: readonly NamedRule[], generate: boolean): SlotProgram {
  const defined = new Map(features.map(({ name, is }) => [name, { is: checked(is, declared) }]))
  const vocabulary: Vocabulary = { ...declared, features: defined }
  const segments = new Map(rules.map(({ name, rule }) => [name, checked(textOf(rule), vocabulary)]))
  return compileSlots(segments, vocabulary, { generate })
}

function checked(text: string, vocabulary: Vocabulary): Checked {
  const compiled = compileText(text, vocabulary)
  if (compiled.checked !== undefined) return compiled.checked
  throw new Error(`${text}: ${compiled.problems.map(({ says }) => says).join(' ')}`)
}

function textOf(rule: Rule): string {
  switch (rule.kind) {
    case 'compare':
      return `${rule.feature} ${rule.operator} ${rule.value}`
    case 'between':
      return `${rule.feature} between ${rule.low} and ${rule.high}`
    case 'equal':
      return `${rule.feature} = "${rule.value}"`
    case 'one_of':
      return `${rule.feature} in (${rule.values.map(value => `"${value}"`).join(', ')})`
    case 'flag':
      return rule.feature
    case 'not':
      return `not (${textOf(rule.rule)})`
    default:
      return rule.rules.map(each => bracketed(each)).join(` ${rule.kind} `)
  }
}

function bracketed(rule: Rule): string {
  return rule.kind === 'and' || rule.kind === 'or' ? `(${textOf(rule)})` : textOf(rule)
}

/** A profile as the program's row: the finished values, in their slots. */
export function rowOf(profile: Profile, program: SlotProgram): Float64Array {
  const types = new Map(features.map(({ name, type }) => [name, type]))
  return Float64Array.from(program.slots, ({ name = '' }) => {
    const value = profile[name]
    if (value === undefined) throw new Error(`The segments read more than features: '${name}'.`)
    return program.encode(types.get(name) === 'money' ? Math.round(Number(value) * 10_000) : value)
  })
}
