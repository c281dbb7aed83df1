import type { Expression } from '../ast/expression.ts'
import { problem } from '../ast/problems/problem-table.ts'
import { parseNameInBrackets } from './parse-condition.ts'
import { spanBetween, type Token } from './token.ts'
import type { TokenStream } from './token-stream.ts'

/** `within 25km of (50.08, 14.43)` or `inside place(prague)`. */
export function parseNearTail(stream: TokenStream, first: Token, value: Expression): Expression {
  if (stream.next().text.toLowerCase() === 'inside') return parseInside(stream, first, value)
  const kilometres = parseDistance(stream)
  const opening = stream.ahead(1)
  if (!stream.takeWord('of') || !stream.takeSymbol('(')) {
    stream.expected('`of (latitude, longitude)`', '`within 25km of (50.08, 14.43)`')
    return value
  }
  const latitude = parseDegrees(stream)
  if (!stream.takeSymbol(',')) stream.expected('`,`', '(latitude, longitude), such as (50.08, 14.43)')
  const longitude = parseDegrees(stream)
  stream.close(opening)
  return { kind: 'near', value, kilometres, latitude, longitude, span: stream.spanFrom(first) }
}

function parseInside(stream: TokenStream, first: Token, value: Expression): Expression {
  if (!stream.takeWord('place')) {
    stream.expected('`place(…)`', '`inside place(prague)`')
    return value
  }
  const place = parseNameInBrackets(stream, 'a place', '`inside place(prague)`')
  return { kind: 'inside', value, place, span: stream.spanFrom(first) }
}

function parseDistance(stream: TokenStream): string {
  const { token } = stream
  if (token.kind === 'distance') {
    stream.next()
    return token.kilometres
  }
  const number =
    token.kind === 'duration' && token.duration.unit === 'm' ? token.duration.amount / 1000 : undefined
  if (token.kind !== 'number' && number === undefined) {
    stream.expected('a distance', '25km')
    return '0'
  }
  stream.next()
  const span = spanBetween(token, token)
  // Of a unit that is none the tokens have told.
  if (stream.isToldOf(span)) return '0'
  const write = number === undefined ? `${token.text}km` : `${number}km: \`m\` is minutes`
  stream.problems.push(problem('bad_number', span, { given: token.text, write }))
  return '0'
}

function parseDegrees(stream: TokenStream): string {
  const negative = stream.takeSymbol('-')
  const { token } = stream
  if (token.kind !== 'number') {
    stream.expected('a number of degrees', '(latitude, longitude), such as (50.08, 14.43)')
    return '0'
  }
  stream.next()
  return negative && token.number !== '0' ? `-${token.number}` : token.number
}
