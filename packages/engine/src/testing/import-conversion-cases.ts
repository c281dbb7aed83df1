import { beforeAll, describe, test } from 'vitest'
import { expectAsRead } from './expect-as-read.ts'
import { conversionCases, hostileCells } from './import-cells.ts'
import { fileOf, type WarehouseOfImports } from './import-files.ts'
import type { WarehouseImportsSuite } from './warehouse-imports-suite.ts'

/** Every cell is read as the reference reads it, whatever it is to become. */
export function importConversionCases({ name, open, detect, skipReading }: WarehouseImportsSuite): void {
  const cells = skipReading === undefined ? '' : ` (skipped: ${skipReading})`
  describe.skipIf(skipReading !== undefined)(`${name}: every cell as the reference reads it${cells}`, () => {
    let warehouse: WarehouseOfImports
    beforeAll(async () => {
      warehouse = await open()
    })
    for (const [number, { type, expression, columns, timezone }] of conversionCases.entries()) {
      test(`${type}: ${expression}${timezone === undefined ? '' : ` in ${timezone}`}`, async () => {
        const cells = columns === 1 ? hostileCells.map(cell => [cell]) : pairsOf(hostileCells)
        const header = ['key', ...Array.from({ length: columns }, (_, at) => `x${at + 1}`), 'day'].join('\t')
        const lines = cells.map((row, at) => [`k${at}`, ...row.map(quoted), '2026-01-01'].join('\t'))
        const value = expression.startsWith('[') ? expression : JSON.stringify(expression)
        const request = {
          file: fileOf('cells.tsv', `${header}\n${lines.join('\n')}\n`),
          mapping: `customer: '"case ${number}"'\nid: key\nat: day\nevent: seen_${number}\nproperties: { value: ${value} }\ntypes: { value: ${type} }`,
          reading: { delimiter: '\t', header: true, quote: '"' },
          ...(timezone !== undefined && { timezone }),
        } as const
        await expectAsRead(warehouse, detect, request, `case ${number}`)
      })
    }
  })
}

/** Cells in quotes, so that whatever is in them is in them. */
function quoted(cell: string): string {
  return `"${cell.replaceAll('"', '""')}"`
}

/** Each with each would be too many: each with one that follows it at some distance. */
function pairsOf(cells: readonly string[]): string[][] {
  return cells.flatMap((cell, at) => [1, 7, 23].map(step => [cell, cells[(at + step) % cells.length] ?? '']))
}
