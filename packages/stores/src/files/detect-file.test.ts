import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { unpackRows } from '@kindred/engine'
import { fileOf } from '@kindred/engine/testing'
import { afterAll, describe, expect, test } from 'vitest'
import writeExcel from 'write-excel-file/node'
import { Nodes } from '../clickhouse/nodes.ts'
import { testServer } from '../clickhouse/testing/test-server.ts'
import { detectFile } from './detect-file.ts'
import { localFile } from './local-file.ts'
import { packedSource } from './packed-source.ts'

const folder = await mkdtemp(join(tmpdir(), 'kindred-files-'))
afterAll(() => rm(folder, { recursive: true }))

async function read(path: string | ReturnType<typeof fileOf>, sheet?: string) {
  const file = typeof path === 'string' ? await localFile(path) : path
  const { shape } = await detectFile(file, sheet === undefined ? {} : { sheet })
  const rows: (readonly string[])[] = []
  const lines: number[] = []
  for await (const packed of packedSource(file, shape)) {
    for (const row of unpackRows(packed, shape.columns.length)) {
      rows.push(row.cells)
      lines.push(row.line)
    }
  }
  const columns = shape.columns.map(column => [column.name, column.looksLike, column.format])
  return { shape, columns, rows, lines }
}

describe('Excel', () => {
  const time = (millis: number) => ({ value: new Date(millis), type: Date, format: 'yyyy-mm-dd hh:mm' })

  test('a sheet is read as text, with the digits Excel shows and times without a zone', async () => {
    const path = join(folder, 'people.xlsx')
    const sheet = [
      ['id', 'paid', 'when', 'vip', null],
      ['a', 19.989999999999998, time(Date.UTC(2026, 0, 31, 10, 30)), true, 'x'],
      [null, null, null, null, null],
      ['b', 0.1 + 0.2, time(Date.UTC(2026, 1, 1)), false, null],
    ]
    await writeExcel(sheet).toFile(path)
    const { shape, columns, rows, lines } = await read(path)
    expect(shape).toMatchObject({ format: 'excel' })
    expect(columns.map(([name]) => name)).toEqual(['id', 'paid', 'when', 'vip', 'column 5'])
    expect(rows).toEqual([
      ['a', '19.99', '2026-01-31 10:30:00', 'true', 'x'],
      ['b', '0.3', '2026-02-01', 'false', ''],
    ])
    expect(lines).toEqual([2, 4])
  })

  test('a sheet that is not there is named with those that are', async () => {
    const path = join(folder, 'one.xlsx')
    await writeExcel([['id'], ['a']], { sheet: 'First' }).toFile(path)
    expect((await read(path, 'First')).rows).toEqual([['a']])
    await expect(read(path, 'Second')).rejects.toMatchObject({
      code: 'sheet_unknown',
      details: { sheets: ['First'] },
    })
  })

  test('a file beyond the limit is refused with what to do', async () => {
    const path = join(folder, 'one.xlsx')
    const file = { ...(await localFile(path)), size: 21 * 1024 * 1024 }
    await expect(
      detectFile({ ...file, read: from => localFile(path).then(one => one.read(from, 4096)) }, {}),
    ).rejects.toMatchObject({
      code: 'excel_too_large',
    })
  })
})

describe('Parquet', () => {
  test.each(['zstd', 'gzip', 'snappy', 'brotli', 'none'])(
    'as ClickHouse writes it, compressed by %s',
    async method => {
      const { url, app } = await testServer()
      const nodes = new Nodes({ nodes: [{ url, ...app }], database: 'default' })
      const sql = `SELECT number AS id, toDecimal64(number, 4) / 8 AS price, toFloat32(0.1) AS small, toFloat64(number) / 4 AS large,
        toDateTime64('2026-01-31 10:30:00.250', 3, 'UTC') AS at, toDate('2026-02-01') AS day, number % 2 = 0 AS even,
        if(number = 1, NULL, concat('é', toString(number))) AS name, ['a', 'b'] AS tags, toUInt64(18446744073709551615) AS huge
      FROM numbers(3)`
      const settings = {
        output_format_parquet_compression_method: method,
        output_format_parquet_row_group_size: 2,
      }
      const pieces: Uint8Array[] = []
      for await (const piece of await nodes.first.bytes({ sql, settings }, 'Parquet')) pieces.push(piece)
      const bytes = Buffer.concat(pieces)
      await nodes.close()
      const { shape, columns, rows, lines } = await read(fileOf('shop.parquet', bytes))
      expect(shape.format).toBe('parquet')
      expect(columns).toContainEqual(['at', 'timestamp', 'iso'])
      expect(columns).toContainEqual(['day', 'date', 'yyyy-MM-dd'])
      const row = (id: number, name: string) => [
        String(id),
        (id / 8).toFixed(4),
        '0.1',
        String(id / 4),
        '2026-01-31 10:30:00.250Z',
        '2026-02-01',
        id % 2 === 0 ? '1' : '0',
        name,
        '["a","b"]',
        '18446744073709551615',
      ]
      const texts = rows.map(cells =>
        cells.map((cell, at) => (at === 6 ? cell.replace('true', '1').replace('false', '0') : cell)),
      )
      expect(texts).toEqual([row(0, 'é0'), row(1, ''), row(2, 'é2')])
      expect(lines).toEqual([2, 3, 4])
    },
  )

  test('a column of intervals, which nothing reads, is left out', async () => {
    // `copy (select 1 as id, interval 1 day as pause, 'x' as name) to … (format parquet)`, written by DuckDB.
    const bytes = [
      'UEFSMRUAFRQVFCwVAhUAFQYVBgAAAgAAAAIBAQAAABUAFSQVJCwVAhUAFQYVBgAAAgAAAAIBAAAAAAEAAAAAAAAAFQAVFhUWLBUC',
      'FQAVBhUGAAACAAAAAgEBAAAAeBUCGUw1ABgNZHVja2RiX3NjaGVtYRUGABUCJQIYAmlkJSIAFQ4VGBUCGAVwYXVzZSUqABUMJQIY',
      'BG5hbWUlAAAWAhkcGTwmABwVAhkVABkYAmlkFQAWAhY2FjYmCDwYBAEAAAAYBAEAAAAWACgEAQAAABgEAQAAABERAAAAJgAcFQ4Z',
      'BRkYBXBhdXNlFQAWAhZGFkYmPgAAJgAcFQwZFQAZGARuYW1lFQAWAhY4FjgmhAE8GAF4GAF4FgAoAXgYAXgREQAAABa0ARYCJggW',
      'tAEAKChEdWNrREIgdmVyc2lvbiB2MS41LjYgKGJ1aWxkIDA2OWNjOWY5YjUpGTwcAAAcAAAcAAAABwEAAFBBUjE=',
    ].join('')
    const { columns, rows } = await read(fileOf('pauses.parquet', Buffer.from(bytes, 'base64')))
    expect([columns.map(([name]) => name), rows]).toEqual([['id', 'name'], [['1', 'x']]])
  })

  test('a file that is cut off is named', async () => {
    await expect(
      detectFile(fileOf('cut.parquet', Buffer.from('PAR1 and nothing else')), {}),
    ).rejects.toMatchObject({
      code: 'parquet_unreadable',
      details: { file: 'cut.parquet' },
    })
  })
})

describe('JSON Lines', () => {
  test('a key that comes late in a long file is a column, and one within a list is none', async () => {
    const row = (id: number, more: object = {}) => JSON.stringify({ id, items: [{ sku: 'x' }], ...more })
    const lines = Array.from({ length: 40_000 }, (_, id) =>
      id < 39_990 ? row(id) : row(id, { paid: id / 4, address: { city: 'Brno' } }),
    )
    const { columns, rows } = await read(fileOf('late.jsonl', `${lines.join('\n')}\n`))
    expect(columns.map(([name, looks]) => [name, looks])).toEqual([
      ['id', 'integer'],
      ['items', 'text'],
      ['paid', 'decimal'],
      ['address.city', 'text'],
    ])
    expect([rows[0]?.slice(2), rows.at(-1)?.slice(2)]).toEqual([
      ['', ''],
      ['9999.75', 'Brno'],
    ])
  })
})

describe('an odd character', () => {
  const encodingOf = async (bytes: Buffer) => {
    const { shape } = await detectFile(fileOf('a.csv', bytes), {})
    return shape.format === 'delimited' ? shape.encoding : undefined
  }

  test('one broken byte makes UTF-8 no other encoding', async () => {
    const utf8 = Buffer.from('id,name\n1,José\n2,İpek\n3,bro?ken\n')
    utf8[utf8.indexOf('?')] = 0xff
    expect(await encodingOf(utf8)).toBe('utf-8')
    const latin = Buffer.from('id,name\n1,José\n2,Zoë\n3,Ã©\n', 'latin1')
    expect(await encodingOf(latin)).toBe('windows-1252')
  })

  test('one control character makes a short file no binary data', async () => {
    expect(await encodingOf(Buffer.from('id,name\n1,a\0b\n2,c\n'))).toBe('utf-8')
  })
})

describe('files that cannot be imported', () => {
  test.each([
    ['old.xls', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1]), 'an old Excel file (.xls)'],
    ['a.zip', Buffer.from('PK\u0003\u0004 just files'), 'a .zip archive'],
    ['a.pdf', Buffer.from('%PDF-1.7'), 'a PDF document'],
    ['a.bin', Buffer.from(Array.from({ length: 200 }, (_, at) => at % 3)), 'binary data'],
    ['random.csv', Buffer.from(Array.from({ length: 512 }, (_, at) => 1 + ((at * 37) % 255))), 'binary data'],
  ])('%s is told by what it is', async (name, bytes, looks) => {
    await expect(detectFile(fileOf(name, bytes), {})).rejects.toMatchObject({
      code: 'file_format_unknown',
      details: { looks },
    })
  })

  test.each([
    ['list.json', '[{"id": 1}]', 'a JSON list'],
    ['list.json', '[\n  {"id": 1}\n]', 'a JSON list'],
    ['pretty.json', '{\n  "id": 1\n}\n', 'a JSON document of several lines'],
  ])('%s is told that JSON is read by lines', async (name, text, looks) => {
    await expect(detectFile(fileOf(name, text), {})).rejects.toMatchObject({
      code: 'json_not_in_lines',
      details: { looks },
    })
  })

  test('a compressed file that is cut off', async () => {
    const { gzipSync } = await import('node:zlib')
    const whole = gzipSync(Buffer.from('a,b\n'.repeat(100_000)))
    await expect(read(fileOf('a.csv.gz', whole.subarray(0, whole.length - 50)))).rejects.toMatchObject({
      code: 'file_broken',
    })
  })

  test('what is not there, and a folder', async () => {
    await expect(localFile(join(folder, 'nothing.csv'))).rejects.toMatchObject({ code: 'file_not_found' })
    await expect(localFile(folder)).rejects.toMatchObject({ code: 'file_is_folder' })
    await writeFile(join(folder, 'empty.csv'), '')
    await expect(localFile(join(folder, 'empty.csv'))).rejects.toMatchObject({ code: 'file_empty' })
    await expect(detectFile(fileOf('blank.csv', '\n\n'), {})).rejects.toMatchObject({ code: 'file_empty' })
  })
})

describe('the encoding of a text', () => {
  test('is told by its first character beyond ASCII, however late it comes', async () => {
    const head = 'id,name\n'.concat('1,plain\n'.repeat(200_000))
    const latin = Buffer.concat([Buffer.from(head), Buffer.from('2,caf\u00e9\n', 'latin1')])
    expect((await read(fileOf('late.csv', latin))).shape).toMatchObject({ encoding: 'windows-1252' })
    const unicode = Buffer.from(`${head}2,café\n`)
    expect((await read(fileOf('late.csv', unicode))).shape).toMatchObject({ encoding: 'utf-8' })
  })

  test('Windows-1252 has its own quotes and its euro', async () => {
    const bytes = Buffer.from([0x80, 0x2c, 0x93, 0x61, 0x94, 0x0a, 0x80, 0x2c, 0x62, 0x0a])
    expect((await read(fileOf('w.csv', bytes))).rows).toContainEqual(['€', 'b'])
  })

  test('UTF-16 without a mark is told by its NUL bytes', async () => {
    const { shape, rows } = await read(fileOf('u.csv', Buffer.from('id,name\n1,Zoë\n', 'utf16le')))
    expect(shape).toMatchObject({ encoding: 'utf-16le', byteOrderMark: false })
    expect(rows).toEqual([['1', 'Zoë']])
  })
})
