import type { DetectedShape } from '../imports/detect-shape.ts'
import type { ReadingHints, SourceShape } from '../imports/source-shape.ts'

/** A file to import, wherever it lies. */
export interface SourceFile {
  readonly name: string
  /** Bytes as stored (compressed, if it is). */
  readonly size: number
  /** From the beginning, each time it is called; decompression is the reader's business. */
  open(): AsyncIterable<Uint8Array>
  /** A piece of it, for formats with an index. */
  read(from: number, to: number): Promise<Uint8Array>
  /** Where it lies on this machine, if it does. */
  readonly localPath?: string
}

/** What is asked of the world about files. */
export interface SourceFiles {
  /** @throws ImportError `file_not_found`, `file_is_folder`, `file_empty` */
  open(path: string): Promise<SourceFile>
  /** How a file is to be read, and rows of a sample of it. @throws ImportError when it is of no format that is read. */
  detect(file: SourceFile, hints: ReadingHints): Promise<DetectedShape>
  /**
   * Writes the rows set aside, with what was wrong, in a form that can be mended and imported with the same mapping.
   *
   * @param rows - In order of line.
   * @param folder - Default: where the file lies.
   * @returns The path of what was written.
   */
  writeSetAside(
    file: SourceFile,
    shape: SourceShape,
    rows: AsyncIterable<SetAsideRow>,
    folder: string | undefined,
  ): Promise<string>
}

export interface SetAsideRow {
  /** Line the record starts on, from 1 (row number for Parquet and Excel). */
  readonly line: number
  readonly column: string
  readonly reason: string
}
