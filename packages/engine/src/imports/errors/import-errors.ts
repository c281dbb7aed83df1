import type { ImportProblem } from './import-problems.ts'
import { quoted, type Row, type Table } from './problem-table.ts'

export interface ImportErrorParameters {
  file_empty: { file: string }
  file_not_found: { file: string }
  file_is_folder: { file: string }
  file_broken: { file: string; reason: string }
  file_format_unknown: { file: string; looks: string }
  json_not_in_lines: { file: string; looks: string }
  excel_too_large: { file: string; size: string; limit: string }
  sheet_unknown: { sheet: string; sheets: readonly string[] }
  import_has_problems: { count: number; first: string; problems: readonly ImportProblem[] }
  import_cancelled: Record<string, never>
  import_interrupted: Record<string, never>
  parquet_unreadable: { file: string; reason: string }
  staged_import_unknown: { id: string }
  set_aside_not_written: { folder: string; reason: string }
}
export type ImportErrorCode = keyof ImportErrorParameters

/** How the caller or the world can fail; thrown. */
export const importErrors: Table<ImportErrorParameters> = {
  file_empty: {
    says: p => `'${p.file}' is empty.`,
    remedy: () => 'Give a file with at least one row.',
  },
  file_not_found: {
    says: p => `There is no file '${p.file}'.`,
    remedy: () => 'Check the path; it counts from the folder you are in.',
  },
  file_is_folder: {
    says: p => `'${p.file}' is a folder.`,
    remedy: () => 'Give one file; import several one after the other.',
  },
  file_broken: {
    says: p => `'${p.file}' cannot be read: ${p.reason}.`,
    remedy: () => 'Fetch the file again, and compare its size with the original.',
  },
  file_format_unknown: {
    says: p => `'${p.file}' is ${p.looks}, which cannot be imported.`,
    remedy: () => 'Give CSV, TSV, JSON Lines (each also as .gz or .zst), Parquet or Excel (.xlsx).',
  },
  json_not_in_lines: {
    says: p => `'${p.file}' is ${p.looks}, and JSON is read one object a line.`,
    remedy: () => "Write it as JSON Lines: `jq -c '.[]' FILE > FILE.jsonl`.",
  },
  excel_too_large: {
    says: p => `The Excel file '${p.file}' has ${p.size}, and Excel is read up to ${p.limit}.`,
    remedy: () => 'Save it as CSV and import that.',
  },
  sheet_unknown: {
    says: p => `The file has no sheet '${p.sheet}'.`,
    remedy: p => `The sheets are ${quoted(p.sheets)}.`,
  },
  import_has_problems: {
    says: p => `Nothing was imported: ${p.count === 1 ? '' : `${p.count} problems, the first: `}${p.first}`,
    remedy: p => `Mend ${p.count === 1 ? 'it' : 'them all'} and import again.`,
  },
  import_cancelled: {
    says: () => 'The import was cancelled; nothing of it was kept.',
    remedy: () => 'Import the file again.',
  },
  import_interrupted: {
    says: () => 'The process that imported this ended before the rows were read; nothing of it was kept.',
    remedy: () => 'Import the file again: no row will be counted twice.',
  },
  parquet_unreadable: {
    says: p => `'${p.file}' cannot be read as Parquet: ${p.reason}.`,
    remedy: () => 'Write it again with zstd, gzip, snappy or no compression, or as CSV.',
  },
  staged_import_unknown: {
    says: p => `Nothing is staged for the import '${p.id}'.`,
    remedy: () => 'Import the file again.',
  },
  set_aside_not_written: {
    says: p => `The rows set aside cannot be written to '${p.folder}' (${p.reason}); nothing was imported.`,
    remedy: () => 'Name a folder that can be written to (`--set-aside FOLDER`).',
  },
}

/** The caller or the world failed. `message` is the sentence and what to do. */
export class ImportError<C extends ImportErrorCode = ImportErrorCode> extends Error {
  override readonly name = 'ImportError'
  readonly code: C
  readonly says: string
  readonly remedy: string
  readonly details: ImportErrorParameters[C]

  constructor(code: C, details: ImportErrorParameters[C], options?: ErrorOptions) {
    const row: Row<ImportErrorParameters[C]> = importErrors[code]
    super(`${row.says(details)} ${row.remedy(details)}`, options)
    this.code = code
    this.says = row.says(details)
    this.remedy = row.remedy(details)
    this.details = details
  }
}
