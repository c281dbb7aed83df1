import { describe, expect, test } from 'vitest'
import { columnNames, detectShape } from './detect-shape.ts'
import { lookOfColumn } from './look-of-column.ts'
import type { ReadingHints } from './source-shape.ts'

function detect(text: string, hints: ReadingHints = {}, whole = true) {
  const file = { encoding: 'utf-8', byteOrderMark: false, compression: 'none' } as const
  const detected = detectShape({ name: 'file', text, whole, ...file }, hints)
  return {
    shape: detected?.shape,
    names: detected?.shape.columns.map(column => column.name),
    rows: detected?.rows,
  }
}

describe('how a file is divided', () => {
  test('decimal commas do not divide where semicolons do', () => {
    expect(detect('name;total;tax\na;1,50;0,30\nb;2,00;0,40\n').shape).toMatchObject({
      delimiter: ';',
      header: true,
    })
  })

  test('a delimiter within quotes does not count', () => {
    expect(detect('a|b\n"x,y,z"|1\n"u,v"|2\n').shape).toMatchObject({ delimiter: '|' })
  })

  test('one column has no delimiter, and is read all the same', () => {
    expect(detect('id\n1\n2\n')).toMatchObject({ names: ['id'], rows: [['1'], ['2']] })
  })

  test('single quotes are quotes where there are no others', () => {
    expect(detect("a,b\n'x, y',1\n'z',2\n").shape).toMatchObject({ quote: "'" })
    expect(detect("a,b\nit's,1\n").shape).toMatchObject({ quote: '"' })
  })

  test('a first row with numbers or dates is no header, one of names above numbers is', () => {
    expect(detect('anna,2026-01-01,5\nbob,2026-01-02,6\n')).toMatchObject({ names: ['c1', 'c2', 'c3'] })
    expect(detect('who,who,paid\na,b,5\n')).toMatchObject({ names: ['who', 'who 2', 'paid'] })
    expect(detect('CZ,SK\nCZ,SK\nCZ,AT\nSK,SK\n')).toMatchObject({ names: ['c1', 'c2'] })
    expect(detect('country,name\nCZ,Anna\nSK,Bob\n')).toMatchObject({ names: ['country', 'name'] })
  })

  test('what a person says counts more than what is seen', () => {
    const hints = { delimiter: ',', header: false, quote: 'none' } as const
    expect(detect('a;b,c\n', hints).shape).toMatchObject({ ...hints })
  })

  test('the last line of a sample that is cut off is left out', () => {
    expect(detect('a,b\n1,2\n3', {}, false).rows).toEqual([['1', '2']])
  })

  test('carriage returns alone end records where there is nothing else', () => {
    expect(detect('a,b\r1,2\r').shape).toMatchObject({ recordEnd: 'cr' })
  })

  test('JSON Lines have the names of all their objects, nested ones with dots', () => {
    const { shape, names } = detect('{"a":1}\nbroken\n{"a":2,"b":{"c":[1],"d":null}}\n')
    expect(shape).toMatchObject({ format: 'json_lines' })
    expect(names).toEqual(['a', 'b.c', 'b.d'])
  })

  test('nothing but blank lines is no file', () => {
    expect(detect('\n\n').shape).toBeUndefined()
  })

  test('columns without a name are called by their position', () => {
    expect(columnNames(['a', '', 'a', ' '])).toEqual(['a', 'column 2', 'a 2', 'column 4'])
  })
})

describe('what a column looks like', () => {
  test.each([
    [['1', '-20', ''], { looksLike: 'integer' }],
    [['1.5', '2', '.5', '1e-3'], { looksLike: 'decimal' }],
    [['1,5', '2'], { looksLike: 'decimal', decimalComma: true }],
    [['00123', '45'], { looksLike: 'text' }],
    [['true', 'FALSE'], { looksLike: 'boolean' }],
    [['', ' '], { looksLike: 'empty' }],
    [['2026-01-31', '2025-12-01'], { looksLike: 'date', format: 'yyyy-MM-dd' }],
    [['31.01.2026 10:30'], { looksLike: 'timestamp', format: 'dd.MM.yyyy HH:mm' }],
    [['1/31/2026 9:05'], { looksLike: 'timestamp', format: 'M/d/yyyy H:mm' }],
    [['12/31/2026 11:05 PM'], { looksLike: 'timestamp', format: 'MM/dd/yyyy h:mm a' }],
    [['01/02/2026', '03/04/2026'], { looksLike: 'date', format: 'MM/dd/yyyy', otherFormat: 'dd/MM/yyyy' }],
    [['13/02/2026', '03/04/2026'], { looksLike: 'date', format: 'dd/MM/yyyy' }],
    [['2026-01-31T10:30:00Z'], { looksLike: 'timestamp', format: 'iso' }],
    [['1795257000', '1795257001'], { looksLike: 'timestamp', format: 'epoch seconds' }],
    [['1795257000123'], { looksLike: 'timestamp', format: 'epoch milliseconds' }],
    [['20260131', '20251201'], { looksLike: 'date', format: 'yyyyMMdd' }],
    [['20269931'], { looksLike: 'integer' }],
    [['Jan 5, 2026'], { looksLike: 'date', format: 'MMM d, yyyy' }],
    [['12345678901234567'], { looksLike: 'decimal' }],
    [['5 pieces', '6'], { looksLike: 'text' }],
  ])('%j', (values, look) => {
    expect(lookOfColumn(values)).toEqual(look)
  })
})
