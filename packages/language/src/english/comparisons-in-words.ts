import type { Aggregate, Between, Call, Checked, Compare, Comparison, OneOf } from '../ast/checked.ts'
import type { Value } from '../vocabulary/value.ts'
import { circumstances, eventNoun, theEvents } from './events-in-words.ts'
import { listed, plural } from './nouns.ts'
import { be, has, type Sentence } from './sentence.ts'
import { counted, numberInWords, valueInWords } from './values-in-words.ts'

const FLIPPED: Readonly<Record<Comparison, Comparison>> = {
  '=': '=',
  '!=': '!=',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
}

const OPPOSITE: Readonly<Record<Comparison, Comparison>> = {
  '=': '!=',
  '!=': '=',
  '<': '>=',
  '<=': '>',
  '>': '<=',
  '>=': '<',
}

export const AMOUNTS: Readonly<Record<Comparison, string>> = {
  '=': '',
  '!=': 'other than ',
  '<': 'less than ',
  '<=': 'at most ',
  '>': 'more than ',
  '>=': 'at least ',
}

const TIMES: Readonly<Record<Comparison, string>> = {
  '=': '',
  '!=': 'other than ',
  '<': 'before ',
  '<=': 'not after ',
  '>': 'after ',
  '>=': 'not before ',
}

/** `the country is …`, `has at least 3 visits …`, `purchases … sum to more than …` */
export function compareClause(node: Compare, negated: boolean, sentence: Sentence): string {
  if (node.left.kind === 'literal' && node.right.kind !== 'literal') {
    const turned = { ...node, operator: FLIPPED[node.operator], left: node.right, right: node.left }
    return compareClause(turned, negated, sentence)
  }
  if (node.right.kind === 'literal') {
    const special = withLiteral(node, node.right.value, negated, sentence)
    if (special !== undefined) return special
  }
  return plainClause(node, negated, sentence)
}

function plainClause(node: Compare, negated: boolean, sentence: Sentence): string {
  const isTime = node.left.type === 'date' || node.left.type === 'instant'
  const comparison = (isTime ? TIMES : AMOUNTS)[node.operator]
  if (negated && isAwkwardNegated(node.operator))
    return `it is not so that ${plainClause(node, false, sentence)}`
  const subject = sentence.noun(node.left)
  return `${subject.text} ${be(subject, negated)} ${comparison}${objectOf(node.right, node.left, sentence)}`
}

/** `is not at most`, `is not not after` would have to be read twice. */
export function isAwkwardNegated(operator: Comparison): boolean {
  return operator === '<=' || operator === '>=' || operator === '!='
}

/** The other side; a text beside a country is the country's name, a number of days says so. */
function objectOf(node: Checked, beside: Checked, sentence: Sentence): string {
  return node.kind === 'literal'
    ? literalBeside(node.value, node, beside, sentence)
    : sentence.noun(node).text
}

function literalBeside(value: Value, of: Pick<Checked, 'type'>, beside: Checked, sentence: Sentence): string {
  if (typeof value === 'string') {
    if (isCountry(beside)) return countryName(value) ?? valueInWords(value, 'text', sentence.vocabulary)
    if (beside.kind === 'class') return value
  }
  if (typeof value === 'number' && of.type === 'number') {
    if (countsDays(beside)) return counted(value, 'day')
    if (isInCurrency(beside)) return `${numberInWords(value)} ${sentence.vocabulary.currency}`
  }
  return valueInWords(value, of.type, sentence.vocabulary)
}

function isCountry(node: Checked): boolean {
  return (node.kind === 'attribute' || node.kind === 'property') && /(^|_)country(_code)?$/.test(node.name)
}

const regions = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' })

/** The English name of an ISO 3166 code: two capital letters, and nothing else. */
function countryName(code: string): string | undefined {
  return /^[A-Z]{2}$/.test(code) ? regions.of(code) : undefined
}

function countsDays(node: Checked): boolean {
  if (node.kind === 'feature') return countsDays(node.is)
  if (node.kind === 'aggregate') return node.function === 'average_gap' || node.function === 'streak'
  return node.kind === 'call' && node.function === 'days_since'
}

/** Numbers that are amounts of the workspace's currency all the same. */
function isInCurrency(node: Checked): boolean {
  if (node.kind === 'feature') return isInCurrency(node.is)
  if (node.kind === 'convert') return node.value.type === 'money'
  return node.kind === 'aggregate' && node.function === 'avg' && node.property?.type === 'money'
}

/** Comparisons with a value written out that have words of their own. */
function withLiteral(node: Compare, value: Value, negated: boolean, sentence: Sentence): string | undefined {
  const { left } = node
  if (typeof value === 'boolean') return booleanClause(node, value, negated, sentence)
  // A count and a sum are never unknown: their negation is the opposite comparison.
  const operator = negated ? OPPOSITE[node.operator] : node.operator
  if (left.kind === 'aggregate' && left.function === 'count' && typeof value === 'number') {
    return countClause(left, operator, value, sentence)
  }
  if (left.kind === 'aggregate' && left.function === 'sum' && isOnlyMoney(left, sentence)) {
    const amount = valueInWords(value, left.type, sentence.vocabulary)
    return `${theEvents(left, sentence).text} sum to ${AMOUNTS[operator]}${amount}`
  }
  if (left.kind === 'call' && left.function === 'days_since' && typeof value === 'number' && value >= 0) {
    return agoClause(left, node.operator, value, negated, sentence)
  }
  return undefined
}

/** `= false` of something unknown does not hold, so that it is not the same as `not … = true`. */
function booleanClause(node: Compare, value: boolean, negated: boolean, sentence: Sentence): string {
  const isTrue = value === (node.operator === '=')
  if (isTrue || !node.left.unknown) return sentence.clause(node.left, negated === isTrue)
  const subject = sentence.noun(node.left)
  return `${subject.text} ${be(subject, negated)} false`
}

function countClause(node: Aggregate, operator: Comparison, count: number, sentence: Sentence): string {
  const event = eventNoun(node.event, sentence)
  const rest = circumstances(node, sentence)
  const noun = count === 1 ? event : plural(event)
  if (operator === '=' && count === 0) return `${has(sentence)} no ${noun}${rest}`
  const words = operator === '=' ? 'exactly ' : operator === '<' ? 'fewer than ' : AMOUNTS[operator]
  return `${has(sentence)} ${words}${numberInWords(count)} ${noun}${rest}`
}

/** Whether an event has no other amount that could be meant by its sum. */
function isOnlyMoney(node: Aggregate, { vocabulary }: Sentence): boolean {
  const properties = [...(vocabulary.events.get(node.event)?.properties.values() ?? [])]
  return node.type === 'money' && properties.filter(({ type }) => type === 'money').length === 1
}

/** `the last purchase is more than 90 days ago` */
function agoClause(
  node: Call,
  operator: Comparison,
  days: number,
  negated: boolean,
  sentence: Sentence,
): string {
  const [since] = node.arguments
  if (negated && isAwkwardNegated(operator)) {
    return `it is not so that ${agoClause(node, operator, days, false, sentence)}`
  }
  const subject = since === undefined ? sentence.noun(node) : sentence.noun(since)
  return `${subject.text} ${be(subject, negated)} ${AMOUNTS[operator]}${counted(days, 'day')} ago`
}

/** Both ends in. */
export function betweenClause(node: Between, negated: boolean, sentence: Sentence): string {
  const [low, high] = [objectOf(node.low, node.value, sentence), objectOf(node.high, node.value, sentence)]
  const isCount = node.value.kind === 'aggregate' && node.value.function === 'count'
  if (node.value.kind === 'aggregate' && isCount && !negated) {
    const noun = plural(eventNoun(node.value.event, sentence))
    return `${has(sentence)} between ${low} and ${high} ${noun}${circumstances(node.value, sentence)}`
  }
  const subject = sentence.noun(node.value)
  return `${subject.text} ${be(subject, negated)} between ${low} and ${high}`
}

const MOST_OPTIONS = 20

export function oneOfClause(node: OneOf, negated: boolean, sentence: Sentence): string {
  const subject = sentence.noun(node.value)
  if (node.list !== undefined) {
    return `${subject.text} ${be(subject, negated)} in the list ${node.list.replaceAll('_', ' ')}`
  }
  const options = node.options.map(option => literalBeside(option, node.value, node.value, sentence))
  const shown = options.slice(0, MOST_OPTIONS)
  const more = options.length - shown.length
  const words = more > 0 ? [...shown, `one of ${numberInWords(more)} more`] : shown
  return `${subject.text} ${be(subject, negated)} ${listed(words, 'or')}`
}
