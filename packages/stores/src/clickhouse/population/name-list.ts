import type { BoundValue } from '../warehouse-node.ts'

/** Names as an array, each bound by itself: a server takes no bound value beyond 128 KiB, and there may be thousands. */
export interface NameList {
  readonly sql: string
  readonly params: Readonly<Record<string, BoundValue>>
}

export function nameList(prefix: string, names: readonly string[]): NameList {
  const params = names.map((value, index) => [`${prefix}_${index}`, { type: 'String', value }] as const)
  return {
    sql: `CAST([${params.map(([name]) => `{${name}:String}`).join(', ')}], 'Array(String)')`,
    params: Object.fromEntries(params),
  }
}
