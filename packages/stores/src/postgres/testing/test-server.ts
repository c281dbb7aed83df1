import { Client } from 'pg'

/** Where tests find a PostgreSQL server: the usual variables, or the port of a local one. */
const url =
  process.env.KINDRED_TEST_POSTGRES_URL ??
  `postgres://${process.env.PGUSER ?? 'root'}@${process.env.PGHOST ?? '127.0.0.1'}:${process.env.PGPORT ?? '5432'}/${process.env.PGDATABASE ?? 'test'}`

/** Its address, or why there is none. */
export async function testServer(): Promise<{ url?: string; reason?: string }> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 2_000 })
  try {
    await client.connect()
    await client.end()
    return { url }
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message : String(thrown)
    return { reason: `no PostgreSQL server at ${new URL(url).host}: ${reason}` }
  }
}
