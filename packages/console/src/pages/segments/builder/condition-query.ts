import { type Expression, parse, print } from '@kindred/language'
import type { RuleGroupType, RuleType } from 'react-querybuilder'

/**
 * An expression as the visual builder holds it, and back. A rule's field is the text of what is tested
 * (`count(purchase, 90d)`, `country`, `in(vip)`), so that every test has a place in it, however it was written.
 */

/** Tests without a value: whether the field, a condition itself, holds. */
export const HOLDS = 'holds'
export const HOLDS_NOT = 'does not hold'
const KNOWN = 'is known'
const UNKNOWN = 'is unknown'
export const comparisons = ['=', '!=', '>', '>=', '<', '<='] as const
const textTests = ['contains', 'starts with', 'ends with', '~=', 'matches'] as const
const tagTests = ['any of', 'all of', 'none of'] as const
/** Every operator, in the order of the list. */
export const operators = [
  ...[HOLDS, HOLDS_NOT, ...comparisons, 'between', 'is one of', ...textTests, ...tagTests],
  ...['in list', 'happens in', 'within', 'inside', KNOWN, UNKNOWN],
] as const
const unary: ReadonlySet<string> = new Set([HOLDS, HOLDS_NOT, KNOWN, UNKNOWN])

export function takesValue(operator: string): boolean {
  return !unary.has(operator)
}

/**
 * The builder's form of a text; `undefined` where it has none: the text is broken, or says what the builder would
 * not give back exactly.
 */
export function queryOf(text: string): RuleGroupType | undefined {
  const parsed = parse(text)
  if (!parsed.ok) return undefined
  const group = asGroup(parsed.expression)
  const written = textOf(group)
  const again = written === undefined ? undefined : parse(written)
  const isSame = again?.ok === true && print(again.expression) === print(parsed.expression)
  return isSame ? group : undefined
}

/** The text of what was built, in its canonical form; `undefined` while a rule is not filled in. */
export function textOf(group: RuleGroupType): string | undefined {
  const text = groupText(group)
  if (text === undefined) return undefined
  const parsed = parse(text)
  return parsed.ok ? print(parsed.expression) : undefined
}

function asGroup(node: Expression): RuleGroupType {
  const part = asPart(node)
  return 'rules' in part ? part : { combinator: 'and', rules: [part] }
}

function asPart(node: Expression): RuleGroupType | RuleType {
  if (node.kind === 'and' || node.kind === 'or')
    return { combinator: node.kind, rules: node.operands.map(asPart) }
  if (node.kind !== 'not') return asRule(node)
  const inner = asPart(node.operand)
  if ('rules' in inner)
    return inner.not === true ? { combinator: 'and', not: true, rules: [inner] } : { ...inner, not: true }
  if (inner.operator === HOLDS) return { ...inner, operator: HOLDS_NOT }
  return { combinator: 'and', not: true, rules: [inner] }
}

function asRule(node: Expression): RuleType {
  const rule = (of: Expression, operator: string, value = ''): RuleType => ({
    field: print(of),
    operator,
    value,
  })
  switch (node.kind) {
    case 'compare':
      return rule(node.left, node.operator, bare(node.right))
    case 'between':
      return rule(node.value, 'between', `${bare(node.low)} and ${bare(node.high)}`)
    case 'one_of':
      return rule(node.value, 'is one of', node.options.map(bare).join(', '))
    case 'text_test':
      return rule(node.value, node.operator, bare(node.pattern))
    case 'tag_test':
      return rule(node.value, node.operator, node.options.map(bare).join(', '))
    case 'known_test':
      return rule(node.value, node.known ? KNOWN : UNKNOWN)
    case 'in_list':
      return rule(node.value, 'in list', node.list)
    case 'in_window':
      return rule(node.value, 'happens in', tailOf(node, node.value, 'in'))
    case 'near':
      return rule(node.value, 'within', tailOf(node, node.value, 'within'))
    case 'inside':
      return rule(node.value, 'inside', node.place)
    default:
      return rule(node, HOLDS)
  }
}

/** What follows the operator in the text of a test. */
function tailOf(node: Expression, value: Expression, word: string): string {
  const text = print(node)
  const at = text.indexOf(` ${word} `, print(value).length)
  return text.slice(at + word.length + 2)
}

/** A text without its quotes where it can be told from everything else without them. */
function bare(node: Expression): string {
  return node.kind === 'text' && isPlain(node.value) ? node.value : print(node)
}

function isPlain(text: string): boolean {
  return (
    /^[\p{L}][\p{L}\p{N} _-]*$/u.test(text) && text === text.trim() && text !== 'true' && text !== 'false'
  )
}

function groupText({ combinator, not, rules }: RuleGroupType): string | undefined {
  const parts = rules.map(part => {
    if (typeof part === 'string') return undefined
    return 'rules' in part ? groupText(part) : ruleText(part)
  })
  if (parts.length === 0 || parts.includes(undefined)) return undefined
  // A group of one stands for its only part; brackets that say nothing are not printed.
  const joined = parts.length === 1 ? `${parts[0]}` : parts.map(part => `(${part})`).join(` ${combinator} `)
  return not === true ? `not (${joined})` : joined
}

function ruleText({ field, operator, value }: RuleType): string | undefined {
  if (operator === HOLDS) return field
  if (operator === HOLDS_NOT) return `not (${field})`
  const subject = `(${field})`
  if (operator === KNOWN || operator === UNKNOWN) return `${subject} ${operator}`
  const given = String(value ?? '').trim()
  if (given === '') return undefined
  if (operator === 'between') return betweenText(subject, given)
  if (operator === 'is one of') return `${subject} in (${listed(given)})`
  if ((tagTests as readonly string[]).includes(operator)) return `${subject} ${operator} (${listed(given)})`
  if (operator === 'in list') return `${subject} in list(${given})`
  if (operator === 'happens in') return `${subject} in ${given}`
  if (operator === 'within') return `${subject} within ${given}`
  if (operator === 'inside') return `${subject} inside place(${given})`
  return `${subject} ${operator} ${literal(given)}`
}

function betweenText(subject: string, given: string): string | undefined {
  const [low, high, ...rest] = given.split(/\s+and\s+/)
  if (low === undefined || high === undefined || rest.length > 0) return undefined
  return `${subject} between ${literal(low)} and ${literal(high)}`
}

/** Commas part texts, but not within quotes or brackets. */
function listed(given: string): string {
  const parts = given.match(/(?:"(?:[^"\\]|\\.)*"|\([^)]*\)|[^,])+/g) ?? []
  return parts.map(part => literal(part.trim())).join(', ')
}

/** Plain words are a text; all else is what the language takes it for. */
function literal(given: string): string {
  return isPlain(given) ? `"${given}"` : given
}
