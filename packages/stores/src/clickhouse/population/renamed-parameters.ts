import type { Statement } from '../warehouse-node.ts'

/** The same statement with other names for its bound values, so that two can stand in one. */
export function renamedParameters(statement: Required<Statement>, prefix: string): Required<Statement> {
  return {
    ...statement,
    // Values are never in the text, and quoted names hold no brackets: what looks like a parameter is one.
    sql: statement.sql.replace(/\{(\w+):/g, `{${prefix}$1:`),
    params: Object.fromEntries(
      Object.entries(statement.params).map(([name, value]) => [`${prefix}${name}`, value]),
    ),
  }
}
