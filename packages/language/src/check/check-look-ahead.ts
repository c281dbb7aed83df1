import type { Aggregate, Checked, Sequence } from '../ast/checked.ts'
import { checkedPartsOf } from '../ast/checked-parts.ts'
import { describe } from '../ast/describe.ts'
import type { LookAhead } from '../ast/look-ahead.ts'
import { problem } from '../ast/problems/problem-table.ts'
import { durationMillis } from '../ast/resolve-window.ts'
import type { Duration } from '../ast/window.ts'
import { checkExpression } from './check-expression.ts'
import { checkStretch } from './check-window.ts'
import { describeChecked } from './describe-checked.ts'
import { isAggregate } from './function-names.ts'
import type { Scope } from './scope.ts'

/** What a target has been found to look at. */
export interface Ahead {
  /** How far it looks ahead: all of it as far. */
  duration?: Duration
  readonly found: Set<Checked>
}

/** Whether it is worked out from events, and not from a day that is looked for. */
export function looksAtEvents({ value }: LookAhead): boolean {
  return isAggregate(value.function) && value.arguments.length > 0
}

/**
 * `never(purchase) in next 90d`, read when the 90 days are over: then they are a window like any other, and hold the
 * events after now and up to then.
 */
export function checkLookAhead(node: LookAhead, ahead: Ahead, scope: Scope): Checked | undefined {
  const { value, window } = node
  if (window.kind !== 'next') return undefined
  const isStretch = checkStretch(window, node.span, scope)
  const own = windowOf(node)
  if (own !== undefined) {
    scope.problems.push(
      problem('target_with_window', own.span, {
        given: own.kind === 'duration' ? describe(own) : 'The last argument',
      }),
    )
    return undefined
  }
  const checked = checkExpression(value, scope)
  if (checked === undefined || !isStretch || !isAsFar(node, window.duration, ahead, scope)) return undefined
  if (checked.kind !== 'aggregate' && checked.kind !== 'sequence') return undefined
  const read = { ...within(checked, window.duration), span: node.span }
  ahead.found.add(read)
  return read
}

function within<Read extends Aggregate | Sequence>(read: Read, duration: Duration): Read {
  return { ...read, window: { kind: 'rolling', from: duration, to: { amount: 0, unit: 'd' } } }
}

/** The argument that is a window of the function's own. */
function windowOf({ value }: LookAhead) {
  const [, ...others] = value.arguments
  return others.find(({ kind }) => kind === 'duration' || kind === 'window')
}

function isAsFar(node: LookAhead, duration: Duration, ahead: Ahead, scope: Scope): boolean {
  const first = ahead.duration ?? duration
  ahead.duration = first
  if (durationMillis(first) === durationMillis(duration)) return true
  const found = { given: shown(duration), first: shown(first) }
  scope.problems.push(problem('target_differs', node.span, found))
  return false
}

/** Outside of what looks ahead only values written out may stand: all else would be read when the time is over. */
export function refusePresent(checked: Checked, { duration, found }: Ahead, scope: Scope): void {
  if (duration === undefined) {
    scope.problems.push(problem('target_without_ahead', checked.span, {}))
    return
  }
  const open = [checked]
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (found.has(node)) continue
    if (READS.has(node.kind)) {
      const given = describeChecked(node).replaceAll('`', '')
      scope.problems.push(problem('target_reads_present', node.span, { given, after: shown(duration) }))
    } else open.push(...checkedPartsOf(node))
  }
}

const READS: ReadonlySet<Checked['kind']> = new Set([
  'attribute',
  'feature',
  'segment',
  'class',
  'score',
  'aggregate',
  'sequence',
  'ranked',
])

function shown({ amount, unit }: Duration): string {
  return `${amount}${unit}`
}
