import { ImportError } from '../imports/errors/import-errors.ts'
import type { ImportProblem } from '../imports/errors/import-problems.ts'
import { rowProblem } from '../imports/errors/row-problems.ts'
import { type ImportPreview, previewRows } from '../imports/preview-rows.ts'
import type { SourceShape } from '../imports/source-shape.ts'
import type { SetAsideRow } from '../ports/source-file.ts'
import type { PublishResult, StageResult } from '../ports/warehouse-imports.ts'
import type { ImportRecord } from '../records/import-record.ts'
import { declareImported, namesOf } from './declare-imported.ts'
import type { EnginePorts } from './engine-ports.ts'
import { erasedIds } from './erased-ids.ts'
import { type ImportPorts, type ImportRequest, type PlannedImport, planImport } from './plan-import.ts'

export interface ImportProgress {
  readonly step: 'detect' | 'stage' | 'publish'
  readonly rows: number
  readonly setAside: number
  /** Bytes of the file read so far, of how many. */
  readonly bytes: number
  readonly size: number
}

export interface ImportReport {
  readonly dryRun: boolean
  /** Absent after a dry run. */
  readonly record?: ImportRecord
  readonly shape: SourceShape
  /** The mapping used, as text that can be saved and edited. */
  readonly mapping: string
  readonly preview: ImportPreview
  /** Records in the file: `imported + duplicates + skipped + setAside`. */
  readonly rows: number
  /** Rows that were new, or would be. */
  readonly imported: number
  /** Rows by event, those known already included. */
  readonly perEvent: ReadonlyMap<string, number>
  readonly skipped: number
  readonly duplicates: number
  readonly newCustomers: number
  readonly setAside: number
  readonly setAsideFile?: string
  /** The first few. */
  readonly setAsideExamples: readonly SetAsideRow[]
  /** Names declared, or that would be. */
  readonly declared: readonly string[]
  /** Warnings, and in a dry run what would refuse the import. */
  readonly problems: readonly ImportProblem[]
}

const PREVIEW_ROWS = 10
const EXAMPLES = 5

/**
 * Imports customers or events from a file: looks at it, checks the mapping, reads every row out of sight, and then
 * makes them visible at once. The journal in the catalog says how far it has come, so that `finishImports` can end
 * what a process that died has left: nothing is counted twice, and nothing half.
 *
 * With `dryRun` all is done up to the point where something would change, and then forgotten.
 *
 * @throws ImportError what is wrong with the file or the mapping; nothing has changed then.
 *
 * @example
 * const report = await importFile(ports, { id: 'a1', kind: 'events', path: 'orders.csv', event: 'purchase', … }, show)
 */
export async function importFile(
  ports: ImportPorts,
  request: ImportRequest,
  progress: (state: ImportProgress) => void = () => undefined,
  signal?: AbortSignal,
): Promise<ImportReport> {
  progress({ step: 'detect', rows: 0, setAside: 0, bytes: 0, size: 0 })
  const planned = await planImport(ports, request)
  return request.dryRun
    ? dryRun(ports, request, planned, progress, signal)
    : importPlanned(ports, request, planned, progress, signal)
}

/**
 * Ends what processes that died have left: an import that was still being read is rolled back whole, one that was
 * being published is published to its end. To be called before anything else is written.
 *
 * @returns The imports as they are now. One that cannot be ended, say because a node is down, is left for the next time.
 */
export async function finishImports(ports: EnginePorts): Promise<readonly ImportRecord[]> {
  const ended: ImportRecord[] = []
  const unfinished = await ports.catalog.imports.unfinished()
  // Also what a dry run has left, of which the journal knows nothing.
  await ports.warehouse.imports.discardAllBut(unfinished.map(record => record.id))
  for (const record of unfinished) {
    if (record.state === 'publishing') await publish(ports, record.id)
    else await rollBack(ports, record.id, new ImportError('import_interrupted', {}).says)
    const now = await ports.catalog.imports.get(record.id)
    if (now !== undefined) ended.push(now)
  }
  return ended
}

async function dryRun(
  ports: ImportPorts,
  request: ImportRequest,
  planned: PlannedImport,
  progress: (state: ImportProgress) => void,
  signal: AbortSignal | undefined,
): Promise<ImportReport> {
  try {
    const staged = await stage(ports, request, planned, progress, signal)
    const { duplicates, newCustomers } = await staged.forecast()
    const setAsideExamples = await firstOf(staged.setAside())
    return { ...reported(planned, staged, { duplicates, newCustomers }), dryRun: true, setAsideExamples }
  } finally {
    await ports.warehouse.imports.discard(request.id)
  }
}

async function importPlanned(
  ports: ImportPorts,
  request: ImportRequest,
  planned: PlannedImport,
  progress: (state: ImportProgress) => void,
  signal: AbortSignal | undefined,
): Promise<ImportReport> {
  const { imports } = ports.catalog
  const { id } = request
  await imports.begin(begun(ports, request, planned))
  const ready = await stageWhole(ports, request, planned, progress, signal)
  await imports.update(id, { state: 'publishing', ...ready.counted })
  // Which rows cannot be read is known of all of them only now.
  progress({ ...ready.last, setAside: ready.counted.setAside, step: 'publish' })
  const { duplicates, newCustomers } = await publish(ports, id)
  const record = await imports.get(id)
  const { setAsideFile } = ready.counted
  return {
    ...reported(planned, ready.staged, { duplicates, newCustomers }),
    dryRun: false,
    ...(record !== undefined && { record }),
    ...(setAsideFile !== undefined && { setAsideFile }),
    setAsideExamples: ready.examples,
  }
}

function begun(ports: ImportPorts, request: ImportRequest, { kind, file }: PlannedImport): ImportRecord {
  const { name, size } = file
  return { id: request.id, kind, file: name, size, startedAt: ports.clock(), state: 'staging' }
}

/** Everything up to the point from which it goes on to its end; rolled back whole when something fails. */
async function stageWhole(
  ports: ImportPorts,
  request: ImportRequest,
  planned: PlannedImport,
  progress: (state: ImportProgress) => void,
  signal: AbortSignal | undefined,
) {
  let last: ImportProgress = { step: 'stage', rows: 0, setAside: 0, bytes: 0, size: planned.file.size }
  const show = (state: ImportProgress) => {
    last = state
    progress(state)
  }
  try {
    const staged = await stage(ports, request, planned, show, signal)
    const setAsideFile = await writeSetAside(ports, request, planned, staged)
    const examples = await firstOf(staged.setAside())
    signal?.throwIfAborted()
    await declareImported(ports, {
      declares: planned.declares,
      settings: request.settings,
      author: request.author,
    })
    const counted = {
      rows: staged.rows,
      skipped: staged.skipped,
      setAside: staged.setAsideCount,
      ...(setAsideFile !== undefined && { setAsideFile }),
    }
    return { staged, examples, counted, last }
  } catch (error) {
    const ending =
      signal?.aborted === true ? new ImportError('import_cancelled', {}, { cause: error }) : error
    // What cannot be discarded now is discarded by `finishImports`; the first error is the one to tell.
    await rollBack(ports, request.id, reasonOf(ending)).catch(() => undefined)
    throw ending
  }
}

async function stage(
  ports: ImportPorts,
  { id }: ImportRequest,
  { file, detected, mapping }: PlannedImport,
  progress: (state: ImportProgress) => void,
  signal: AbortSignal | undefined,
): Promise<StageResult> {
  // Now that the journal has the import: whoever is erased from here on waits for its end.
  const erased = await erasedIds(ports.catalog)
  const request = { id, file, shape: detected.shape, mapping, at: ports.clock(), erased }
  const show = (state: Omit<ImportProgress, 'step' | 'size'>) =>
    progress({ ...state, step: 'stage', size: file.size })
  return ports.warehouse.imports.stage(request, show, signal)
}

async function writeSetAside(
  ports: ImportPorts,
  request: ImportRequest,
  { file, detected }: PlannedImport,
  staged: StageResult,
): Promise<string | undefined> {
  if (staged.setAsideCount === 0) return undefined
  return ports.files.writeSetAside(file, detected.shape, kept(staged.setAside()), request.setAsideFolder)
}

/** Of who was erased the row is told, and not kept. */
async function* kept(rows: AsyncIterable<SetAsideRow>): AsyncGenerator<SetAsideRow> {
  const erased = rowProblem('customer_erased', {})
  for await (const row of rows) if (row.reason !== erased) yield row
}

/** Makes a staged import visible and notes it; whatever was left undone of that is done. */
async function publish(ports: EnginePorts, id: string): Promise<PublishResult> {
  const { imports } = ports.catalog
  const published = await ports.warehouse.imports.publish(id)
  const record = await imports.get(id)
  const staged = (record?.rows ?? 0) - (record?.skipped ?? 0) - (record?.setAside ?? 0)
  const { duplicates } = published
  await imports.update(id, {
    state: 'done',
    finishedAt: ports.clock(),
    imported: staged - duplicates,
    duplicates,
  })
  await ports.warehouse.imports.discard(id)
  return published
}

async function rollBack(ports: EnginePorts, id: string, reason: string): Promise<void> {
  await ports.warehouse.imports.discard(id)
  await ports.catalog.imports.update(id, { state: 'failed', finishedAt: ports.clock(), reason })
}

function reported(
  planned: PlannedImport,
  staged: StageResult,
  { duplicates, newCustomers }: Pick<PublishResult, 'duplicates' | 'newCustomers'>,
) {
  const { shape, rows } = planned.detected
  const columns = shape.columns.map(column => column.name)
  const options = { rows: PREVIEW_ROWS, timezone: planned.timezone }
  return {
    shape,
    mapping: planned.mappingText,
    preview: previewRows(planned.mapping, columns, rows, options),
    rows: staged.rows,
    imported: staged.staged - duplicates,
    perEvent: staged.perEvent,
    skipped: staged.skipped,
    duplicates,
    newCustomers,
    setAside: staged.setAsideCount,
    declared: namesOf(planned.declares, planned.knownEvents),
    problems: planned.problems,
  }
}

async function firstOf(rows: AsyncIterable<SetAsideRow>): Promise<SetAsideRow[]> {
  const first: SetAsideRow[] = []
  for await (const row of rows) {
    first.push(row)
    if (first.length === EXAMPLES) break
  }
  return first
}

function reasonOf(error: unknown): string {
  if (error instanceof ImportError) return error.says
  return error instanceof Error ? error.message : String(error)
}
