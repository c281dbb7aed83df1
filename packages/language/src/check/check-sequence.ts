import type { AggregateFunction, Sequence, SequenceStep } from '../ast/checked.ts'
import type { CallSyntax, SequenceSyntax, StepSyntax } from '../ast/expression.ts'
import { problem } from '../ast/problems/problem-table.ts'
import type { Span } from '../ast/span.ts'
import type { Duration } from '../ast/window.ts'
import { checkStepEvent, refuseCount } from './check-aggregate.ts'
import { checkStretch, checkWindow } from './check-window.ts'
import { AGGREGATES } from './function-names.ts'
import type { Scope } from './scope.ts'

const MOST_STEPS = 20

/** `did(visit then add_to_cart within 1h then no purchase within 24h, 7d)`: steps, and at most one window. */
export function checkSequence(
  node: CallSyntax,
  name: Extract<AggregateFunction, 'did' | 'never'>,
  sequence: SequenceSyntax,
  scope: Scope,
): Sequence | undefined {
  const [, ...windows] = node.arguments
  if (windows.length > 1) {
    refuseCount(node, name, AGGREGATES[name], scope)
    return undefined
  }
  const window = checkWindow(windows[0], scope)
  const [first] = sequence.steps
  const begins = first !== undefined && checkStart(first, name, scope)
  const isShort = refuseLong(sequence, scope)
  const steps = sequence.steps.map(step => checkStep(step, name, scope))
  const whole = steps.filter(step => step !== undefined)
  if (window === undefined || !begins || !isShort || whole.length < steps.length) return undefined
  const { span } = node
  return { kind: 'sequence', function: name, steps: whole, window, type: 'boolean', unknown: false, span }
}

/** The first step is an event, whenever it was. */
function checkStart(step: StepSyntax, name: string, scope: Scope): boolean {
  if (!step.absent && step.within === undefined) return true
  const event = nameOf(step)
  const given = step.absent ? `\`no ${event}\`` : '`within`'
  const write = step.absent
    ? `an event before it, \`${name}(visit then no ${event} within 24h)\``
    : `\`${name}(${event}, ${shown(step.within)})\`, or an event before it`
  scope.problems.push(problem('sequence_start', step.span, { given, write }))
  return false
}

function refuseLong({ steps, span }: SequenceSyntax, scope: Scope): boolean {
  if (steps.length <= MOST_STEPS) return true
  scope.problems.push(problem('too_many_steps', span, { given: steps.length, limit: MOST_STEPS }))
  return false
}

function checkStep(
  step: StepSyntax,
  name: Extract<AggregateFunction, 'did' | 'never'>,
  scope: Scope,
): SequenceStep | undefined {
  const { within, absent, span } = step
  const isStretch = within === undefined || checkTime(within, span, scope)
  const of = checkStepEvent(step.source, name, scope)
  if (of === undefined || !isStretch) return undefined
  if (!absent) return { absent, ...of, ...(within && { within }) }
  if (within !== undefined) return { absent, ...of, within }
  scope.problems.push(problem('step_without_time', span, { event: of.event }))
  return undefined
}

/** Some time, and no more than a hundred years. */
function checkTime(within: Duration, span: Span, scope: Scope): boolean {
  return checkStretch({ kind: 'next', duration: within }, span, scope)
}

function nameOf({ source }: StepSyntax): string {
  const event = source.kind === 'where' ? source.source : source
  return event.kind === 'name' ? event.name : 'purchase'
}

function shown(within: Duration | undefined): string {
  return within === undefined ? '24h' : `${within.amount}${within.unit}`
}
