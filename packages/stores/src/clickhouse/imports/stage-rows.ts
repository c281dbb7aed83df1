import { Readable } from 'node:stream'
import type {
  PackedRows,
  SetAsideRow,
  SourceShape,
  StageProgress,
  StageRequest,
  StageResult,
} from '@kindred/engine'
import { quoteName } from '@kindred/language'
import { packedSource } from '../../files/packed-source.ts'
import type { Nodes } from '../nodes.ts'
import type { Statement } from '../warehouse-node.ts'
import { type CompiledRows, compileRows } from './compile-rows.ts'
import { forecastImport } from './forecast-import.ts'
import { planOf } from './import-plan.ts'
import { dropStaging, openStaging } from './open-staging.ts'
import { problemOfCode } from './row-check.ts'
import { stagingTables } from './staging-tables.ts'

/** Rows of one part, or as many as are this long: some hundred megabytes at the server while they are sorted. */
const PART_ROWS = 500_000
const PART_BYTES = 64 * 1024 * 1024

/** Rows that are read at a time: few enough that what is computed of them stays in the processor's caches. */
const BLOCK_ROWS = 65_536
const BLOCK_BYTES = 16 * 1024 * 1024

/** From so many columns on the engine's plan is left as it is written: improving it takes time with their square. */
const WIDE = 100

/** A statement reads its rows one block after the other: two of them at once keep two cores busy. */
const LANES = 2

/** Of a wide file a statement takes longer to be planned than this much to be read: it is planned once. */
const LARGE_BYTES = 256 * 1024 * 1024

/**
 * Reads a file into tables of its own. The bytes are divided into rows here and read as the mapping says by the
 * server, in one statement, so that neither side holds more than a few blocks.
 */
export async function stageRows(
  nodes: Nodes,
  request: StageRequest,
  progress: (state: StageProgress) => void,
  signal?: AbortSignal,
): Promise<StageResult> {
  const { id, mapping, shape, erased } = request
  const rows = compileRows(mapping, shape, erased)
  await dropStaging(nodes, id)
  await openStaging(nodes, id, mapping, rows)
  let read = 0
  const count = (state: StageProgress) => {
    read = state.rows
    progress(state)
  }
  await insertRows(nodes, request, rows, count, signal)
  const counted = await countStaged(nodes, request)
  const columns = shape.columns.map(column => column.name)
  return {
    rows: read,
    ...counted,
    skipped: read - counted.staged - counted.setAsideCount,
    forecast: () => forecastImport(nodes, id, planOf(mapping, request.at)),
    setAside: () => setAsideRows(nodes, id, rows, columns),
  }
}

async function insertRows(
  nodes: Nodes,
  request: StageRequest,
  rows: CompiledRows,
  progress: (state: StageProgress) => void,
  signal: AbortSignal | undefined,
): Promise<void> {
  const pieces = packedSource(request.file, request.shape, ({ rows: done, bytes, broken }) =>
    progress({ rows: done, bytes, setAside: broken }),
  )
  const statement = insertStatement(nodes, request, rows)
  const failed = new AbortController()
  const given = signal === undefined ? failed.signal : AbortSignal.any([signal, failed.signal])
  const lanes = Array.from({ length: lanesFor(request) }, () =>
    insertLane(nodes, statement, pieces, given).catch(error => failed.abort(error)),
  )
  await Promise.all(lanes)
  given.throwIfAborted()
}

function lanesFor({ file, shape }: StageRequest): number {
  return isWide(shape) && file.size < LARGE_BYTES ? 1 : LANES
}

function isWide({ columns }: SourceShape): boolean {
  return columns.length > WIDE
}

/** Takes pieces as long as there are any; two lanes may take from the same ones. The order of rows is in their line. */
async function insertLane(
  nodes: Nodes,
  statement: Statement,
  pieces: AsyncGenerator<PackedRows>,
  signal: AbortSignal,
): Promise<void> {
  const first = await pieces.next()
  // An INSERT without a row is refused by the server.
  if (first.done === true) return
  const body = async function* () {
    let piece: IteratorResult<PackedRows> = first
    while (piece.done !== true) {
      signal.throwIfAborted()
      yield piece.value.bytes
      piece = await pieces.next()
    }
  }
  await nodes.first.insertBytes(statement, Readable.from(body(), { objectMode: false }), { signal })
}

function insertStatement(nodes: Nodes, { id, shape }: StageRequest, rows: CompiledRows): Statement {
  const names = rows.columns.map(column => quoteName(column.name)).join(', ')
  return {
    sql: `INSERT INTO ${stagingTables(nodes.database, id).incoming} (${names}) ${rows.select} FORMAT RowBinary`,
    params: rows.params,
    settings: {
      max_insert_block_size: BLOCK_ROWS,
      min_insert_block_size_rows: PART_ROWS,
      min_insert_block_size_bytes: PART_BYTES,
      input_format_max_block_size_bytes: BLOCK_BYTES,
      async_insert: 0,
      max_insert_threads: 1,
      ...(isWide(shape) && { query_plan_enable_optimizations: 0 }),
      // Lazily evaluated, conversions that stand on one another are done over and over: twenty times as slow. None
      // of them can fail, so nothing has to be left out.
      short_circuit_function_evaluation: 'disable',
    },
  }
}

async function countStaged(nodes: Nodes, { id, mapping }: StageRequest) {
  const tables = stagingTables(nodes.database, id)
  const perEvent = new Map<string, number>()
  const grouped = mapping.kind === 'events' ? 'event' : "''"
  const [counted, [aside]] = await Promise.all([
    nodes.each(node =>
      node.rows({
        sql: `SELECT ${grouped} AS name, count() FROM ${tables.rows} GROUP BY name ORDER BY name`,
      }),
    ),
    nodes.first.rows({ sql: `SELECT count() FROM ${tables.aside}` }),
  ])
  for (const [name, count] of counted.flat()) {
    perEvent.set(String(name), (perEvent.get(String(name)) ?? 0) + Number(count))
  }
  const staged = [...perEvent.values()].reduce((sum, count) => sum + count, 0)
  return {
    staged,
    perEvent: mapping.kind === 'events' ? perEvent : new Map<string, number>(),
    setAsideCount: Number(aside?.[0] ?? 0),
  }
}

async function* setAsideRows(
  nodes: Nodes,
  id: string,
  rows: CompiledRows,
  columns: readonly string[],
): AsyncGenerator<SetAsideRow> {
  const { aside } = stagingTables(nodes.database, id)
  const blocks = nodes.first.blocks({ sql: `SELECT line, code, given FROM ${aside} ORDER BY line` })
  for await (const block of blocks) {
    for (const [line, code, given] of block) {
      yield { line: Number(line), ...problemOfCode(Number(code), String(given), rows.checks, columns) }
    }
  }
}
