import type { BoundValue, Statement } from './warehouse-node.ts'

/** A server takes at most 128 KiB for one value. What is escaped may grow to twice its size. */
const longestValue = 60_000

/**
 * A statement that says the same, with every list that is too long for one bound value given in parts.
 *
 * @example
 * divideLongValues({ sql: 'SELECT {x:Array(String)}', params: { x: … } })
 * // SELECT arrayConcat({x_0:Array(String)}, {x_1:Array(String)})
 */
export function divideLongValues(statement: Statement): Statement {
  let { sql } = statement
  const params: Record<string, BoundValue> = {}
  for (const [name, bound] of Object.entries(statement.params ?? {})) {
    const parts = partsOf(bound)
    if (parts.length === 1) params[name] = bound
    else {
      parts.forEach((part, at) => {
        params[`${name}_part_${at}`] = part
      })
      const names = parts.map((_, at) => `{${name}_part_${at}:${bound.type}}`)
      sql = sql.replaceAll(`{${name}:${bound.type}}`, () => `arrayConcat(${names.join(', ')})`)
    }
  }
  return { ...statement, sql, params }
}

function partsOf({ type, value }: BoundValue): readonly BoundValue[] {
  if (typeof value !== 'object') return [{ type, value }]
  const ends: number[] = []
  let size = 0
  value.forEach((item, at) => {
    const more = Buffer.byteLength(String(item)) + 3
    if (size > 0 && size + more > longestValue) {
      ends.push(at)
      size = 0
    }
    size += more
  })
  return [...ends, value.length].map((end, part) => ({ type, value: value.slice(ends[part - 1] ?? 0, end) }))
}
