import type { Value, ValueType } from '../vocabulary/value.ts'
import { EvaluationError } from './errors.ts'
import { currencyUnits } from './exact-money.ts'
import { number, quantity } from './held-value.ts'

/**
 * How a model reads a value as a number: money in currency units, a boolean as 1 or 0, days and milliseconds as they are.
 *
 * @throws EvaluationError `value_of_wrong_type` of a place or of tags, which no model reads.
 */
export function numberOfInput(type: ValueType): (value: Value) => number {
  switch (type) {
    case 'money':
      return value => currencyUnits(quantity(value))
    case 'boolean':
      return value => (value === true ? 1 : 0)
    case 'number':
    case 'date':
    case 'instant':
    case 'duration':
      return number
    default:
      throw new EvaluationError('value_of_wrong_type', `An input of type ${type}`, 'a number or a word')
  }
}
