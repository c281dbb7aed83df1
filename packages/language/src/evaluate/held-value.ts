import type { Place, Value, ValueType } from '../vocabulary/value.ts'
import { EvaluationError } from './errors.ts'

const heldAs: Record<ValueType, string> = {
  boolean: 'true or false',
  number: 'a finite number',
  money: 'whole ten-thousandths',
  text: 'text',
  date: 'whole days since 1970-01-01',
  instant: 'whole milliseconds since 1970',
  duration: 'milliseconds',
  place: 'a latitude and a longitude',
  tags: 'a list of text',
}

/** Whether a value is held the way its type is held (see `Value`). */
export function isHeldAs(type: ValueType, value: Value): boolean {
  switch (type) {
    case 'boolean':
      return typeof value === 'boolean'
    case 'number':
    case 'duration':
      return typeof value === 'number' && Number.isFinite(value)
    case 'date':
    case 'instant':
      return typeof value === 'number' && Number.isInteger(value)
    case 'money':
      return typeof value === 'bigint' || (typeof value === 'number' && Number.isSafeInteger(value))
    case 'text':
      return typeof value === 'string'
    case 'place':
      return isPlace(value)
    case 'tags':
      return Array.isArray(value)
  }
}

/**
 * A value from outside, as its declared type holds it. A value of another type is refused by name
 * rather than coerced: in JavaScript `"10" < "9"` and `null >= 0` are true.
 *
 * @throws EvaluationError `value_of_wrong_type`
 */
export function held(type: ValueType, value: Value | undefined, what: string): Value | undefined {
  // −0 is 0 from here on: nothing may tell them apart.
  if (value === undefined || isHeldAs(type, value)) return value === 0 ? 0 : value
  throw new EvaluationError('value_of_wrong_type', what, heldAs[type])
}

export function isPlace(value: Value): value is Place {
  return typeof value === 'object' && 'latitude' in value
}

/** A number or an amount of money; anything else means that the tree was not checked. */
export function quantity(value: Value): number | bigint {
  if (typeof value === 'number' || typeof value === 'bigint') return value
  throw new EvaluationError('value_of_wrong_type', 'an operand', 'a number or money')
}

export function number(value: Value): number {
  if (typeof value === 'number') return value
  throw new EvaluationError('value_of_wrong_type', 'an operand', heldAs.number)
}

export function text(value: Value): string {
  if (typeof value === 'string') return value
  throw new EvaluationError('value_of_wrong_type', 'an operand', heldAs.text)
}

export function place(value: Value): Place {
  if (isPlace(value)) return value
  throw new EvaluationError('value_of_wrong_type', 'an operand', heldAs.place)
}

export function tags(value: Value): readonly string[] {
  if (typeof value === 'object' && !isPlace(value)) return value
  throw new EvaluationError('value_of_wrong_type', 'an operand', heldAs.tags)
}
