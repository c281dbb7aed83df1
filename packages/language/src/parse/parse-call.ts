import type { ArgumentSyntax, Expression } from '../ast/expression.ts'
import { problem } from '../ast/problems/problem-table.ts'
import { missing } from './parse-logic.ts'
import { parseSource } from './parse-sequence.ts'
import { parseWindow, rewordedWindow, startsWindow } from './parse-window.ts'
import { spanBetween } from './token.ts'
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
  if (stream.isWord('where')) {
    stream.problems.push(problem('where_out_of_place', spanBetween(first, first), {}))
    stream.next()
    return parseSource(stream)
  }
  const reworded = rewordedWindow(stream)
  if (reworded !== undefined) return { kind: 'window', window: reworded, span: stream.spanFrom(first) }
  if (startsWindow(stream)) {
    const window = parseWindow(stream)
    return { kind: 'window', window, span: stream.spanFrom(first) }
  }
  return parseSource(stream)
}
