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

  test('runs of spaces divide a table that is set in columns, with a header or without', () => {
    const table =
      ' customer_id  date number  value\r\n 00001 19970101  1   11.77\r\n 00002 19970112 12  112.00 \r\n'
    expect(detect(table)).toMatchObject({
      shape: { delimiter: ' ', header: true },
      names: ['customer_id', 'date', 'number', 'value'],
      rows: [
        ['00001', '19970101', '1', '11.77'],
        ['00002', '19970112', '12', '112.00'],
      ],
    })
    const bare = table.slice(table.indexOf('\n') + 1)
    expect(detect(bare)).toMatchObject({
      shape: { delimiter: ' ', header: false },
      names: ['c1', 'c2', 'c3', 'c4'],
    })
  })

  test('spaces within texts and times divide nothing', () => {
    expect(detect('name\nAnna Maria Smith\nBob van Dyke\n').shape).toMatchObject({ delimiter: ',' })
    expect(detect('when\n2026-01-01 10:00:00\n2026-01-02 11:00:00\n')).toMatchObject({ names: ['when'] })
    expect(detect('a b,c\n1 2 3,4\n5 6 7,8\n').shape).toMatchObject({ delimiter: ',' })
  })

  test('where one column has decimal commas, the points of another group its thousands', () => {
    const columns = detect('total;pieces;rate\n1.234,56;1.000;0.5\n7,00;12;0.25\n').shape?.columns
    expect(columns).toMatchObject([
      { looksLike: 'decimal', decimalComma: true, thousands: '.' },
      { looksLike: 'decimal', decimalComma: true, thousands: '.' },
      { looksLike: 'decimal', examples: ['0.5', '0.25'] },
    ])
    expect(columns?.[2]?.decimalComma).toBeUndefined()
  })

  test('single quotes are quotes where there are no others', () => {
    expect(detect("a,b\n'x, y',1\n'z',2\n").shape).toMatchObject({ quote: "'" })
    expect(detect("a,b\nit's,1\n").shape).toMatchObject({ quote: '"' })
  })

  test('a column may be called n, t or No', () => {
    const cases = ['id,n\n1,NaN\n2,0x10\n', 'No,t\nA1,2026-01-01\nA2,2026-01-02\n', 'id,n\n']
    for (const text of cases) expect(detect(text)).toMatchObject({ shape: { header: true } })
    expect(detect('y,n\nn,n\ny,y\n')).toMatchObject({ shape: { header: false } })
  })

  test('a first row that holds a column somebody named is a header, whatever it looks like', () => {
    const text = '2024,2025\n1,2\n3,4\n'
    expect(detect(text)).toMatchObject({ shape: { header: false } })
    expect(detect(text, { named: ['2025'] })).toMatchObject({ shape: { header: true } })
    expect(detect(text, { named: ['2026'] })).toMatchObject({ shape: { header: false } })
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
    [['1.234,56', '-7,00', '12'], { looksLike: 'decimal', decimalComma: true, thousands: '.' }],
    [['1 234,5', '12'], { looksLike: 'decimal', decimalComma: true, thousands: ' ' }],
    [['1\u00a0234\u00a0567', '12,5'], { looksLike: 'decimal', decimalComma: true, thousands: '\u00a0' }],
    [['1,234.50', '12'], { looksLike: 'decimal', thousands: ',' }],
    [["1'234.50"], { looksLike: 'decimal', thousands: "'" }],
    [['1.23.456', '12'], { looksLike: 'text' }],
    [['1,234.50', '1.234,50'], { looksLike: 'text' }],
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

  test('a tenth of the times may be broken, and the format is the one that most have', () => {
    const days = Array.from({ length: 18 }, (_, at) => `${String(at + 1).padStart(2, '0')}/02/2026`)
    const look = { looksLike: 'date', format: 'dd/MM/yyyy' }
    expect(lookOfColumn([...days, '30/02/2026', 'unknown'])).toEqual(look)
    expect(lookOfColumn([...days, '30/02/2026', 'unknown', '-'])).toEqual({ looksLike: 'text' })
    const times = days.slice(0, 9).map(day => `${day.replaceAll('/', '.')} 10:30`)
    expect(lookOfColumn([...times, '29.02.2026 24:00'])).toMatchObject({ format: 'dd.MM.yyyy HH:mm' })
    const either = days.slice(0, 9).map(day => day.replace(/^../, '05'))
    expect(lookOfColumn([...either, 'unknown'])).toMatchObject({ otherFormat: 'dd/MM/yyyy' })
  })

  test('codes of which most are numbers are texts', () => {
    const codes = Array.from({ length: 40 }, (_, at) => String(536_365 + at))
    expect(lookOfColumn([...codes, 'C536379'])).toEqual({ looksLike: 'text' })
  })
})
