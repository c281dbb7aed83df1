import { describe, expect, test } from 'vitest'
import { type DelimitedRules, DelimitedScanner, LONGEST_RECORD } from './delimited-scanner.ts'
import { rowDefects, type SourceRow, unpackRows } from './packed-rows.ts'

const rules: DelimitedRules = { delimiter: ',', quote: '"', columns: 2, header: false, recordEnd: 'lf' }

function scan(text: string | Uint8Array, more: Partial<DelimitedRules> = {}, pieces = 1 << 20): SourceRow[] {
  const all = { ...rules, ...more }
  const scanner = new DelimitedScanner(all)
  const bytes = typeof text === 'string' ? Buffer.from(text) : text
  const rows: SourceRow[] = []
  for (let at = 0; at < bytes.length; at += pieces) {
    scanner.push(bytes.subarray(at, at + pieces))
    rows.push(...unpackRows(scanner.take(), all.columns))
  }
  scanner.end()
  return [...rows, ...unpackRows(scanner.take(), all.columns)]
}

const cells = (text: string, more: Partial<DelimitedRules> = {}) => scan(text, more).map(row => row.cells)
const defects = (text: string, more: Partial<DelimitedRules> = {}) =>
  scan(text, more).map(row => [
    row.line,
    row.defect,
    row.defect === rowDefects.none ? row.cells : row.cells[0],
  ])

describe('dividing delimited text', () => {
  test('the end of the last line may be missing', () => {
    expect(cells('a,b\nc,d')).toEqual([
      ['a', 'b'],
      ['c', 'd'],
    ])
  })

  test('CR LF, LF and CR end records', () => {
    expect(cells('a,b\r\nc,d\r\n')).toEqual(cells('a,b\nc,d\n'))
    expect(cells('a,b\rc,d\r', { recordEnd: 'cr' })).toEqual(cells('a,b\nc,d\n'))
  })

  test('quotes hold delimiters, ends of lines and quotes', () => {
    expect(cells('"a,b","c\nd ""e"""\nf,"g"\r\n')).toEqual([
      ['a,b', 'c\nd "e"'],
      ['f', 'g'],
    ])
  })

  test('of spaces as many divide as there are, and those around a record do not count', () => {
    const text = '  a   b \r\n c "d  e"\r\n   \r\nf g  '
    const expected = [
      ['a', 'b'],
      ['c', 'd  e'],
      ['f', 'g'],
    ]
    for (const pieces of [1, 2, 3, 5, 100]) {
      expect(scan(text, { delimiter: ' ' }, pieces).map(row => row.cells)).toEqual(expected)
    }
    expect(defects('a b c\na\n', { delimiter: ' ' })).toEqual([
      [1, rowDefects.wrongFieldCount, '3'],
      [2, rowDefects.wrongFieldCount, '1'],
    ])
  })

  test('a quote within a field that does not begin with one is itself', () => {
    expect(cells('5" pipe,a"b"\n')).toEqual([['5" pipe', 'a"b"']])
  })

  test('without quotes in the format a quote is a character', () => {
    expect(cells('"a,b"\n', { quote: 'none' })).toEqual([['"a', 'b"']])
  })

  test('lines are counted as they stand in the file, the header and blank ones included', () => {
    expect(scan('x,y\n\n"a\n\nb",c\nd,e\n', { header: true }).map(row => row.line)).toEqual([3, 6])
  })

  test('blank lines are no rows, and in one column an empty quoted cell is', () => {
    expect(cells('a,b\n\n\r\nc,d\n\n')).toHaveLength(2)
    expect(cells('a\n\n""\nb\n', { columns: 1 })).toEqual([['a'], [''], ['b']])
  })

  test('cells of any length', () => {
    for (const length of [127, 128, 129, 16_383, 16_384, 70_000]) {
      expect(cells(`${'x'.repeat(length)},"${'é'.repeat(length)}"\n`)).toEqual([
        ['x'.repeat(length), 'é'.repeat(length)],
      ])
    }
  })

  test('text is composed', () => {
    expect(cells('e\u0301,A\u030a\n')).toEqual([['é', 'Å']])
  })
})

describe('records that cannot be divided', () => {
  test('a wrong number of fields is told with the number', () => {
    expect(defects('a\nb,c\nd,e,f\n')).toEqual([
      [1, rowDefects.wrongFieldCount, '1'],
      [2, rowDefects.none, ['b', 'c']],
      [3, rowDefects.wrongFieldCount, '3'],
    ])
  })

  test('a quote that is never closed costs its line and no more', () => {
    expect(defects('a,"b\nc,d\ne,f\n')).toEqual([
      [1, rowDefects.quoteNotClosed, ''],
      [2, rowDefects.none, ['c', 'd']],
      [3, rowDefects.none, ['e', 'f']],
    ])
  })

  test('text after a closing quote costs its line, wherever the quote was closed', () => {
    expect(defects('a,"b" c\nd,"e\nf,"g"\nh,i\n')).toEqual([
      [1, rowDefects.textAfterQuote, ''],
      [2, rowDefects.textAfterQuote, ''],
      [3, rowDefects.none, ['f', 'g']],
      [4, rowDefects.none, ['h', 'i']],
    ])
  })

  test('bytes that are no text are told with their column', () => {
    const bytes = Buffer.concat([Buffer.from('a,b\nc,'), Buffer.from([0xe9]), Buffer.from('\nd,e\n')])
    expect(scan(bytes).map(row => [row.defect, row.cells[0]])).toEqual([
      [rowDefects.none, 'a'],
      [rowDefects.notText, '1'],
      [rowDefects.none, 'd'],
    ])
  })

  test('a record longer than a mebibyte is passed over, with quotes or without', () => {
    const long = 'x'.repeat(LONGEST_RECORD + 10)
    for (const text of [`${long},b\nc,d\n`, `"${long},b\nc,d\n`]) {
      for (const pieces of [1 << 14, 1 << 22]) {
        const rows = scan(Buffer.from(text), {}, pieces)
        expect(rows.at(-1)).toEqual({ line: 2, defect: rowDefects.none, cells: ['c', 'd'] })
      }
    }
    expect(scan(Buffer.from(`${long},b\nc,d\n`), {}, 1 << 14)[0]?.defect).toBe(rowDefects.tooLong)
  })
})
