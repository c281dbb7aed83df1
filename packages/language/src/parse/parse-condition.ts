import type { Expression } from '../ast/expression.ts'
import { isLookAhead } from '../ast/look-ahead.ts'
import type { Comparison, TagOperator, TextOperator } from '../ast/operators.ts'
import { problem } from '../ast/problems/problem-table.ts'
import { parseNearTail } from './parse-near.ts'
import { parseOperand } from './parse-operand.ts'
import { parseTriggerWindow } from './parse-window.ts'
import { unitRemedy } from './read-number.ts'
import { spanBetween, type Token } from './token.ts'
import type { TokenStream } from './token-stream.ts'

const COMPARISONS: readonly Comparison[] = ['=', '!=', '<', '<=', '>', '>=']
const SUFFIX_WORDS = ['between', 'in', 'is', 'contains', 'matches', 'starts', 'ends', 'any', 'all', 'none']

/** An operand and, after it, at most one test: of what looks ahead, a second. */
export function parseCondition(stream: TokenStream): Expression {
  const first = stream.token
  const value = parseOperand(stream)
  const test = parseTest(stream, first, value) ?? value
  const condition = isLookAhead(test) ? (parseTest(stream, first, test) ?? test) : test
  refuseWhatFollows(stream, condition !== value)
  return condition
}

function parseTest(stream: TokenStream, first: Token, value: Expression): Expression | undefined {
  const { token } = stream
  if (token.kind === 'symbol') return parseSymbolTest(stream, first, value)
  if (token.kind !== 'name') return undefined
  switch (token.text.toLowerCase()) {
    case 'between':
      return parseBetween(stream, first, value)
    case 'in':
      return parseIn(stream, first, value)
    case 'is':
      return parseKnown(stream, first, value)
    case 'contains':
    case 'matches':
      return parseTextTest(
        stream,
        first,
        value,
        token.text.toLowerCase() === 'matches' ? 'matches' : 'contains',
      )
    case 'starts':
    case 'ends':
      return parseStartsOrEnds(stream, first, value)
    case 'any':
    case 'all':
    case 'none':
      return parseTagTest(stream, first, value)
    case 'within':
      return isStepTime(stream) ? undefined : parseNearTail(stream, first, value)
    case 'inside':
      return parseNearTail(stream, first, value)
    case 'not':
      return parseMisplacedNot(stream, first, value)
    default:
      return undefined
  }
}

function parseSymbolTest(stream: TokenStream, first: Token, value: Expression): Expression | undefined {
  const operator = COMPARISONS.find(comparison => stream.isSymbol(comparison))
  if (operator !== undefined) {
    stream.next()
    const right = parseOperand(stream)
    return { kind: 'compare', operator, left: value, right, span: stream.spanFrom(first) }
  }
  return stream.isSymbol('~=') ? parseTextTest(stream, first, value, '~=') : undefined
}

function parseBetween(stream: TokenStream, first: Token, value: Expression): Expression {
  stream.next()
  const low = parseOperand(stream)
  if (!stream.takeWord('and')) stream.expected('`and`', '`between 10 and 20`')
  const high = parseOperand(stream)
  return { kind: 'between', value, low, high, span: stream.spanFrom(first) }
}

function parseIn(stream: TokenStream, first: Token, value: Expression): Expression {
  stream.next()
  if (stream.isSymbol('(')) {
    const options = parseOptions(stream)
    return { kind: 'one_of', value, options, span: stream.spanFrom(first) }
  }
  if (stream.isWord('list') && stream.isSymbolAhead(1, '(')) {
    stream.next()
    const list = parseNameInBrackets(stream, 'a list', '`in list(competitors)`')
    return { kind: 'in_list', value, list, span: stream.spanFrom(first) }
  }
  if (!stream.isWord('next', 'last', 'this', 'today', 'yesterday', 'since', 'between')) {
    stream.expected(
      '`(`, `list(…)` or a window',
      '`in ("CZ", "SK")`, `in list(competitors)` or `in next 30d`',
    )
    return value
  }
  const window = parseTriggerWindow(stream)
  return window === undefined ? value : { kind: 'in_window', value, window, span: stream.spanFrom(first) }
}

/** `("CZ", "SK")` */
function parseOptions(stream: TokenStream): readonly Expression[] {
  const opening = stream.next()
  const options: Expression[] = []
  if (stream.takeSymbol(')')) return options
  do options.push(parseOperand(stream))
  while (stream.takeSymbol(','))
  stream.close(opening)
  return options
}

/** `(name)` after a word that has been taken. */
export function parseNameInBrackets(stream: TokenStream, what: string, example: string): string {
  const opening = stream.token
  if (!stream.takeSymbol('(')) {
    stream.expected('`(`', example)
    return ''
  }
  const { token } = stream
  if (token.kind === 'name') stream.next()
  else stream.expected(`the name of ${what}`, example)
  stream.close(opening)
  return token.kind === 'name' ? token.text : ''
}

function parseKnown(stream: TokenStream, first: Token, value: Expression): Expression {
  stream.next()
  const known = stream.takeWord('known')
  if (known || stream.takeWord('unknown')) {
    return { kind: 'known_test', value, known, span: stream.spanFrom(first) }
  }
  const not = stream.takeWord('not')
  if (stream.isWord('known', 'null', 'empty', 'missing', 'set', 'unknown')) {
    const positive = stream.isWord('known', 'set')
    stream.next()
    const write = positive === not ? '`is unknown`' : '`is known`'
    const found = { given: stream.textFrom(first), write }
    stream.problems.push(problem('other_wording', stream.spanFrom(first), found))
    return { kind: 'known_test', value, known: positive !== not, span: stream.spanFrom(first) }
  }
  stream.expected('`known` or `unknown`', '`is known`, `is unknown`, or `=` to compare')
  return value
}

function parseTextTest(
  stream: TokenStream,
  first: Token,
  value: Expression,
  operator: TextOperator,
): Expression {
  stream.next()
  const pattern = parseOperand(stream)
  return { kind: 'text_test', operator, value, pattern, span: stream.spanFrom(first) }
}

function parseStartsOrEnds(stream: TokenStream, first: Token, value: Expression): Expression {
  const operator = stream.next().text.toLowerCase() === 'starts' ? 'starts with' : 'ends with'
  if (!stream.isWord('with')) {
    stream.expected('`with`', `\`${operator} "…"\``)
    return value
  }
  return parseTextTest(stream, first, value, operator)
}

function parseTagTest(stream: TokenStream, first: Token, value: Expression): Expression {
  const word = stream.next().text.toLowerCase()
  const operator: TagOperator = word === 'any' ? 'any of' : word === 'all' ? 'all of' : 'none of'
  if (stream.takeWord('of') && stream.isSymbol('(')) {
    const options = parseOptions(stream)
    return { kind: 'tag_test', operator, value, options, span: stream.spanFrom(first) }
  }
  stream.expected('`of (…)`', `\`${operator} ("golf", "tennis")\``)
  return value
}

/** `x not in (…)`, as other languages have it: read as it is meant, and refused with what to write. */
function parseMisplacedNot(stream: TokenStream, first: Token, value: Expression): Expression | undefined {
  if (!stream.isWordAhead(1, ...SUFFIX_WORDS, 'within', 'inside')) return undefined
  const subject = stream.textFrom(first)
  const not = stream.next()
  const operator = stream.token
  const test = parseTest(stream, first, value) ?? value
  const found = { given: stream.textFrom(not), write: `\`not ${subject} ${stream.textFrom(operator)}\`` }
  stream.problems.push(problem('other_wording', stream.spanFrom(not), found))
  return { kind: 'not', operand: test, span: stream.spanFrom(first) }
}

/** After a whole condition only `and`, `or`, a comma or a bracket can follow. */
function refuseWhatFollows(stream: TokenStream, tested: boolean): void {
  const { token } = stream
  if (token.kind === 'end' || stream.isWord('and', 'or', 'where', 'then') || stream.isSymbol(',', ')')) return
  if (isStepTime(stream)) return
  const span = spanBetween(token, token)
  const isTest = stream.isSymbol(...COMPARISONS, '~=') || stream.isWord(...SUFFIX_WORDS, 'within', 'inside')
  if (tested && isTest) {
    stream.problems.push(problem('chained_comparison', span, { given: token.text }))
  } else if (token.kind === 'symbol') {
    stream.expected('an operator', 'a comparison such as `> 5`')
    return
  } else if (!refuseUnit(stream)) {
    stream.problems.push(problem('missing_connective', span, { given: capitalised(stream.given()) }))
  }
  stream.recover()
}

/** `within 24h` ends a step of a sequence; `within 25km` is a test of a place. Metres are not minutes: `25m of (…)`. */
export function isStepTime(stream: TokenStream): boolean {
  const isTime = stream.ahead(1).kind === 'duration' || stream.ahead(1).kind === 'number'
  return stream.isWord('within') && isTime && !stream.isWordAhead(2, 'of')
}

/** `30 days`, `500 EUR`: a word after a number is most likely its unit. */
function refuseUnit(stream: TokenStream): boolean {
  const { previous, token } = stream
  if (previous.kind !== 'number' || token.kind !== 'name') return false
  const isLast = stream.ahead(1).kind === 'end' || stream.isSymbolAhead(1, ',', ')')
  // Before an operator it is more likely the next condition.
  if (!isLast && !stream.isWordAhead(1, 'and', 'or')) return false
  const given = `${previous.text} ${token.text}`
  const write = unitRemedy(previous.text, token.text)
  const found = { given, number: previous.text, unit: token.text, write }
  stream.problems.push(problem('unknown_unit', spanBetween(previous, token), found))
  return true
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
