import { expect } from 'vitest'
import { rowsAs } from '../imports/read-row.ts'
import type { SourceFiles } from '../ports/source-file.ts'
import { importInto, type TestImport, type WarehouseOfImports } from './import-files.ts'
import { ever } from './import-words.ts'

/** A row of a file, what the reference makes of it, and what the warehouse did. */
export interface ImportedRow {
  readonly cells: readonly string[]
  readonly expected:
    | { readonly line: number; readonly column: string; readonly reason: string }
    | unknown[]
    | false
  readonly stored: unknown
  readonly isAsRead: boolean
}

/** Imports a file whose first column is the id of an event of this customer, and compares every row with the reference reading. */
export async function expectAsRead(
  warehouse: WarehouseOfImports,
  detect: SourceFiles['detect'],
  request: TestImport,
  customer: string,
): Promise<void> {
  const rows = await importedRows(warehouse, detect, request, customer)
  expect(rows.filter(({ isAsRead }) => !isAsRead)).toEqual([])
}

/** The same without an opinion of it: every row of the file beside the reference reading. */
export async function importedRows(
  warehouse: WarehouseOfImports,
  detect: SourceFiles['detect'],
  request: TestImport,
  customer: string,
): Promise<readonly ImportedRow[]> {
  const { detected, mapping: checked, setAside, staged } = await importInto(warehouse, detect, request)
  const read = rowsAs(
    checked,
    detected.shape.columns.map(column => column.name),
  )
  const kept = (await warehouse.customer(customer, ever))?.events ?? []
  const found = new Map<string | number, unknown>([
    ...kept.map(event => [event.id, [...event.properties]] as const),
    ...setAside.map(row => [row.line, row] as const),
  ])
  const lines = linesOf(await textOf(request.file))
  expect(staged.rows).toBe(lines.length)
  return lines.map(({ line, cells }) => {
    const row = read({ line, defect: 0, cells })
    const expected =
      row.kind === 'problem' ? { line, ...row.problem } : row.kind === 'event' && [...row.properties]
    const stored = found.get(line) ?? found.get(cells[0] ?? '')
    return { cells, expected, stored, isAsRead: JSON.stringify(stored) === JSON.stringify(expected) }
  })
}

async function textOf(file: TestImport['file']): Promise<string> {
  return Buffer.from(await file.read(0, file.size)).toString('utf8')
}

/** Rows of tab-separated text with every cell but the first and the last in quotes. */
function linesOf(text: string): { readonly line: number; readonly cells: readonly string[] }[] {
  let line = 1
  const rows: { line: number; cells: string[] }[] = []
  for (const record of text.split(/\n(?=k\d+\t|$)/)) {
    if (record !== '') rows.push({ line, cells: record.split('\t').map(unquoted) })
    line += record.split('\n').length
  }
  return rows.slice(1)
}

function unquoted(cell: string): string {
  const text = cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell
  return text.normalize('NFC')
}
