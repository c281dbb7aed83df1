import type { AnswerOf, Contract, ImportRecord as WireRecord } from '@kindred/api'
import type { ImportRecord, ImportReport, SourceColumn, SourceShape } from '@kindred/engine'
import { instantText } from './typed-value.ts'

type Answer = AnswerOf<Contract['import']>

/** What came of an import, or of a dry run. */
export function importReportAnswer(report: ImportReport): Answer {
  const { record, preview, problems } = report
  return {
    dry_run: report.dryRun,
    ...(record === undefined ? {} : { import: importRecordAnswer(record) }),
    detected: shapeAnswer(report.shape),
    mapping: report.mapping,
    preview: { columns: [...preview.columns], rows: preview.rows.map(row => row.map(cell => cell ?? null)) },
    rows: report.rows,
    imported: report.imported,
    per_event: [...report.perEvent].map(([event, events]) => ({ event, events })),
    skipped: report.skipped,
    duplicates: report.duplicates,
    new_customers: report.newCustomers,
    set_aside: report.setAside,
    ...(report.setAsideFile === undefined ? {} : { set_aside_file: report.setAsideFile }),
    set_aside_examples: report.setAsideExamples.map(row => ({ ...row })),
    declared: [...report.declared],
    problems: problems.map(problem => ({ ...problem })),
  }
}

function shapeAnswer(shape: SourceShape): Answer['detected'] {
  const columns = shape.columns.map(columnAnswer)
  if (shape.format === 'parquet') return { format: shape.format, columns }
  if (shape.format === 'excel') return { format: shape.format, sheet: shape.sheet, columns }
  const text = {
    encoding: shape.encoding,
    byte_order_mark: shape.byteOrderMark,
    compression: shape.compression,
  }
  if (shape.format === 'json_lines') return { format: shape.format, ...text, columns }
  const { format, delimiter, quote, header } = shape
  return { format, delimiter, quote, header, ...text, columns }
}

function columnAnswer({ name, looksLike, format, otherFormat, decimalComma, examples }: SourceColumn) {
  return {
    name,
    looks_like: looksLike,
    ...(format === undefined ? {} : { format }),
    ...(otherFormat === undefined ? {} : { other_format: otherFormat }),
    ...(decimalComma === undefined ? {} : { decimal_comma: decimalComma }),
    examples: [...examples],
  }
}

export function importRecordAnswer(record: ImportRecord): WireRecord {
  const { id, kind, file, size, state, startedAt, finishedAt, setAside, setAsideFile } = record
  const { rows, imported, duplicates, skipped, reason } = record
  return {
    id,
    kind,
    file,
    size,
    state,
    started_at: instantText(startedAt),
    ...(finishedAt === undefined ? {} : { finished_at: instantText(finishedAt) }),
    ...(rows === undefined ? {} : { rows }),
    ...(imported === undefined ? {} : { imported }),
    ...(duplicates === undefined ? {} : { duplicates }),
    ...(skipped === undefined ? {} : { skipped }),
    ...(setAside === undefined ? {} : { set_aside: setAside }),
    ...(setAsideFile === undefined ? {} : { set_aside_file: setAsideFile }),
    ...(reason === undefined ? {} : { reason }),
  }
}
