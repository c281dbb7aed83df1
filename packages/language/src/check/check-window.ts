import { describe } from '../ast/describe.ts'
import type { ArgumentSyntax } from '../ast/expression.ts'
import { problem } from '../ast/problems/problem-table.ts'
import { durationMillis } from '../ast/resolve-window.ts'
import type { Span } from '../ast/span.ts'
import type { Duration, TriggerWindow, Window } from '../ast/window.ts'
import { LONGEST_DURATION } from './check-literal.ts'
import type { Scope } from './scope.ts'

/** The window of an aggregate, from its last argument; without one, ever. */
export function checkWindow(argument: ArgumentSyntax | undefined, scope: Scope): Window | undefined {
  if (argument === undefined) return { kind: 'ever' }
  if (argument.kind === 'duration') {
    const window: Window = { kind: 'rolling', from: argument.duration, to: { amount: 0, unit: 'd' } }
    return checkStretch(window, argument.span, scope) ? window : undefined
  }
  if (argument.kind === 'window') {
    return checkStretch(argument.window, argument.span, scope) ? argument.window : undefined
  }
  if (argument.kind === 'number') {
    const units = `${argument.text}d for days, ${argument.text}h for hours`
    scope.problems.push(problem('missing_unit', argument.span, { given: argument.text, units }))
  } else if (argument.kind === 'where') {
    scope.problems.push(problem('where_out_of_place', argument.span, {}))
  } else {
    const found = {
      given: describe(argument),
      write: 'a duration such as 30d, or `this month`, `last 3 months`',
    }
    scope.problems.push(problem('window_expected', argument.span, found))
  }
  return undefined
}

/** Whether a window holds some time, and no more than a hundred years. */
export function checkStretch(window: Window | TriggerWindow, span: Span, scope: Scope): boolean {
  const given = emptyText(window)
  if (given !== undefined) scope.problems.push(problem('empty_window', span, { given }))
  const long = durationsOf(window).find(duration => durationMillis(duration) > LONGEST_DURATION)
  if (long !== undefined) scope.problems.push(problem('duration_too_long', span, { given: shown(long) }))
  return given === undefined && long === undefined
}

function durationsOf(window: Window | TriggerWindow): readonly Duration[] {
  if (window.kind === 'rolling') return [window.from, window.to]
  return window.kind === 'next' || window.kind === 'past' ? [window.duration] : []
}

/** How an empty window was written; undefined when it is not empty. */
function emptyText(window: Window | TriggerWindow): string | undefined {
  if (window.kind === 'between') return window.from > window.to ? 'between … and …' : undefined
  if (window.kind === 'rolling' && durationMillis(window.from) <= durationMillis(window.to)) {
    return window.to.amount === 0 ? shown(window.from) : `${shown(window.from)} to ${shown(window.to)} ago`
  }
  if (window.kind === 'next' || window.kind === 'past') {
    return window.duration.amount === 0 ? shown(window.duration) : undefined
  }
  return undefined
}

function shown({ amount, unit }: Duration): string {
  return `${amount}${unit}`
}
