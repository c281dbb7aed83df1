import type { CheckedMapping } from '../imports/checked-mapping.ts'
import type { SourceFile } from './source-file.ts'
import type { SourceShape } from '../imports/source-shape.ts'

/**
 * Loading a file in two steps. `stage` reads, maps and checks it out of sight; `publish` makes it visible, each row once,
 * however often either is killed and started again; `discard` forgets what was staged.
 */
export interface WarehouseImports {
  /** The first rows as the mapping reads them; nothing is kept. */
  preview(request: StageRequest, rows: number): Promise<ImportPreview>
  /** Starts from nothing, whatever an earlier try under the same id left behind. */
  stage(request: StageRequest, progress: (state: StageProgress) => void, signal?: AbortSignal): Promise<StageResult>
  /** Idempotent: publishing again changes nothing and gives the same figures. */
  publish(id: string): Promise<PublishResult>
  discard(id: string): Promise<void>
}

export interface StageRequest {
  readonly id: string
  readonly file: SourceFile
  readonly shape: SourceShape
  readonly mapping: CheckedMapping
  /** The instant of the import: `since` of customers whose mapping gives none and who were known before. */
  readonly at: number
}
export interface StageProgress {
  readonly rows: number
  readonly setAside: number
  readonly bytes: number
}
export interface StageResult {
  /** Records in the file, header not counted. */
  readonly rows: number
  readonly staged: number
  readonly perEvent: ReadonlyMap<string, number>
  readonly skipped: number
  /** Rows that can already be seen, or stand twice under one given id in this file: they will change nothing. */
  readonly duplicates: number
  readonly newCustomers: number
  readonly setAside: readonly SetAsideRow[] | AsyncIterable<SetAsideRow>
  readonly setAsideCount: number
}
export interface SetAsideRow {
  /** Line the record starts on, from 1 (row number for Parquet and Excel). */
  readonly line: number
  readonly column: string
  readonly reason: string
}
export interface PublishResult {
  readonly events: number
  readonly customers: number
  readonly duplicates: number
}
export interface ImportPreview {
  readonly columns: readonly string[]
  readonly rows: readonly (readonly (string | undefined)[])[]
  readonly problems: readonly SetAsideRow[]
}
