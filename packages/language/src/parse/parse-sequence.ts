import type { ArgumentSyntax, Expression, StepSyntax, WhereSyntax } from '../ast/expression.ts'
import { RESERVED_WORDS } from '../ast/operators.ts'
import { problem } from '../ast/problems/problem-table.ts'
import { isStepTime } from './parse-condition.ts'
import { parseExpression } from './parse-logic.ts'
import { parseDuration } from './parse-window.ts'
import { spanBetween, type Token } from './token.ts'
import type { TokenStream } from './token-stream.ts'

/** What a function is of: a value, an event with a condition on it, or steps joined by `then`. */
export function parseSource(stream: TokenStream): ArgumentSyntax {
  const first = stream.token
  const step = parseStep(stream)
  const isPlain = !step.absent && step.within === undefined
  if (isPlain && !stream.isWord('then')) return step.source
  const steps = [step]
  while (stream.takeWord('then')) {
    refuseNot(stream)
    steps.push(parseStep(stream))
  }
  return { kind: 'sequence', steps, span: stream.spanFrom(first) }
}

/** `then not purchase`, where it is `no`. */
function refuseNot(stream: TokenStream): void {
  const { token } = stream
  if (!stream.isWord('not') || stream.ahead(1).kind !== 'name') return
  stream.next()
  const write = `\`no ${stream.token.text} within 24h\``
  stream.problems.push(problem('other_wording', spanBetween(token, token), { given: token.text, write }))
}

/** `no purchase where amount > 500 within 24h` */
function parseStep(stream: TokenStream): StepSyntax {
  const first = stream.token
  const absent = isAbsence(stream)
  if (absent) stream.next()
  const source = parseFiltered(stream)
  const within = isStepTime(stream) ? parseWithin(stream) : undefined
  if (within !== undefined && stream.isWord('where')) refuseOrder(stream)
  return { source, absent, ...(within && { within }), span: stream.spanFrom(first) }
}

/** `no` before the name of an event; where none follows, it is the name of one itself. */
function isAbsence(stream: TokenStream): boolean {
  if (!stream.isWord('no') || stream.ahead(1).kind !== 'name') return false
  const isTest =
    RESERVED_WORDS.has(stream.ahead(1).text.toLowerCase()) ||
    (stream.isWordAhead(1, 'starts', 'ends') && stream.isWordAhead(2, 'with')) ||
    (stream.isWordAhead(1, 'any', 'all', 'none') && stream.isWordAhead(2, 'of')) ||
    (stream.isWordAhead(1, 'inside') && stream.isWordAhead(2, 'place')) ||
    (stream.isWordAhead(1, 'within') && ['duration', 'distance'].includes(stream.ahead(2).kind))
  return !isTest
}

function parseFiltered(stream: TokenStream): Expression | WhereSyntax {
  const first = stream.token
  const source = parseExpression(stream)
  return stream.takeWord('where') ? parseWhere(stream, first, source) : source
}

function parseWhere(stream: TokenStream, first: Token, source: Expression): WhereSyntax {
  const condition = parseExpression(stream)
  return { kind: 'where', source, condition, span: stream.spanFrom(first) }
}

function parseWithin(stream: TokenStream): NonNullable<StepSyntax['within']> {
  stream.next()
  return parseDuration(stream)
}

function refuseOrder(stream: TokenStream): void {
  const { token } = stream
  stream.problems.push(problem('step_order', spanBetween(token, token), {}))
  stream.next()
  parseExpression(stream)
}
