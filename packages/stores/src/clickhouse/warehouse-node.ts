import { randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import {
  type ClickHouseClient,
  ClickHouseLogLevel,
  type ClickHouseSettings,
  createClient,
} from '@clickhouse/client'
import { errorOfNode } from './error-of-node.ts'
import { divideLongValues } from './long-values.ts'
import { statementForm } from './statement-form.ts'

/** Where a node is and who we are to it. The URL holds no password. */
export interface NodeAddress {
  readonly url: string
  readonly user: string
  readonly password: string
  readonly database: string
  /** Of a server of ours: why it ended by itself, once it has. */
  readonly stopped?: () => { readonly reason: string; readonly log: string } | undefined
}

/** A value bound to a statement: `{name:Type}` in its text. */
export interface BoundValue {
  readonly type: string
  readonly value: string | number | readonly string[] | readonly number[]
}

/** One statement with its bound values: what the language compiles to, or written by hand. Never a value in the text. */
export interface Statement {
  readonly sql: string
  readonly params?: Readonly<Record<string, BoundValue>>
  readonly settings?: Readonly<Record<string, number | string>>
}

export interface StatementOptions {
  readonly signal?: AbortSignal | undefined
  /** Any query id already in use is refused by the server; made up when not given. */
  readonly queryId?: string
}

/** A cell of a result: 64-bit integers and decimals come as text, so that no digit is lost. */
export type Cell = string | number | boolean | null | readonly Cell[]

/** Reads beyond this many rows a block at a time; every value comes exactly as it is stored. */
const always: ClickHouseSettings = {
  output_format_json_quote_64bit_integers: 1,
  output_format_json_quote_decimals: 1,
  // Default parsing of floats may be off in the last digit.
  precise_float_parsing: 1,
  // A shard that is down must be an error; the server would otherwise leave its part out without a word.
  skip_unavailable_shards: 0,
  distributed_foreground_insert: 1,
  // A sum over nothing and a missing row on the right of a join are unknown, not 0.
  join_use_nulls: 0,
  session_timezone: 'UTC',
}

/** Both are needed for a read to stop when its caller goes away; either alone lets it run on. */
const reading: ClickHouseSettings = { readonly: '2', cancel_http_readonly_queries_on_client_close: 1 }

/** Bound values longer than this travel in the request's body: an address may have 1 MiB. */
const longParameters = 16_384

/** An INSERT longer than this travels in the body: an address may have 128 KiB in one field, and quoting makes it longer. */
const longStatement = 30_000

/**
 * One ClickHouse server. Everything that goes to it goes through here: values bound, settings fixed, errors
 * named after the node, and a write that is given up also ended on the server.
 */
export class WarehouseNode {
  /** Its address, without user and password: what messages call it. */
  readonly name: string
  readonly database: string
  readonly #client: ClickHouseClient
  readonly #address: NodeAddress
  #shards: ReadonlyMap<string, string> = new Map()

  constructor(address: NodeAddress) {
    this.name = address.url.replace(/\/$/, '')
    this.database = address.database
    this.#address = address
    this.#client = createClient({
      url: address.url,
      username: address.user,
      password: address.password,
      application: 'kindred',
      // No default database: before the first migration there is none, and every name is written in full.
      request_timeout: 24 * 60 * 60 * 1000,
      max_open_connections: 32,
      keep_alive: { enabled: true, idle_socket_ttl: 2_000 },
      clickhouse_settings: always,
      use_multipart_params_auto: true,
      // Its own log would put statements and parts of rows on the console.
      log: { level: ClickHouseLogLevel.OFF },
    })
  }

  /** @param shards - What this node calls the others (host and port of their own protocol) → what we call them. */
  nameShards(shards: ReadonlyMap<string, string>): void {
    this.#shards = shards
  }

  /** All rows of a result, each an array of cells in the order of the SELECT. For results that fit in memory. */
  async rows(statement: Statement, options: StatementOptions = {}): Promise<Cell[][]> {
    return this.#named(async () => {
      const result = await this.#client.query({ ...read(statement, options), format: 'JSONCompactEachRow' })
      return result.json<Cell[]>()
    }, options)
  }

  /** The rows in the blocks they arrive in; memory does not grow with the result. */
  async *blocks(statement: Statement, options: StatementOptions = {}): AsyncGenerator<Cell[][]> {
    const result = await this.#named(
      () => this.#client.query({ ...read(statement, options), format: 'JSONCompactEachRow' }),
      options,
    )
    try {
      for await (const block of result.stream<Cell[]>()) yield block.map(row => row.json())
    } catch (error) {
      throw this.#errorOf(error, options)
    } finally {
      // A reader that has seen enough ends the query with it.
      result.close()
    }
  }

  /** The result as bytes in a format of ClickHouse's (`Parquet`, `CSVWithNames` …). */
  async bytes(statement: Statement, format: string, options: StatementOptions = {}): Promise<Readable> {
    const { query, query_params, ...rest } = read(statement, options)
    const text = `${query} FORMAT ${format}`
    return this.#named(async () => {
      if (lengthOf(statement) < longParameters)
        return (await this.#client.exec({ ...rest, query: text, query_params })).stream
      const { body, contentType } = statementForm(text, query_params)
      // What an address says of the statement stands before what the form says: nothing.
      const request = { ...rest, query: ' ', values: body, http_headers: { 'content-type': contentType } }
      return (await this.#client.exec(request)).stream
    }, options)
  }

  /** The same, in the pieces they arrive in; when its reader has seen enough, the query ends. */
  async *pieces(
    statement: Statement,
    format: string,
    options: StatementOptions = {},
  ): AsyncGenerator<Buffer> {
    const stream = await this.bytes(statement, format, options)
    try {
      for await (const piece of stream) yield piece
    } catch (error) {
      throw this.#errorOf(error, options)
    } finally {
      stream.destroy()
    }
  }

  /** A statement that gives no rows: INSERT … SELECT, ALTER, CREATE. Given up, it is ended on the server too. */
  async command(statement: Statement, options: StatementOptions = {}): Promise<void> {
    const queryId = options.queryId ?? randomUUID()
    const request = { ...bound(statement), query_id: queryId }
    await this.#ending(queryId, options, async () => {
      if (lengthOf(statement) < longParameters) await this.#client.command(request)
      // Only `query` can send them in the body; there are no rows to read, and nothing has been done before the end.
      else await (await this.#client.query({ ...request, format: 'JSONCompactEachRow' })).text()
    })
  }

  /** Rows into one table, as one block: readers see all of them or none. Columns by name; `null` is unknown. */
  async insert(
    table: string,
    rows: readonly Readonly<Record<string, unknown>>[],
    options: StatementOptions = {},
  ): Promise<void> {
    if (rows.length === 0) return
    const queryId = options.queryId ?? randomUUID()
    await this.#ending(queryId, options, () =>
      this.#client.insert({
        table,
        values: rows,
        format: 'JSONEachRow',
        query_id: queryId,
        clickhouse_settings: oneBlock,
      }),
    )
  }

  /** A stream of bytes as the body of an INSERT (`INSERT INTO … FORMAT RowBinary`). */
  async insertBytes(statement: Statement, body: Readable, options: StatementOptions = {}): Promise<void> {
    const queryId = options.queryId ?? randomUUID()
    await this.#ending(queryId, options, async () => {
      const result = await this.#client.exec({ ...inserting(statement, body), query_id: queryId })
      for await (const _ of result.stream) {
        // An INSERT answers with nothing; the end of it is the acknowledgement.
      }
    })
  }

  async close(): Promise<void> {
    await this.#client.close()
  }

  async #ending(queryId: string, options: StatementOptions, work: () => Promise<unknown>): Promise<void> {
    const { signal } = options
    if (signal === undefined) {
      await this.#named(work, options)
      return
    }
    const kill = () => void this.#kill(queryId)
    signal.addEventListener('abort', kill, { once: true })
    try {
      signal.throwIfAborted()
      // The request itself is not aborted: only its answer tells what became of the write.
      await this.#named(work, options)
    } catch (error) {
      throw this.#errorOf(error, options)
    } finally {
      signal.removeEventListener('abort', kill)
    }
  }

  async #kill(queryId: string): Promise<void> {
    const query = 'KILL QUERY WHERE query_id = {id:String} ASYNC'
    // It may have ended in between, which is as good.
    await this.#client.command({ query, query_params: { id: queryId } }).catch(() => undefined)
  }

  async #named<T>(work: () => Promise<T>, options: StatementOptions): Promise<T> {
    try {
      return await work()
    } catch (error) {
      throw this.#errorOf(error, options)
    }
  }

  #errorOf(error: unknown, options: StatementOptions): Error {
    const { user, database, stopped } = this.#address
    const cancelled = options.signal?.aborted === true
    return errorOfNode(error, {
      node: this.name,
      user,
      database,
      cancelled,
      shards: this.#shards,
      stopped: stopped?.(),
    })
  }
}

const oneBlock: ClickHouseSettings = {
  input_format_parallel_parsing: 0,
  max_insert_block_size: '10000000',
  min_insert_block_size_rows: '10000000',
  min_insert_block_size_bytes: '0',
  async_insert: 0,
}

function read(statement: Statement, options: StatementOptions) {
  const { clickhouse_settings: settings, ...rest } = bound(statement)
  return {
    ...rest,
    clickhouse_settings: { ...reading, ...settings },
    ...(options.signal === undefined ? {} : { abort_signal: options.signal }),
    ...(options.queryId === undefined ? {} : { query_id: options.queryId }),
  }
}

function bound(given: Statement) {
  const statement = divideLongValues(given)
  const params = Object.entries(statement.params ?? {})
  return {
    query: statement.sql,
    query_params: Object.fromEntries(params.map(([name, { value }]) => [name, value])),
    clickhouse_settings: { ...limitsFor(statement), ...statement.settings } satisfies ClickHouseSettings,
  }
}

/** The server reads 256 KiB of a statement and 50,000 of its parts: what is said of hundreds of attributes has more. */
function limitsFor({ sql }: Statement): ClickHouseSettings {
  const length = Buffer.byteLength(sql)
  if (length < longStatement) return {}
  return {
    max_query_size: String(2 * length),
    max_ast_elements: '10000000',
    max_expanded_ast_elements: '10000000',
  }
}

/** A long text goes ahead of the rows in the request's body, but for its first word: an address may not hold it. */
function inserting(statement: Statement, rows: Readable) {
  const { query, clickhouse_settings: settings, ...rest } = bound(statement)
  if (Buffer.byteLength(query) < longStatement)
    return { ...rest, query, clickhouse_settings: settings, values: rows }
  const [first = ''] = query.split(' ', 1)
  const body = async function* () {
    yield Buffer.from(`${query.slice(first.length + 1)}\n`)
    yield* rows
  }
  return {
    ...rest,
    query: first,
    clickhouse_settings: settings,
    values: Readable.from(body(), { objectMode: false }),
  }
}

function lengthOf(statement: Statement): number {
  const values = Object.values(statement.params ?? {}).map(({ value }) => value)
  return values.reduce<number>(
    (sum, value) => sum + (typeof value === 'object' ? value.join("','") : `${value}`).length,
    0,
  )
}
