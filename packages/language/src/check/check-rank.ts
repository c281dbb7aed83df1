import type { Checked, Comparison, Ranked, RankSaid } from '../ast/checked.ts'
import { describe } from '../ast/describe.ts'
import type { ArgumentSyntax, CallSyntax, CompareSyntax, TopSyntax } from '../ast/expression.ts'
import { problem } from '../ast/problems/problem-table.ts'
import type { Span } from '../ast/span.ts'
import { checkExpression } from './check-expression.ts'
import { refuseInWhere } from './check-name.ts'
import { cutOf } from './rank-cut.ts'
import type { Scope } from './scope.ts'
import { typePhrase, typePhrases } from './type-phrase.ts'

type RankFunction = Exclude<RankSaid['of'], 'top'>

/** How many levels there are; a rank has no end but this. */
const LEVELS: Readonly<Record<RankFunction, number>> = {
  rank: 1_000_000_000,
  decile: 10,
  quintile: 5,
  quartile: 4,
}
const FLIPPED = { '=': '=', '!=': '!=', '<': '>', '<=': '>=', '>': '<', '>=': '<=' } as const

/** `rank(spend)`, `decile(spend)` … */
export function isRank(node: ArgumentSyntax): node is CallSyntax & { readonly function: RankFunction } {
  return node.kind === 'call' && Object.hasOwn(LEVELS, node.function)
}

/** `top 20% by spend`: at most seven decimal places, since shares are taken to the billionth. */
export function checkTop(node: TopSyntax, scope: Scope): Ranked | undefined {
  const best = Number(node.best)
  const isRight = node.percent
    ? best > 0 && best <= 100 && (node.best.split('.')[1] ?? '').length <= 7
    : isLevel(best, LEVELS.rank)
  const by = checkMeasure(node.by, 'top … by …', node.span, scope)
  if (!isRight) {
    const wanted = node.percent ? 'a share above 0% and up to 100%' : 'a whole number of customers'
    const given = `\`${node.best}${node.percent ? '%' : ''}\``
    scope.problems.push(problem('rank_out_of_range', node.span, { function: 'top', given, wanted }))
  }
  if (by === undefined || !isRight) return undefined
  return ranked(by, { of: 'top', operator: '<=', values: [best], percent: node.percent }, node.span)
}

/** A comparison of a rank with a number written out, on whichever side; `'no rank'` when neither is one. */
export function checkRankCompare(node: CompareSyntax, scope: Scope): Ranked | undefined | 'no rank' {
  if (isRank(node.left)) return checkRank(node.left, node.operator, [node.right], node.span, scope)
  if (!isRank(node.right)) return 'no rank'
  return checkRank(node.right, FLIPPED[node.operator], [node.left], node.span, scope)
}

export function checkRank(
  call: CallSyntax & { readonly function: RankFunction },
  operator: Comparison | 'between' | 'in',
  others: readonly ArgumentSyntax[],
  span: Span,
  scope: Scope,
): Ranked | undefined {
  const by = checkRanked(call, scope)
  const values = others.map(other => checkLevel(other, call.function, scope))
  const known = values.filter(value => value !== undefined)
  if (others.length === 0) scope.problems.push(problem('no_options', span, { place: '`in (…)`' }))
  if (by === undefined || known.length < values.length || known.length === 0) return undefined
  return ranked(by, { of: call.function, operator, values: known, percent: false }, span)
}

export function refuseRankAsValue(
  node: CallSyntax & { readonly function: RankFunction },
  scope: Scope,
): undefined {
  const example = exampleOf(node.function)
  scope.problems.push(problem('rank_not_compared', node.span, { function: node.function, example }))
}

function exampleOf(name: RankFunction): string {
  return name === 'rank' ? 'rank(spend) <= 1000' : `${name}(spend) = ${LEVELS[name]}`
}

function checkRanked(node: CallSyntax & { readonly function: RankFunction }, scope: Scope) {
  const [of] = node.arguments
  if (of !== undefined && node.arguments.length === 1) {
    return checkMeasure(of, `${node.function}(…)`, node.span, scope)
  }
  const found = { function: node.function, given: node.arguments.length, wanted: '1 value' }
  scope.problems.push(
    problem('wrong_argument_count', node.span, { ...found, example: exampleOf(node.function) }),
  )
  return undefined
}

/** What customers are ranked by: a number or an amount. */
function checkMeasure(node: ArgumentSyntax, given: string, span: Span, scope: Scope): Checked | undefined {
  if (scope.event !== undefined) {
    refuseInWhere(given, 'a comparison with all other customers', span, scope)
    return undefined
  }
  const by = checkExpression(node, scope)
  if (by === undefined || by.type === 'number' || by.type === 'money') return by
  const hint =
    by.type === 'date' || by.type === 'instant' ? 'Use days: `top 20% by -days_since(purchase)`.' : undefined
  const wanted = typePhrases(['number', 'money'])
  const found = { operator: given, type: typePhrase(by.type), wanted, hint }
  scope.problems.push(problem('operand_type', by.span, found))
  return undefined
}

function checkLevel(node: ArgumentSyntax, name: RankFunction, scope: Scope): number | undefined {
  const most = LEVELS[name]
  const value = node.kind === 'number' ? Number(node.text) : Number.NaN
  if (isLevel(value, most)) return value
  const wanted = `a whole number from 1 to ${most}`
  const given = describe(node)
  scope.problems.push(problem('rank_out_of_range', node.span, { function: name, given, wanted }))
  return undefined
}

function isLevel(value: number, most: number): boolean {
  return Number.isInteger(value) && value >= 1 && value <= most
}

function ranked(by: Checked, said: RankSaid, span: Span): Ranked {
  const levels = said.of === 'top' ? 0 : LEVELS[said.of]
  return { kind: 'ranked', cut: cutOf(by, said, levels), said, type: 'boolean', unknown: false, span }
}
