import { DelimitedScanner, type DelimitedShape, type JsonLinesShape, type SourceFile } from '@kindred/engine'
import { openText } from './open-text.ts'

/** One record as it stands in the file, without the end of its line. */
export interface RawRecord {
  readonly line: number
  readonly text: string
}

/**
 * The records that start on some lines, as they stand there: a second pass over the file, made only when there is
 * something to set aside.
 *
 * @param lines - Rising; asked for one ahead.
 */
export async function* rawRecords(
  file: SourceFile,
  shape: DelimitedShape | JsonLinesShape,
  lines: AsyncIterable<number>,
): AsyncGenerator<RawRecord> {
  const wanted = lines[Symbol.asyncIterator]()
  let next = await wanted.next()
  for await (const records of recordPieces(file, shape)) {
    for (const record of records) {
      while (next.done !== true && next.value < record.line) next = await wanted.next()
      if (next.done === true) return
      if (next.value === record.line) yield { line: record.line, text: withoutEnd(record.bytes) }
    }
  }
}

interface RecordBytes {
  readonly line: number
  readonly bytes: Uint8Array
}

async function* recordPieces(
  file: SourceFile,
  shape: DelimitedShape | JsonLinesShape,
): AsyncGenerator<readonly RecordBytes[]> {
  let records: RecordBytes[] = []
  // Every line of JSON Lines is a record: it is divided as text of one column without quotes.
  const rules =
    shape.format === 'delimited'
      ? { ...shape, columns: shape.columns.length }
      : { delimiter: '\n', quote: 'none' as const, recordEnd: 'lf' as const, columns: 1, header: false }
  const scanner = new DelimitedScanner(rules, (line, bytes) => records.push({ line, bytes }))
  const taken = () => {
    const now = records
    records = []
    // Only the records are wanted; the rows are thrown away when there are many.
    if (scanner.isFull) scanner.take()
    return now
  }
  for await (const piece of openText(file, shape)) {
    scanner.push(piece)
    yield taken()
  }
  scanner.end()
  yield taken()
}

function withoutEnd(bytes: Uint8Array): string {
  return Buffer.from(bytes)
    .toString('utf8')
    .replace(/\r?\n$|\r$/, '')
}
