import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DelimitedScanner } from './delimited-scanner.ts'
import { rowDefects, type SourceRow, unpackRows } from './packed-rows.ts'

const cell = fc.string({
  unit: fc.constantFrom('a', 'é', '🎉', '"', "'", ',', ';', '\t', '\n', '\r\n', ' ', '|'),
})
const table = fc
  .integer({ min: 2, max: 5 })
  .chain(columns =>
    fc.array(fc.array(cell, { minLength: columns, maxLength: columns }), { minLength: 1, maxLength: 30 }),
  )

function scan(bytes: Uint8Array, columns: number, delimiter: string, cuts: readonly number[]): SourceRow[] {
  const scanner = new DelimitedScanner({ delimiter, quote: '"', columns, header: false, recordEnd: 'lf' })
  const rows: SourceRow[] = []
  let from = 0
  for (const cut of [...cuts.map(cut => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length]) {
    scanner.push(bytes.subarray(from, cut))
    from = cut
    rows.push(...unpackRows(scanner.take(), columns))
  }
  scanner.end()
  return [...rows, ...unpackRows(scanner.take(), columns)]
}

test('what was written as delimited text is read back, wherever its bytes are cut', () => {
  fc.assert(
    fc.property(
      table,
      fc.constantFrom(',', ';', '\t', '|'),
      fc.constantFrom('\n', '\r\n'),
      fc.array(fc.nat(), { maxLength: 8 }),
      (rows, delimiter, end, cuts) => {
        const write = (text: string) => `"${text.replaceAll('"', '""')}"`
        const text = rows.map(row => row.map(write).join(delimiter)).join(end)
        const read = scan(Buffer.from(text), rows[0]?.length ?? 0, delimiter, cuts)
        expect(read.map(row => row.cells)).toEqual(rows)
        expect(read.every(row => row.defect === rowDefects.none)).toBe(true)
      },
    ),
    { numRuns: 300 },
  )
})

test('whatever the bytes are, every line is in one row or blank, and the cuts change nothing', () => {
  const line = fc.string({ unit: fc.constantFrom('a', '"', ',', '\r', ' '), maxLength: 12 })
  fc.assert(
    fc.property(fc.array(line, { maxLength: 20 }), fc.array(fc.nat(), { maxLength: 8 }), (lines, cuts) => {
      const bytes = Buffer.from(lines.join('\n'))
      const whole = scan(bytes, 3, ',', [])
      expect(scan(bytes, 3, ',', cuts)).toEqual(whole)
      const starts = whole.map(row => row.line)
      expect([...new Set(starts)].sort((a, b) => a - b)).toEqual(starts)
      expect(starts.every(start => start >= 1 && start <= Math.max(lines.length, 1))).toBe(true)
    }),
    { numRuns: 500 },
  )
})
