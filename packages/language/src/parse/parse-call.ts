import type { ArgumentSyntax, Expression } from '../ast/expression.ts'
import { problem } from '../ast/problems/problem-table.ts'
import { missing, parseExpression } from './parse-logic.ts'
import { parseWindow, startsWindow } from './parse-window.ts'
import type { Token } from './token.ts'
import type { TokenStream } from './token-stream.ts'

/** `name(argument, …)`; what the name is and which arguments it takes is for the check. */
export function parseCall(stream: TokenStream): Expression {
  const name = stream.next()
  const opening = stream.next()
  const given: ArgumentSyntax[] = []
  if (!stream.takeSymbol(')')) {
    do given.push(stream.deeper<ArgumentSyntax>(() => parseArgument(stream), missing(stream)))
    while (stream.takeSymbol(','))
    stream.close(opening)
  }
  return { kind: 'call', function: name.text, arguments: given, span: stream.spanFrom(name) }
}

function parseArgument(stream: TokenStream): ArgumentSyntax {
  const first = stream.token
  if (startsWindow(stream)) {
    const window = parseWindow(stream)
    return { kind: 'window', window, span: stream.spanFrom(first) }
  }
  const source = parseExpression(stream)
  const argument = stream.takeWord('where') ? parseWhere(stream, first, source) : source
  return stream.isWord('then') ? refuseSequence(stream, first) : argument
}

function parseWhere(stream: TokenStream, first: Token, source: Expression): ArgumentSyntax {
  const condition = parseExpression(stream)
  return { kind: 'where', source, condition, span: stream.spanFrom(first) }
}

/** Passes over the steps of a sequence, to the window or the closing bracket. */
function refuseSequence(stream: TokenStream, first: Token): Expression {
  while (stream.isWord('then', 'and', 'or')) {
    stream.next()
    stream.recover()
  }
  const span = stream.spanFrom(first)
  stream.problems.push(problem('sequence_not_available', span, {}))
  return { kind: 'name', name: '', span }
}
