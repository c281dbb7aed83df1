import { type ArgumentSyntax, durationMillis, type Expression } from '@kindred/language'

/** What a target asks, and how far ahead it looks. */
export interface TargetSyntax {
  /** Milliseconds; absent: it does not look ahead. */
  readonly ahead?: number
  readonly expression: Expression
}

type Duration = Parameters<typeof durationMillis>[0]

/** Over events, each of which takes a window. */
const OVER_EVENTS: ReadonlySet<string> = new Set([
  'count',
  'sum',
  'avg',
  'min',
  'max',
  'distinct',
  'first',
  'last',
  'most_frequent',
  'did',
  'never',
  'average_gap',
])

/**
 * `X in next 90d` at an instant is X with the window `90d`, 90 days later: the window is half-open, so that it has exactly
 * the events in between.
 */
export function targetSyntax(expression: Expression): TargetSyntax {
  if (expression.kind !== 'in_window' || expression.window.kind !== 'next') return { expression }
  const { value, window } = expression
  const within = withWindow(value, window.duration)
  if (within === value) return { expression }
  return { ahead: durationMillis(window.duration), expression: within }
}

/** The same expression, where nothing in it is over events. */
function withWindow(expression: Expression, duration: Duration): Expression {
  if (expression.kind === 'call' && isOverEvents(expression)) {
    const { span } = expression
    return { ...expression, arguments: [...expression.arguments, { kind: 'duration', duration, span }] }
  }
  return expression
}

type Call = Extract<Expression, { kind: 'call' }>

function isOverEvents({ function: name, arguments: given }: Call): boolean {
  return OVER_EVENTS.has(name) && given.length === 1 && isEvents(given[0])
}

function isEvents(argument: ArgumentSyntax | undefined): boolean {
  return ['name', 'property', 'where', 'sequence'].includes(argument?.kind ?? '')
}
