import type { Expression } from '../ast/expression.ts'
import { RESERVED_WORDS } from '../ast/operators.ts'
import { problem } from '../ast/problems/problem-table.ts'
import { parseCall } from './parse-call.ts'
import { parseNameInBrackets } from './parse-condition.ts'
import { missing, parseExpression } from './parse-logic.ts'
import { parseTop } from './parse-top.ts'
import { spanBetween, type Token } from './token.ts'
import type { TokenStream } from './token-stream.ts'

/** A value: sums of products of signed factors, as in arithmetic. */
export function parseOperand(stream: TokenStream): Expression {
  const first = stream.token
  let left = parseProduct(stream)
  while (stream.isSymbol('+', '-')) {
    const operator = stream.next().text === '+' ? '+' : '-'
    const right = parseProduct(stream)
    left = { kind: 'arithmetic', operator, left, right, span: stream.spanFrom(first) }
  }
  return left
}

function parseProduct(stream: TokenStream): Expression {
  const first = stream.token
  let left = parseSigned(stream)
  while (stream.isSymbol('*', '/')) {
    const operator = stream.next().text === '*' ? '*' : '/'
    const right = parseSigned(stream)
    left = { kind: 'arithmetic', operator, left, right, span: stream.spanFrom(first) }
  }
  return left
}

function parseSigned(stream: TokenStream): Expression {
  const first = stream.token
  if (!stream.takeSymbol('-')) return parseFactor(stream)
  const operand = stream.deeper(() => parseSigned(stream), missing(stream))
  const span = stream.spanFrom(first)
  return operand.kind === 'number'
    ? { kind: 'number', text: negated(operand.text), span }
    : { kind: 'negative', operand, span }
}

function negated(number: string): string {
  if (number === '0') return number
  return number.startsWith('-') ? number.slice(1) : `-${number}`
}

function parseFactor(stream: TokenStream): Expression {
  const { token } = stream
  const span = spanBetween(token, token)
  switch (token.kind) {
    case 'number':
      stream.next()
      return { kind: 'number', text: token.number, span }
    case 'text':
      stream.next()
      return { kind: 'text', value: token.value, span }
    case 'duration':
      stream.next()
      return { kind: 'duration', duration: token.duration, span }
    case 'date':
      stream.next()
      return { kind: 'date', day: token.day, span }
    case 'instant':
      stream.next()
      return { kind: 'instant', text: token.text, span }
    case 'name':
      return parseNamed(stream, token)
    default:
      return stream.isSymbol('(') ? parseBrackets(stream) : refuseOperand(stream)
  }
}

function parseBrackets(stream: TokenStream): Expression {
  const opening = stream.next()
  const inner = stream.deeper(() => parseExpression(stream), missing(stream))
  stream.close(opening)
  return inner
}

function parseNamed(stream: TokenStream, token: Token): Expression {
  if (stream.isWord('top', 'bottom') && stream.ahead(1).kind === 'number') return parseTop(stream)
  const word = token.text.toLowerCase()
  if (stream.isSymbolAhead(1, '(') && !RESERVED_WORDS.has(word)) return parseCall(stream)
  if (word === 'in' && stream.isSymbolAhead(1, '(')) return parseSegment(stream)
  stream.next()
  const span = spanBetween(token, token)
  if (word === 'true' || word === 'false') return { kind: 'boolean', value: word === 'true', span }
  if (RESERVED_WORDS.has(word)) return refuseReserved(stream, token)
  return stream.isSymbol('.') ? parseProperty(stream, token) : { kind: 'name', name: token.text, span }
}

function parseSegment(stream: TokenStream): Expression {
  const first = stream.next()
  const segment = parseNameInBrackets(stream, 'a segment', '`in(vip)`')
  return { kind: 'segment', segment, span: stream.spanFrom(first) }
}

function parseProperty(stream: TokenStream, event: Token): Expression {
  stream.next()
  const property = stream.token
  if (property.kind !== 'name') {
    stream.expected('the name of a property', `\`${event.text}.amount\``)
    return missing(stream)
  }
  stream.next()
  return { kind: 'property', event: event.text, property: property.text, span: stream.spanFrom(event) }
}

function refuseReserved(stream: TokenStream, token: Token): Expression {
  stream.problems.push(problem('reserved_word', spanBetween(token, token), { given: token.text }))
  stream.recover()
  return missing(stream)
}

function refuseOperand(stream: TokenStream): Expression {
  stream.expected(
    'a value or a condition',
    'a name, a number, a "text", or a function such as `count(visit, 7d)`',
  )
  return missing(stream)
}
