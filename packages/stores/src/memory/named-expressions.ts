import type { Checked } from '@kindred/language'

/** Puts a word before each name, so that conditions, classes and the value can stand in one map. */
export function prefixed(
  word: string,
  expressions: ReadonlyMap<string, Checked>,
): ReadonlyMap<string, Checked> {
  return new Map([...expressions].map(([id, checked]) => [`${word} ${id}`, checked]))
}

/** The measure of value under its name, when there is one. */
export function valueUnder(value: Checked | undefined): ReadonlyMap<string, Checked> {
  return new Map(value === undefined ? [] : [['value', value]])
}
