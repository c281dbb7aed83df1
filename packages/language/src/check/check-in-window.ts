import type { Checked } from '../ast/checked.ts'
import type { Expression, InWindowSyntax } from '../ast/expression.ts'
import { isLookAhead, type LookAhead } from '../ast/look-ahead.ts'
import { problem } from '../ast/problems/problem-table.ts'
import { durationDays } from '../ast/resolve-window.ts'
import type { TriggerWindow } from '../ast/window.ts'
import { toDate } from './agree.ts'
import { checkExpression } from './check-expression.ts'
import { checkLookAhead, looksAtEvents } from './check-look-ahead.ts'
import { checkStretch } from './check-window.ts'
import type { Scope } from './scope.ts'
import { typePhrase } from './type-phrase.ts'

/** `contract_end in next 30d`, `anniversary(birth_date) in this month` */
export function checkInWindow(node: InWindowSyntax, scope: Scope): Checked | undefined {
  if (isLookAhead(node) && looksAtEvents(node)) {
    if (scope.ahead !== undefined) return checkLookAhead(node, scope.ahead, scope)
    if (!isOfTime(node, scope)) return undefined
  }
  const isWindow = checkStretch(node.window, node.span, scope)
  const anniversary = node.value.kind === 'call' && node.value.function === 'anniversary'
  const given = anniversary ? checkAnniversary(node.value, scope) : checkExpression(node.value, scope)
  if (given === undefined || !isTime(given, scope)) return undefined
  const value = anniversary ? toDate(given) : given
  if (value.type === 'date' && !hasWholeDays(node.window, node, scope)) return undefined
  if (!isWindow) return undefined
  const { window } = node
  return { kind: 'in_window', value, anniversary, window, type: 'boolean', unknown: false, span: node.span }
}

/** Outside of a target only days and instants can be looked for in time to come: `max(order.due) in next 7d`. */
function isOfTime({ value, span }: LookAhead, scope: Scope): boolean {
  const checked = checkExpression(value, { ...scope, problems: [] })
  if (checked === undefined || checked.type === 'date' || checked.type === 'instant') return true
  const given = `${value.function}(…) in next …`
  scope.problems.push(problem('target_out_of_place', span, { given, write: `${value.function}(…, 30d)` }))
  return false
}

function checkAnniversary(node: Expression, scope: Scope): Checked | undefined {
  const [date, ...rest] = node.kind === 'call' ? node.arguments : []
  if (date !== undefined && rest.length === 0) return checkExpression(date, scope)
  const given = node.kind === 'call' ? node.arguments.length : 0
  const found = {
    function: 'anniversary',
    given,
    wanted: 'one date',
    example: 'anniversary(birth_date) in next 7d',
  }
  scope.problems.push(problem('wrong_argument_count', node.span, found))
  return undefined
}

function isTime(value: Checked, scope: Scope): boolean {
  if (value.type === 'date' || value.type === 'instant') return true
  const found = {
    operator: 'in',
    type: typePhrase(value.type),
    wanted: 'a date or an instant before a window',
  }
  scope.problems.push(problem('operand_type', value.span, found))
  return false
}

function hasWholeDays(window: TriggerWindow, node: InWindowSyntax, scope: Scope): boolean {
  if (window.kind !== 'next' && window.kind !== 'past') return true
  if (durationDays(window.duration) !== undefined) return true
  const given = `${window.duration.amount}${window.duration.unit}`
  scope.problems.push(problem('whole_days_expected', node.span, { given, write: 'days or weeks: 1d, 2w' }))
  return false
}
