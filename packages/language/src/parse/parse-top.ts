import type { Expression } from '../ast/expression.ts'
import { problem } from '../ast/problems/problem-table.ts'
import { parseOperand } from './parse-operand.ts'
import type { TokenStream } from './token-stream.ts'

/** `top 20% by sum(purchase.amount, 365d)`, `top 100 by spend`. */
export function parseTop(stream: TokenStream): Expression {
  const first = stream.next()
  const number = stream.next()
  const percent = stream.takeSymbol('%')
  if (first.text.toLowerCase() === 'bottom') {
    const found = { given: stream.textFrom(first) }
    stream.problems.push(problem('bottom_not_available', stream.spanFrom(first), found))
  }
  if (!stream.takeWord('by')) stream.expected('`by`', '`top 20% by spend`')
  const by = stream.deeper(() => parseOperand(stream), nothing(stream))
  const best = number.kind === 'number' ? number.number : number.text
  return { kind: 'top', best, percent, by, span: stream.spanFrom(first) }
}

function nothing(stream: TokenStream): Expression {
  return { kind: 'name', name: '', span: stream.spanFrom(stream.token) }
}
