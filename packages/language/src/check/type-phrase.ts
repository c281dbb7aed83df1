import type { ValueType } from '../vocabulary/value.ts'

const PHRASES: Readonly<Record<ValueType, string>> = {
  boolean: 'true or false',
  number: 'a number',
  money: 'an amount of money',
  text: 'a text',
  date: 'a date',
  instant: 'an instant',
  duration: 'a duration',
  place: 'a place',
  tags: 'a set of tags',
}

/** A type as a sentence names it. */
export function typePhrase(type: ValueType): string {
  return PHRASES[type]
}

/** `a number, an amount of money or a date` */
export function typePhrases(types: readonly ValueType[]): string {
  return orList(types.map(typePhrase))
}

/** `a, b or c` */
export function orList(items: readonly string[]): string {
  const last = items.at(-1) ?? ''
  return items.length < 2 ? last : `${items.slice(0, -1).join(', ')} or ${last}`
}
