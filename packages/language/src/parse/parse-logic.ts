import type { Expression } from '../ast/expression.ts'
import type { AllOrAny } from '../ast/operators.ts'
import { problem } from '../ast/problems/problem-table.ts'
import { parseCondition } from './parse-condition.ts'
import { shorten } from './shorten.ts'
import type { TokenStream } from './token-stream.ts'

interface Written {
  readonly operand: Expression
  readonly text: string
}

/** Conditions joined by `and` alone or by `or` alone; both side by side have two readings and are refused. */
export function parseExpression(stream: TokenStream): Expression {
  const first = stream.token
  const operands: Written[] = [parseNegation(stream)]
  const words: AllOrAny[] = []
  while (stream.isWord('and', 'or')) {
    words.push(stream.next().text.toLowerCase() === 'and' ? 'and' : 'or')
    operands.push(parseNegation(stream))
  }
  const [kind] = words
  if (kind === undefined) return operands[0]?.operand ?? missing(stream)
  const span = stream.spanFrom(first)
  if (words.some(word => word !== kind)) {
    const readings = { andFirst: grouped(operands, words, 'and'), orFirst: grouped(operands, words, 'or') }
    stream.problems.push(problem('mixed_logic', span, readings))
  }
  return { kind, operands: operands.map(written => written.operand), span }
}

function parseNegation(stream: TokenStream): Written {
  const first = stream.token
  const operand = parseNot(stream)
  return { operand, text: stream.textFrom(first) }
}

function parseNot(stream: TokenStream): Expression {
  const first = stream.token
  if (!stream.takeWord('not')) return parseCondition(stream)
  const operand = stream.deeper(() => parseNot(stream), missing(stream))
  return { kind: 'not', operand, span: stream.spanFrom(first) }
}

/** The reading in which `binding` joins first: its runs of two or more stand in brackets. */
function grouped(operands: readonly Written[], words: readonly AllOrAny[], binding: AllOrAny): string {
  const other = binding === 'and' ? 'or' : 'and'
  const groups: string[][] = [[]]
  operands.forEach(({ text }, i) => {
    if (i > 0 && words[i - 1] === other) groups.push([])
    groups.at(-1)?.push(shorten(text, 60))
  })
  const joined = groups.map(group => (group.length > 1 ? `(${group.join(` ${binding} `)})` : group.join('')))
  return joined.join(` ${other} `)
}

/** Stands where an operand could not be read. Never leaves `parse`: there is a problem then. */
export function missing(stream: TokenStream): Expression {
  return { kind: 'name', name: '', span: stream.spanFrom(stream.token) }
}
