import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { features } from './features.ts'
import type { BenchSegment } from './segments.ts'

/** The same tables in DuckDB, in the same order, and its one pass over them; in one thread, as all the others. */
export class DuckDb {
  readonly #connection: DuckDBConnection
  readonly #folder: string

  private constructor(connection: DuckDBConnection, folder: string) {
    this.#connection = connection
    this.#folder = folder
  }

  /** @param folder - Where `events.parquet` and `customers.parquet` lie. */
  static async open(folder: string): Promise<DuckDb> {
    const instance = await DuckDBInstance.create(join(folder, 'peer.duckdb'), { threads: '1' })
    const connection = await instance.connect()
    await connection.run('SET preserve_insertion_order = true')
    for (const table of ['customers', 'events']) {
      const file = join(folder, `${table}.parquet`)
      await connection.run(`CREATE TABLE ${table} AS SELECT * FROM read_parquet('${file}')`)
      await rm(file)
    }
    await connection.run('CHECKPOINT')
    return new DuckDb(connection, folder)
  }

  async onePass(segments: readonly BenchSegment[]): Promise<void> {
    const columns = features.map(each => `${each.duckdb} AS ${each.column}`)
    // Of nobody's events a count is 0, not NULL.
    const counted = features.filter(({ column }) => /^(count|sum)_/.test(column))
    const replaced = counted.map(({ column }) => `coalesce(${column}, 0) AS ${column}`)
    await this.#connection.run(`CREATE OR REPLACE TABLE masks AS
      SELECT customer_id, ${wordsOf(segments).join(', ')}
      FROM (SELECT * REPLACE (${replaced.join(', ')})
        FROM (SELECT customer_id, "attribute$country" AS country, "attribute$age" AS age, "attribute$consent" = 1 AS consent FROM customers)
        LEFT JOIN (SELECT customer_id, ${columns.join(', ')} FROM events GROUP BY customer_id) USING (customer_id))`)
  }

  async masksFile(): Promise<string> {
    const file = join(this.#folder, 'masks.parquet')
    await this.#connection.run(
      `COPY (SELECT * FROM masks ORDER BY customer_id) TO '${file}' (FORMAT parquet)`,
    )
    return file
  }

  close(): void {
    this.#connection.closeSync()
  }
}

function wordsOf(segments: readonly BenchSegment[]): readonly string[] {
  const words: string[] = []
  for (let start = 0; start < segments.length; start += 64) {
    const bits = segments
      .slice(start, start + 64)
      .map(({ sql }, bit) => `(CAST(${sql} AS UBIGINT) << ${bit})`)
    words.push(`${bits.join(' | ')} AS word_${words.length}`)
  }
  return words
}
