import type { CheckedMapping } from '../imports/checked-mapping.ts'
import type { SourceShape } from '../imports/source-shape.ts'
import type { ErasedIds } from '../records/erasure.ts'
import type { SetAsideRow, SourceFile } from './source-file.ts'

/**
 * Loading a file in two steps. `stage` reads, maps and checks it out of sight; `publish` makes it visible, each row once,
 * however often either is killed and started again; `discard` forgets what was staged.
 */
export interface WarehouseImports {
  /** Starts from nothing, whatever an earlier try under the same id left behind. */
  stage(
    request: StageRequest,
    progress: (state: StageProgress) => void,
    signal?: AbortSignal,
  ): Promise<StageResult>
  /**
   * Idempotent: publishing again changes nothing and gives the same figures.
   *
   * @throws ImportError `staged_import_unknown` when nothing is staged and nothing was published under this id.
   */
  publish(id: string): Promise<PublishResult>
  discard(id: string): Promise<void>
  /** Forgets what was staged under any other id: left by processes that died, dry runs included. */
  discardAllBut(ids: readonly string[]): Promise<void>
}

export interface StageRequest {
  readonly id: string
  readonly file: SourceFile
  readonly shape: SourceShape
  readonly mapping: CheckedMapping
  /** The instant of the import: `since` of what is said of customers anew where the mapping gives no instant. */
  readonly at: number
  /** Rows of customers who were erased are set aside. */
  readonly erased?: ErasedIds
}
export interface StageProgress {
  readonly rows: number
  /** Bytes of the file read so far, as stored. */
  readonly bytes: number
  /** Of those the reader itself set aside; the rest is known at the end. */
  readonly setAside: number
}
export interface StageResult {
  /** Records in the file, header not counted: `staged + skipped + setAsideCount`. */
  readonly rows: number
  readonly staged: number
  /** Rows by event, duplicates included; empty for customers. */
  readonly perEvent: ReadonlyMap<string, number>
  readonly skipped: number
  readonly setAsideCount: number
  /** What publishing would come to, now; for a dry run. */
  forecast(): Promise<PublishResult>
  /** In order of line; can be gone through until the import is discarded. */
  setAside(): AsyncIterable<SetAsideRow>
}
export interface PublishResult {
  /** Events that were new. */
  readonly events: number
  /** Customers of whom something new was said, or who are new. */
  readonly customers: number
  readonly newCustomers: number
  /** Rows that could already be seen, or stood in the file before under the same id, or said nothing new of a customer. */
  readonly duplicates: number
}
