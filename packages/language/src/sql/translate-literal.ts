import type { Literal } from '../ast/checked.ts'
import { MONEY_SCALE, type Value, type ValueType } from '../vocabulary/value.ts'
import { SqlError } from './errors.ts'
import type { Fragment } from './fragment.ts'
import { scalar, type Term } from './term.ts'
import type { Translation } from './translation.ts'

export function translateLiteral(node: Literal, translation: Translation): Term {
  const { value, type } = node
  if (typeof value === 'object' && 'latitude' in value) {
    return {
      kind: 'place',
      latitude: bindScalar(translation, 'number', value.latitude),
      longitude: bindScalar(translation, 'number', value.longitude),
    }
  }
  if (typeof value === 'object') {
    const items = translation.fragments.known([translation.parameters.bind('Array(String)', value)])
    return { kind: 'tags', items, known: translation.fragments.known(['1']) }
  }
  return scalar(bindScalar(translation, type, value))
}

const types: Readonly<Record<Exclude<ValueType, 'place' | 'tags' | 'boolean'>, string>> = {
  number: 'Float64',
  money: 'Decimal(18, 4)',
  text: 'String',
  date: 'Int32',
  instant: 'Int64',
  duration: 'Int64',
}

/** A value as a parameter. */
export function bindScalar(translation: Translation, type: ValueType, value: Value): Fragment {
  if (typeof value === 'boolean') return translation.fragments.known([value ? '1' : '0'])
  if (type === 'boolean' || type === 'place' || type === 'tags') {
    throw new SqlError('sql_tree_not_checked', `a literal of type ${type} with another type's value`)
  }
  const text = translation.parameters.bind(types[type], parameterText(type, value))
  return translation.fragments.known([text])
}

/** A list of values as one parameter. */
export function bindList(
  translation: Translation,
  type: 'number' | 'text' | 'date' | 'instant',
  values: readonly Value[],
): Fragment {
  const listType = `Array(${types[type]})`
  const items = values.map(value => parameterText(type, value))
  const bound = type === 'text' ? items : items.map(Number)
  return translation.fragments.known([translation.parameters.bind(listType, bound)])
}

function parameterText(type: ValueType, value: Value): string {
  if (type === 'money' && (typeof value === 'number' || typeof value === 'bigint')) return moneyText(value)
  if (typeof value === 'number') return String(value === 0 ? 0 : value)
  if (typeof value === 'string') return value
  throw new SqlError('sql_tree_not_checked', `a literal of type ${type} with another type's value`)
}

/** Whole ten-thousandths as a decimal. */
export function moneyText(tenThousandths: number | bigint): string {
  const units = BigInt(tenThousandths)
  const size = units < 0n ? -units : units
  const scale = BigInt(MONEY_SCALE)
  const fraction = String(size % scale).padStart(4, '0')
  return `${units < 0n ? '-' : ''}${size / scale}.${fraction}`
}
