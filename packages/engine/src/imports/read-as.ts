import type { DeclaredType } from '@kindred/language'
import { isTimezone } from '@kindred/language'
import { attempt, type Read, type ReadingContext, refuse, unreadable } from './attempt-reading.ts'
import { columnOf } from './expression-parts.ts'
import type { ImportExpression } from './import-expression.ts'
import { printImportExpression } from './print-import-expression.ts'
import type { Choice, DecimalReading, Reading, RowCondition, TextReading, ValueReading } from './reading.ts'
import { isoFormat, parseTimeFormat, type TimeFormat } from './time-format.ts'

/**
 * Puts every conversion an expression needs in its place, for what it is wanted as. Names have been resolved to
 * columns before.
 *
 * @example
 * readAs(expression, 'money', { timezone: 'Europe/London', field: 'properties.amount' })
 */
export function readAs(
  expression: ImportExpression,
  type: DeclaredType,
  context: ReadingContext,
): Read<TextReading | ValueReading> {
  return attempt(() => (type === 'text' ? asText(expression, context) : asValue(expression, type, context)))
}

/** As text: for ids and names. */
export function readAsText(expression: ImportExpression, context: ReadingContext): Read<TextReading> {
  return attempt(() => asText(expression, context))
}

export function readAsInstant(expression: ImportExpression, context: ReadingContext): Read<ValueReading> {
  return attempt(() => asValue(expression, 'instant', context))
}

/** As true or false: for `skip`. */
export function readAsCondition(expression: ImportExpression, context: ReadingContext): Read<RowCondition> {
  return attempt(() => asCondition(expression, context))
}

function asText(expression: ImportExpression, context: ReadingContext): TextReading {
  switch (expression.kind) {
    case 'name':
      return { kind: 'text', value: expression.name }
    case 'column':
      return { kind: 'cell', column: expression.column }
    case 'text':
    case 'number':
      return { kind: 'text', value: expression.value }
    case 'arithmetic':
      return { kind: 'decimal_text', of: asDecimal(expression, context) }
    case 'choice':
      return choice(expression, context, asText)
    case 'call':
      return textCall(expression, context)
    default:
      return unreadable(expression, 'text', context)
  }
}

function textCall(
  expression: Extract<ImportExpression, { kind: 'call' }>,
  context: ReadingContext,
): TextReading {
  const { function: name, arguments: given } = expression
  const first = (): TextReading => asText(argument(expression, 0), context)
  switch (name) {
    case 'trim':
    case 'lower':
    case 'upper':
      return { kind: name, of: first() }
    case 'replace': {
      const from = literal(expression, 1, 'a text to replace', context)
      if (from === '')
        refuse('argument_not_literal', { name, wanted: 'a text to replace that is not empty' }, context)
      return {
        kind: 'replace',
        of: first(),
        from,
        to: literal(expression, 2, 'the text to put there', context),
      }
    }
    case 'part': {
      const separator = literal(expression, 1, 'a separator', context)
      const index = Number(literal(expression, 2, 'a position from 1', context))
      if (separator === '' || !Number.isInteger(index) || index < 1 || index > 1000) {
        refuse('argument_not_literal', { name, wanted: 'a separator and a position from 1' }, context)
      }
      return { kind: 'part', of: first(), separator, index }
    }
    case 'join':
      return { kind: 'join', parts: given.map(one => asText(one, context)) }
    case 'coalesce':
      return { kind: 'first_known', of: given.map(one => asText(one, context)) }
    case 'number':
    case 'abs':
      return { kind: 'decimal_text', of: asDecimal(expression, context) }
  }
}

function asDecimal(expression: ImportExpression, context: ReadingContext): DecimalReading {
  switch (expression.kind) {
    case 'number':
      return constant(expression.value, context)
    case 'arithmetic': {
      const [left, right] = [asDecimal(expression.left, context), asDecimal(expression.right, context)]
      return { kind: 'arithmetic', operator: expression.operator, left, right, column: columnOf(expression) }
    }
    case 'choice':
      return choice(expression, context, asDecimal)
    case 'call':
      if (expression.function === 'number') return asDecimal(argument(expression, 0), context)
      if (expression.function === 'abs')
        return { kind: 'abs', of: asDecimal(argument(expression, 0), context) }
      if (expression.function === 'coalesce') {
        return { kind: 'first_known', of: expression.arguments.map(one => asDecimal(one, context)) }
      }
      break
    case 'name':
    case 'text':
      return unreadable(expression, 'a number', context)
  }
  return { kind: 'decimal', of: asText(expression, context), column: columnOf(expression) }
}

function constant(text: string, context: ReadingContext): DecimalReading {
  const [whole = '', places = ''] = text.replace('-', '').split('.')
  if (whole.length > 15 || places.length > 18) refuse('number_out_of_range', { text }, context)
  return { kind: 'constant', value: text }
}

type ValueType = Exclude<DeclaredType, 'text'>

const phrases: Readonly<Record<ValueType, string>> = {
  number: 'a number',
  money: 'money',
  boolean: 'true or false',
  date: 'a date',
  instant: 'an instant',
  place: 'a place',
  tags: 'tags',
}

function asValue(expression: ImportExpression, type: ValueType, context: ReadingContext): ValueReading {
  if (expression.kind === 'choice') return choice(expression, context, (one, at) => asValue(one, type, at))
  if (expression.kind === 'call' && expression.function === 'coalesce') {
    return { kind: 'first_known', of: expression.arguments.map(one => asValue(one, type, context)) }
  }
  switch (type) {
    case 'number':
    case 'money':
      return asAmount(expression, type, context)
    case 'boolean':
      return asTruth(expression, context)
    case 'date':
    case 'instant':
      return asTime(expression, type, context)
    case 'tags':
      return asTags(expression, context)
    case 'place':
      return asPlace(expression, context)
  }
}

function asTruth(expression: ImportExpression, context: ReadingContext): ValueReading {
  const of = asCondition(expression, context)
  // A cell that is empty is unknown; a comparison always holds or not.
  return of.kind === 'holds' ? { kind: 'boolean', of: of.of, column: of.column } : { kind: 'condition', of }
}

/** A cell is read at once; what is computed is computed exactly and read at the end. */
function asAmount(
  expression: ImportExpression,
  type: 'number' | 'money',
  context: ReadingContext,
): ValueReading {
  const plain =
    expression.kind === 'call' && expression.function === 'number' ? argument(expression, 0) : expression
  const column = columnOf(plain)
  if (plain.kind === 'column' || (plain.kind === 'call' && isTextCall(plain.function))) {
    return { kind: type, of: asText(plain, context), column }
  }
  return {
    kind: type === 'number' ? 'computed_number' : 'computed_money',
    of: asDecimal(plain, context),
    column,
  }
}

function isTextCall(name: string): boolean {
  return ['trim', 'lower', 'upper', 'replace', 'part', 'join'].includes(name)
}

function asTime(
  expression: ImportExpression,
  type: 'date' | 'instant',
  context: ReadingContext,
): ValueReading {
  const written = expression.kind === 'time'
  const value = written ? expression.value : expression
  if (value.kind === 'name' || value.kind === 'text' || value.kind === 'number') {
    return unreadable(expression, phrases[type], context)
  }
  const timezone = (written ? expression.timezone : undefined) ?? context.timezone
  if (!isTimezone(timezone)) refuse('timezone_unknown', { timezone }, context)
  const format = written ? formatOf(expression.format, context) : isoFormat
  const read = { of: asText(value, context), column: columnOf(value), format }
  return type === 'date' ? { kind: 'date', ...read } : { kind: 'instant', ...read, timezone }
}

function formatOf(text: string, context: ReadingContext): TimeFormat {
  const format = parseTimeFormat(text)
  if ('reason' in format) refuse('time_format', { format: text, reason: format.reason }, context)
  return format
}

function asTags(expression: ImportExpression, context: ReadingContext): ValueReading {
  if (expression.kind !== 'split') return { kind: 'tags', of: asText(expression, context), separator: ',' }
  if (expression.separator === '')
    refuse('argument_not_literal', { name: 'split', wanted: 'a separator' }, context)
  return { kind: 'tags', of: asText(expression.value, context), separator: expression.separator }
}

function asPlace(expression: ImportExpression, context: ReadingContext): ValueReading {
  if (expression.kind === 'place') {
    const latitude = asText(expression.latitude, context)
    const longitude = asText(expression.longitude, context)
    return { kind: 'place', latitude, longitude, column: columnOf(expression) }
  }
  // One cell with both: '50.08, 14.43', or a list as JSON Lines and Parquet have it.
  const of = without(asText(expression, context), '[', ']', '"')
  const piece = (index: number): TextReading => ({ kind: 'part', of, separator: ',', index })
  // With a third piece it is no number: '50,08, 14,43' must not be read as 50° and 8°.
  const longitude: TextReading = { kind: 'join', parts: [piece(2), { kind: 'text', value: ' ' }, piece(3)] }
  return { kind: 'place', latitude: piece(1), longitude, column: columnOf(expression) }
}

function without(of: TextReading, ...characters: readonly string[]): TextReading {
  return characters.reduce<TextReading>((left, from) => ({ kind: 'replace', of: left, from, to: '' }), of)
}

function asCondition(expression: ImportExpression, context: ReadingContext): RowCondition {
  switch (expression.kind) {
    case 'is_empty':
      return { kind: 'is_empty', of: asText(expression.value, context), empty: expression.empty }
    case 'one_of':
      return { kind: 'one_of', of: asText(expression.value, context), options: expression.options }
    case 'logic':
      return {
        kind: expression.operator === 'and' ? 'all' : 'some',
        of: expression.operands.map(operand => asCondition(operand, context)),
      }
    case 'not':
      return { kind: 'not', of: asCondition(expression.operand, context) }
    case 'compare':
      return asComparison(expression, context)
    case 'column':
    case 'call':
      return { kind: 'holds', of: asText(expression, context), column: columnOf(expression) }
    default:
      return unreadable(expression, 'true or false', context)
  }
}

function asComparison(
  expression: Extract<ImportExpression, { kind: 'compare' }>,
  context: ReadingContext,
): RowCondition {
  const { operator, left, right } = expression
  const orders = operator === '<' || operator === '<=' || operator === '>' || operator === '>='
  const equals = operator === '=' || operator === '!='
  if (orders || (equals && (isNumeric(left) || isNumeric(right)))) {
    return {
      kind: 'number_compare',
      operator,
      left: asDecimal(left, context),
      right: asDecimal(right, context),
    }
  }
  if ([left, right].some(side => side.kind === 'text' && side.value === '')) {
    refuse('empty_text_compared', { expression: printImportExpression(expression) }, context)
  }
  return { kind: 'text_compare', operator, left: asText(left, context), right: asText(right, context) }
}

function isNumeric(expression: ImportExpression): boolean {
  if (expression.kind === 'call') return expression.function === 'number' || expression.function === 'abs'
  return expression.kind === 'number' || expression.kind === 'arithmetic'
}

function choice<R extends Reading>(
  expression: Extract<ImportExpression, { kind: 'choice' }>,
  context: ReadingContext,
  read: (expression: ImportExpression, context: ReadingContext) => R,
): Choice<R> {
  return {
    kind: 'choice',
    when: asCondition(expression.condition, context),
    value: read(expression.value, context),
    otherwise: read(expression.otherwise, context),
  }
}

function argument(call: Extract<ImportExpression, { kind: 'call' }>, position: number): ImportExpression {
  const given = call.arguments[position]
  // The parser has counted them.
  if (given === undefined) throw new RangeError(`'${call.function}' has no argument ${position}`)
  return given
}

function literal(
  call: Extract<ImportExpression, { kind: 'call' }>,
  position: number,
  wanted: string,
  context: ReadingContext,
): string {
  const given = argument(call, position)
  if (given.kind === 'text' || given.kind === 'number') return given.value
  return refuse('argument_not_literal', { name: call.function, wanted }, context)
}
