import { ClickHouseError } from '@clickhouse/client'

/** ClickHouse's own number for what went wrong, where it was the server that said so: `57`, the table exists. */
export function serverCode(error: unknown): string | undefined {
  const cause = error instanceof Error ? error.cause : undefined
  return cause instanceof ClickHouseError ? cause.code : undefined
}
