/** A file to import, wherever it lies. */
export interface SourceFile {
  readonly name: string
  /** Bytes as stored (compressed, if it is). */
  readonly size: number
  /** From the beginning, each time it is called; decompression is the reader's business. */
  open(): AsyncIterable<Uint8Array>
  /** Where a warehouse on the same machine can read it itself. */
  readonly localPath?: string
}
