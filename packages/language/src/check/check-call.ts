import type { CallFunction, Checked, ScoreRead } from '../ast/checked.ts'
import type { ArgumentSyntax, CallSyntax } from '../ast/expression.ts'
import { problem } from '../ast/problems/problem-table.ts'
import type { Span } from '../ast/span.ts'
import { nearestName } from '../vocabulary/nearest-name.ts'
import type { ValueType } from '../vocabulary/value.ts'
import type { ScoreName } from '../vocabulary/vocabulary.ts'
import { agree, toDate } from './agree.ts'
import { checkAggregate, checkDaysSinceEvent } from './check-aggregate.ts'
import { checkChoice } from './check-choice.ts'
import { checkExpression } from './check-expression.ts'
import { refuseInWhere } from './check-name.ts'
import { isRank, refuseRankAsValue } from './check-rank.ts'
import { checkSequence } from './check-sequence.ts'
import { describeChecked } from './describe-checked.ts'
import { CALL_EXAMPLES, FUNCTION_NAMES, isAggregate, isCall } from './function-names.ts'
import { canOverflow } from './magnitude.ts'
import type { Scope } from './scope.ts'
import { typePhrase, typePhrases } from './type-phrase.ts'

const NUMERIC: readonly ValueType[] = ['number', 'money']
const ORDERED: readonly ValueType[] = ['number', 'money', 'date', 'instant']
const SINGLE: readonly ValueType[] = [...ORDERED, 'boolean', 'text']
const MOST_PLACES = 6

interface CallRule {
  readonly least: number
  readonly most: number
  readonly takes: readonly ValueType[]
  readonly gives: ValueType | 'argument'
}

const RULES: Readonly<Record<CallFunction, CallRule>> = {
  abs: { least: 1, most: 1, takes: NUMERIC, gives: 'argument' },
  round: { least: 1, most: 2, takes: NUMERIC, gives: 'argument' },
  min: { least: 2, most: 50, takes: ORDERED, gives: 'argument' },
  max: { least: 2, most: 50, takes: ORDERED, gives: 'argument' },
  coalesce: { least: 2, most: 50, takes: SINGLE, gives: 'argument' },
  lower: { least: 1, most: 1, takes: ['text'], gives: 'text' },
  length: { least: 1, most: 1, takes: ['text'], gives: 'number' },
  age: { least: 1, most: 1, takes: ['date', 'instant'], gives: 'number' },
  days_since: { least: 1, most: 1, takes: ['date', 'instant'], gives: 'number' },
}

/** A name with brackets: an aggregate over events, or a function of values. */
export function checkCall(node: CallSyntax, scope: Scope): Checked | undefined {
  const name = node.function
  if ((name === 'did' || name === 'never') && node.arguments[0]?.kind === 'sequence') {
    return outsideWhere(node, scope) ? checkSequence(node, name, node.arguments[0], scope) : undefined
  }
  if (isAggregate(name) && (!isCall(name) || isOfEvents(node.arguments[0], scope))) {
    return outsideWhere(node, scope) ? checkAggregate(node, name, scope) : undefined
  }
  if (name === 'days_since' && isOfEvents(node.arguments[0], scope)) {
    return outsideWhere(node, scope) ? checkDaysSinceEvent(node, scope) : undefined
  }
  if (name === 'if') return checkChoice(node, scope)
  if (isRank(node)) return refuseRankAsValue(node, scope)
  if (name === 'score') return checkScore(node, scope)
  if (isCall(name)) return checkFunction(node, name, scope)
  if (name === 'anniversary') scope.problems.push(problem('anniversary_without_window', node.span, {}))
  else {
    const nearest = nearestName(name, FUNCTION_NAMES)
    scope.problems.push(problem('unknown_function', node.span, { given: name, nearest }))
  }
  return undefined
}

/** Whether an argument is a source of events, and not a value: `purchase.amount`, `purchase where …`, `purchase`. */
function isOfEvents(argument: ArgumentSyntax | undefined, scope: Scope): boolean {
  if (argument?.kind === 'where' || argument?.kind === 'sequence' || argument?.kind === 'property')
    return true
  if (argument?.kind !== 'name' || scope.event?.declared.properties.has(argument.name)) return false
  const { events, attributes, features } = scope.vocabulary
  return events.has(argument.name) && !attributes.has(argument.name) && !features.has(argument.name)
}

function outsideWhere(node: CallSyntax, scope: Scope): boolean {
  refuseInWhere(`${node.function}(…)`, 'a function over events', node.span, scope)
  return scope.event === undefined
}

function checkScore(node: CallSyntax, scope: Scope): Checked | undefined {
  const [model, output, ...rest] = node.arguments
  if (scope.event !== undefined) {
    refuseInWhere('score(…)', 'a score of the customer', node.span, scope)
  } else if (model?.kind !== 'name' || (output && output.kind !== 'name') || rest.length > 0) {
    const found = { function: 'score', given: node.arguments.length, wanted: 'the name of one model' }
    scope.problems.push(problem('wrong_argument_count', node.span, { ...found, example: 'score(churn)' }))
  } else {
    const declared = scope.vocabulary.scores.get(model.name)
    if (declared !== undefined && output !== undefined)
      return outputRead({ model: model.name, output, span: node.span }, declared, scope)
    if (declared !== undefined) return scoreRead(model.name, declared, node.span)
    const nearest = nearestName(model.name, scope.vocabulary.scores.keys())
    scope.problems.push(problem('unknown_score', model.span, { given: model.name, nearest }))
  }
  return undefined
}

interface OutputCall {
  readonly model: string
  readonly output: { readonly name: string; readonly span: Span }
  readonly span: Span
}

/** One of several answers of a model: `score(mailing, left_alone)`. */
function outputRead(
  { model, output, span }: OutputCall,
  declared: ScoreName,
  scope: Scope,
): Checked | undefined {
  const { outputs = new Map<string, undefined>() } = declared
  if (outputs.has(output.name)) {
    const { of: _, ...known } = declared
    const of = outputs.get(output.name)
    return { ...scoreRead(model, { ...known, ...(of && { of }) }, span), output: output.name }
  }
  const known = [...outputs.keys()]
  const found = { model, given: output.name, known, nearest: nearestName(output.name, known) }
  scope.problems.push(problem('unknown_output', output.span, found))
  return undefined
}

function scoreRead(model: string, { inputs, of, version }: ScoreName, span: Span): ScoreRead {
  const fitted = { ...(of && { of }), ...(version !== undefined && { version }) }
  return { kind: 'score', model, inputs, ...fitted, type: 'number', unknown: true, span }
}

function checkFunction(node: CallSyntax, name: CallFunction, scope: Scope): Checked | undefined {
  const rule = RULES[name]
  if (!hasRightCount(node, name, rule, scope)) return undefined
  const values = checkArguments(node, scope)
  if (values === undefined) return undefined
  const taken = name === 'round' ? checkPlaces(values, scope) : agree(values, scope)
  if (taken === undefined || !takes(taken, name, rule, scope)) return undefined
  const [first] = taken
  if (first === undefined) return undefined
  const given = name === 'age' ? [toDate(first)] : taken
  const type = rule.gives === 'argument' ? first.type : rule.gives
  const unknown = name === 'coalesce' ? given.every(isUnknown) : given.some(isUnknown)
  const made: Checked = { kind: 'call', function: name, arguments: given, type, unknown, span: node.span }
  return name === 'round' && canOverflow(made) ? { ...made, unknown: true } : made
}

function isUnknown(node: Checked): boolean {
  return node.unknown
}

function hasRightCount(node: CallSyntax, name: CallFunction, rule: CallRule, scope: Scope): boolean {
  const given = node.arguments.length
  if (given >= rule.least && given <= rule.most) return true
  const most =
    rule.most > 2 ? `${rule.least} values or more` : rule.least === rule.most ? '1 value' : '1 or 2 values'
  const found = { function: name, given, wanted: most, example: CALL_EXAMPLES[name] }
  scope.problems.push(problem('wrong_argument_count', node.span, found))
  return false
}

function checkArguments(node: CallSyntax, scope: Scope): readonly Checked[] | undefined {
  const values = node.arguments.map(argument => checkExpression(argument, scope))
  return values.every(value => value !== undefined) ? values : undefined
}

/** The second argument of `round`: a whole number written out, 0 to 6. */
function checkPlaces(values: readonly Checked[], scope: Scope): readonly Checked[] | undefined {
  const places = values[1]
  if (places === undefined) return values
  const count = places.kind === 'literal' ? Number(places.value) : Number.NaN
  if (places.type === 'number' && Number.isInteger(count) && count >= 0 && count <= MOST_PLACES) return values
  const found = {
    place: '`round`',
    wanted: 'a whole number of places from 0 to 6',
    given: describeChecked(places),
  }
  scope.problems.push(problem('literal_type', places.span, found))
  return undefined
}

function takes(values: readonly Checked[], name: CallFunction, rule: CallRule, scope: Scope): boolean {
  const [first] = values
  if (first === undefined || rule.takes.includes(first.type)) return true
  const wanted = typePhrases(rule.takes)
  const hint =
    first.type === 'text' && first.kind === 'literal' && rule.takes.includes('date')
      ? 'Write a date without quotes: 2026-11-21.'
      : undefined
  const found = { operator: name, type: typePhrase(first.type), wanted, hint }
  scope.problems.push(problem('operand_type', first.span, found))
  return false
}
