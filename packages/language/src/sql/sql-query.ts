/** A value bound to a statement, as ClickHouse's `{name:Type}` reads it. */
export interface SqlParam {
  /** ClickHouse type, as it stands in the text. */
  readonly type: string
  /** Numbers beyond 2^53 and decimals as text, so that nothing is rounded on the way. */
  readonly value: string | number | readonly string[] | readonly number[]
}

/** One SELECT with its bound values. `params` may be given to `@clickhouse/client` through {@link paramValues}. */
export interface SqlQuery {
  readonly sql: string
  readonly params: Readonly<Record<string, SqlParam>>
  /** What the statement's meaning or cost stands on; must go with it (`clickhouse_settings`). */
  readonly settings: Readonly<Record<string, number | string>>
}

/** The bound values alone, by name. */
export function paramValues(query: SqlQuery): Record<string, SqlParam['value']> {
  return Object.fromEntries(Object.entries(query.params).map(([name, param]) => [name, param.value]))
}
