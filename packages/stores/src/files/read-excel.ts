import { ImportError, type SourceFile } from '@kindred/engine'

/** A workbook is read whole: this much of it, compressed as it lies there, stays within a few hundred megabytes. */
export const LARGEST_EXCEL = 20 * 1024 * 1024

/** One sheet as text. */
export interface ExcelSheet {
  readonly name: string
  readonly rows: readonly (readonly string[])[]
}

/**
 * A sheet of an Excel file (.xlsx), the first one unless another is named. Numbers have the digits Excel shows, times
 * are written `2026-11-21 10:30:00`, without a zone as Excel has them.
 *
 * @throws ImportError `excel_too_large`, `sheet_unknown`, `file_broken`
 */
export async function readExcel(file: SourceFile, wanted: string | undefined): Promise<ExcelSheet> {
  if (file.size > LARGEST_EXCEL) {
    throw new ImportError('excel_too_large', { file: file.name, size: '20 MB or more', limit: '20 MB' })
  }
  const sheets = await readSheets(file)
  const sheet = wanted === undefined ? sheets[0] : sheets.find(one => one.sheet === wanted)
  if (sheet === undefined) {
    throw new ImportError('sheet_unknown', { sheet: wanted ?? '1', sheets: sheets.map(one => one.sheet) })
  }
  const width = Math.max(0, ...sheet.data.map(row => row.length))
  const rows = sheet.data.map(row => Array.from({ length: width }, (_, at) => cellText(row[at])))
  return { name: sheet.sheet, rows }
}

async function readSheets(file: SourceFile) {
  const bytes = Buffer.from(await file.read(0, file.size))
  // Much to load for what few commands need.
  const { default: readWorkbook } = await import('read-excel-file/node')
  try {
    return await readWorkbook(bytes, { trim: false, parseNumber: shownNumber })
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new ImportError('file_broken', { file: file.name, reason }, { cause: error })
  }
}

/** Excel keeps 17 digits of a number and shows 15: 19.99 may stand there as 19.989999999999998. */
function shownNumber(text: string): string {
  const number = Number(text)
  return Number.isFinite(number) ? String(Number(number.toPrecision(15))) : text
}

function cellText(cell: unknown): string {
  if (cell === null || cell === undefined) return ''
  if (cell instanceof Date) return timeText(cell)
  return String(cell).normalize('NFC')
}

function timeText(time: Date): string {
  if (Number.isNaN(time.getTime())) return ''
  // Excel counts days in binary fractions: a second may be a thousandth short.
  const text = new Date(Math.round(time.getTime() / 1000) * 1000).toISOString().slice(0, 19).replace('T', ' ')
  return text.endsWith(' 00:00:00') ? text.slice(0, 10) : text
}
