import { beforeAll, describe, expect, test } from 'vitest'
import { type ImportedRow, importedRows } from './expect-as-read.ts'
import { type ConversionCase, conversionCases, hostileCells } from './import-cells.ts'
import { fileOf, type TestImport, type WarehouseOfImports } from './import-files.ts'
import { describeUnless } from './skipped.ts'
import type { WarehouseImportsSuite } from './warehouse-imports-suite.ts'

/** Every cell is read as the reference reads it, whatever it is to become. */
export function importConversionCases({ name, open, detect, skipReading }: WarehouseImportsSuite): void {
  describeUnless(skipReading, `${name}: every cell as the reference reads it`, () => {
    let warehouse: WarehouseOfImports
    beforeAll(async () => {
      warehouse = await open()
    })
    for (const [timezone, cases] of casesByZone()) {
      describe(`in ${timezone}`, () => {
        let rows: readonly ImportedRow[]
        beforeAll(async () => {
          rows = await importedRows(warehouse, detect, fileOfCases(timezone, cases), `in ${timezone}`)
        })
        for (const [number, { type, expression }] of cases.entries()) {
          test(`${type}: ${expression}`, () => {
            const own = rows.filter(({ cells }) => cells.at(-2) === String(number))
            expect(own).toHaveLength(cellsOf(cases[number]).length)
            expect(own.filter(({ isAsRead }) => !isAsRead)).toEqual([])
            // A row that another case set aside would say nothing of this one.
            const columns = own.flatMap(({ expected }) =>
              expected && 'column' in expected ? [expected.column] : [],
            )
            expect(columns.filter(column => !ownColumns(number).includes(column))).toEqual([])
          })
        }
      })
    }
  })
}

/** One import a zone: of many expressions it costs little more than of one. Those that name no zone are read in any. */
function casesByZone(): ReadonlyMap<string, readonly ConversionCase[]> {
  const zones = [...new Set(conversionCases.flatMap(({ timezone }) => timezone ?? []))]
  let next = 0
  return Map.groupBy(conversionCases, ({ timezone }) => timezone ?? zones[next++ % zones.length] ?? 'UTC')
}

/** A row of each case's cells, in columns of its own: to the other cases they are empty. */
function fileOfCases(timezone: string, cases: readonly ConversionCase[]): TestImport {
  const columns = cases.flatMap((_, number) => ownColumns(number))
  const lines = cases
    .flatMap((each, number) => cellsOf(each).map(cells => ({ number, cells })))
    .map(({ number, cells }, at) => {
      const before = Array<string>(2 * number).fill('')
      const after = Array<string>(columns.length - 2 * number - 2).fill('')
      const all = [...before, cells[0] ?? '', cells[1] ?? '', ...after, String(number)]
      return [`k${at}`, ...all.map(quoted), '2026-01-01'].join('\t')
    })
  const zone = timezone.toLowerCase().replace('/', '_')
  const properties = cases.map(({ expression }, number) => {
    const own = expression.replaceAll(/\bx(?=[12]\b)/g, `x${number}_`)
    return `  value_${number}: ${own.startsWith('[') ? own : JSON.stringify(own)}`
  })
  const types = cases.map(({ type }, number) => `  value_${number}: ${type}`)
  return {
    file: fileOf('cells.tsv', `${['key', ...columns, 'case', 'day'].join('\t')}\n${lines.join('\n')}\n`),
    mapping: [
      ...[`customer: '"in ${timezone}"'`, 'id: key', 'at: day', `event: seen_${zone}`],
      ...['properties:', ...properties, 'types:', ...types],
    ].join('\n'),
    reading: { delimiter: '\t', header: true, quote: '"' },
    timezone,
  }
}

function ownColumns(number: number): string[] {
  return [`x${number}_1`, `x${number}_2`]
}

function cellsOf(given: ConversionCase | undefined): string[][] {
  return given?.columns === 2 ? pairsOf(hostileCells) : hostileCells.map(cell => [cell])
}

/** Cells in quotes, so that whatever is in them is in them. */
function quoted(cell: string): string {
  return `"${cell.replaceAll('"', '""')}"`
}

/** Each with each would be too many: each with one that follows it at some distance. */
function pairsOf(cells: readonly string[]): string[][] {
  return cells.flatMap((cell, at) => [1, 7, 23].map(step => [cell, cells[(at + step) % cells.length] ?? '']))
}
