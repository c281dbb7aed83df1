import type { Checked, Literal } from '../ast/checked.ts'
import { describe } from '../ast/describe.ts'
import type { Expression, InListSyntax, OneOfSyntax, TagTestSyntax } from '../ast/expression.ts'
import { problem } from '../ast/problems/problem-table.ts'
import type { Span } from '../ast/span.ts'
import type { ValueType } from '../vocabulary/value.ts'
import { agree } from './agree.ts'
import { checkClass } from './check-class.ts'
import { checkExpression } from './check-expression.ts'
import { find } from './check-name.ts'
import { checkRank, isRank } from './check-rank.ts'
import type { Scope } from './scope.ts'
import { typePhrase, typePhrases } from './type-phrase.ts'

const LISTABLE: readonly ValueType[] = ['text', 'number', 'money', 'date', 'instant']

export function checkOneOf(node: OneOfSyntax, scope: Scope): Checked | undefined {
  if (isRank(node.value)) return checkRank(node.value, 'in', node.options, node.span, scope)
  const place = '`in (…)`'
  const value = checkExpression(node.value, scope)
  const given = checkLiterals(node.options, place, node.span, scope)
  if (value === undefined || given === undefined || !isOneOf(LISTABLE, value, 'in (…)', scope))
    return undefined
  const [agreed, ...options] = agree([value, ...given], scope) ?? []
  if (agreed === undefined || !checkClass(agreed, options, scope)) return undefined
  const literals = options.filter(option => option.kind === 'literal')
  if (literals.length !== options.length) {
    scope.problems.push(problem('literal_expected', node.span, { place }))
    return undefined
  }
  const values = literals.map(option => option.value)
  return { kind: 'one_of', value: agreed, options: values, type: 'boolean', unknown: false, span: node.span }
}

/** What a choice is made from, each written out. */
function checkLiterals(
  options: readonly Expression[],
  place: string,
  span: Span,
  scope: Scope,
): readonly Literal[] | undefined {
  if (options.length === 0) scope.problems.push(problem('no_options', span, { place }))
  const literals = options.map(option => checkLiteralOption(option, place, scope))
  const whole = literals.filter(option => option !== undefined)
  return whole.length === options.length && whole.length > 0 ? whole : undefined
}

function checkLiteralOption(option: Expression, place: string, scope: Scope): Literal | undefined {
  const before = scope.problems.length
  const checked = checkExpression(option, scope)
  if (checked?.kind === 'literal') return checked
  if (scope.problems.length === before)
    scope.problems.push(problem('literal_expected', option.span, { place }))
  return undefined
}

function isOneOf(types: readonly ValueType[], value: Checked, operator: string, scope: Scope): boolean {
  if (types.includes(value.type)) return true
  const hint = value.type === 'tags' ? 'Write `any of (…)`, `all of (…)` or `none of (…)`.' : undefined
  const found = { operator, type: typePhrase(value.type), wanted: typePhrases(types), hint }
  scope.problems.push(problem('operand_type', value.span, found))
  return false
}

export function checkInList(node: InListSyntax, scope: Scope): Checked | undefined {
  const value = checkExpression(node.value, scope)
  const list = find(scope.vocabulary.lists, 'unknown_list', node.list, node.span, scope)
  if (value === undefined || list === undefined || !isOneOf(['text'], value, 'in list(…)', scope))
    return undefined
  const options = [...new Set(list.map(item => item.normalize('NFC')))]
  return { kind: 'one_of', value, options, list: node.list, type: 'boolean', unknown: false, span: node.span }
}

export function checkTags(node: TagTestSyntax, scope: Scope): Checked | undefined {
  const place = `\`${node.operator} (…)\``
  const value = checkExpression(node.value, scope)
  const literals = checkLiterals(node.options, place, node.span, scope)
  if (value === undefined || literals === undefined || !isTags(value, node, scope)) return undefined
  const wrong = node.options.find(option => option.kind !== 'text')
  if (wrong !== undefined) {
    const found = { place, wanted: 'a text in quotes', given: describe(wrong) }
    scope.problems.push(problem('literal_type', wrong.span, found))
    return undefined
  }
  const options = literals.map(option => String(option.value))
  const { operator } = node
  return { kind: 'tag_test', operator, value, options, type: 'boolean', unknown: false, span: node.span }
}

function isTags(value: Checked, node: TagTestSyntax, scope: Scope): boolean {
  if (value.type === 'tags') return true
  const hint = value.type === 'text' ? 'A text is one value: write `in ("a", "b")`.' : undefined
  const found = { operator: node.operator, type: typePhrase(value.type), wanted: typePhrase('tags'), hint }
  scope.problems.push(problem('operand_type', value.span, found))
  return false
}
