import {
  columnNames,
  type DetectedShape,
  describeColumns,
  detectShape,
  ImportError,
  type ReadingHints,
  type SourceFile,
} from '@kindred/engine'
import { detectContainer } from './detect-container.ts'
import { lateColumns } from './late-columns.ts'
import { ParquetReader } from './parquet-reader.ts'
import { readExcel } from './read-excel.ts'
import { readSample } from './read-sample.ts'

/** Rows that a look at the columns is taken from. */
const SAMPLE_ROWS = 2000

/**
 * What a file is and how it is to be read, from its beginning.
 *
 * @throws ImportError `file_empty`, `file_format_unknown`, `json_not_in_lines`, and what the reader of the format throws.
 */
export async function detectFile(file: SourceFile, hints: ReadingHints): Promise<DetectedShape> {
  const container = detectContainer(await file.read(0, Math.min(file.size, 4096)))
  if (container.kind === 'unknown') {
    throw new ImportError('file_format_unknown', { file: file.name, looks: container.looks })
  }
  if (container.kind === 'parquet') return detectParquet(file)
  if (container.kind === 'excel') return detectExcel(file, hints.sheet)
  const sample = await readSample(file, container.compression, hints.encoding)
  if (isBinary(sample.text)) {
    throw new ImportError('file_format_unknown', { file: file.name, looks: 'binary data' })
  }
  const json = documentOf(sample.text)
  if (json !== undefined && hints.delimiter === undefined) {
    throw new ImportError('json_not_in_lines', { file: file.name, looks: json })
  }
  const detected = detectShape(sample, hints)
  if (detected === undefined) throw new ImportError('file_empty', { file: file.name })
  const { shape, rows } = detected
  if (shape.format !== 'json_lines' || sample.whole) return detected
  const late = await lateColumns(file, shape)
  const empty = late.map(() => '')
  return {
    shape: { ...shape, columns: [...shape.columns, ...late] },
    rows: rows.map(row => [...row, ...empty]),
  }
}

/** A few stray control characters are odd characters of a row, of a short file too; many of them are no text. */
function isBinary(text: string): boolean {
  return (text.match(CONTROLS)?.length ?? 0) > Math.max(STRAY, text.length / 100)
}

/** So many of them are no reason to refuse a file. */
const STRAY = 4

const CONTROLS = /[\0-\x08\x0e-\x1a\x7f]/g

/** JSON that is one document over several lines, or a list, and not one object a line. */
function documentOf(text: string): string | undefined {
  if (/^\s*\[\s*(\{|$)/.test(text)) return 'a JSON list'
  return /^\s*\{[ \t]*\r?\n\s*("|\}|$)/.test(text) ? 'a JSON document of several lines' : undefined
}

async function detectParquet(file: SourceFile): Promise<DetectedShape> {
  const reader = await ParquetReader.open(file)
  const rows = await reader.rows(0, SAMPLE_ROWS)
  return { shape: { format: 'parquet', columns: describeColumns(reader.columns, rows) }, rows }
}

/** The first row of a sheet holds the names. */
async function detectExcel(file: SourceFile, sheet: string | undefined): Promise<DetectedShape> {
  const { name, rows } = await readExcel(file, sheet)
  const [header, ...rest] = rows
  if (header === undefined) throw new ImportError('file_empty', { file: file.name })
  const sample = rest.slice(0, SAMPLE_ROWS)
  return {
    shape: { format: 'excel', sheet: name, columns: describeColumns(columnNames(header), sample) },
    rows: sample,
  }
}
