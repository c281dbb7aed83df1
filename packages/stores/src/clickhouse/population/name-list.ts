import type { BoundValue } from '../warehouse-node.ts'

/** Names as an array: one bound value, however many there are (see `divideLongValues`). */
export interface NameList {
  readonly sql: string
  readonly params: Readonly<Record<string, BoundValue>>
}

export function nameList(prefix: string, names: readonly string[]): NameList {
  const name = `${prefix}_names`
  return { sql: `{${name}:Array(String)}`, params: { [name]: { type: 'Array(String)', value: names } } }
}
