import type { CustomerRow, Members } from '@kindred/engine'
import { parquetReadObjects } from 'hyparquet'
import { describe, expect, it } from 'vitest'
import { type MembersFormat, membersFile } from './members-file.ts'

const columns: Members['columns'] = [
  { name: 'country', type: 'text' },
  { name: 'spend', type: 'money' },
  { name: 'age', type: 'number' },
  { name: 'born', type: 'date' },
  { name: 'seen', type: 'instant' },
  { name: 'is_member', type: 'boolean' },
  { name: 'interests', type: 'tags' },
  { name: 'home', type: 'place' },
]
const full: CustomerRow = {
  customer: 'a,"b"\r\n=1+1 č 👩‍🚀',
  values: [
    'CZ',
    90071992547409930001n,
    41.5,
    15_318,
    1_323_475_200_123,
    true,
    ['x', 'y'],
    { latitude: 50.08, longitude: 14.43 },
  ],
}
const empty: CustomerRow = { customer: 'b', values: columns.map(() => undefined) }

async function bytesOf(
  format: MembersFormat,
  rows: readonly CustomerRow[],
  of = columns,
): Promise<Uint8Array> {
  const members: Members = { asOf: 0, columns: of, rows: streamOf(rows) }
  const chunks: Uint8Array[] = []
  for await (const chunk of membersFile('vip', format, members).content) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks)
}

async function* streamOf(rows: readonly CustomerRow[]): AsyncGenerator<CustomerRow> {
  yield* rows
}

describe('members as a file', () => {
  it('CSV quotes what has to be, ends lines with CRLF, and leaves unknown empty', async () => {
    const text = Buffer.from(await bytesOf('csv', [full, empty])).toString()
    expect(text).toBe(
      'customer,country,spend,age,born,seen,is_member,interests,home\r\n' +
        '"a,""b""\r\n=1+1 č 👩‍🚀",CZ,9007199254740993.0001,41.5,2011-12-10,2011-12-10T00:00:00.123Z,true,' +
        '"[""x"",""y""]","{""latitude"":50.08,""longitude"":14.43}"\r\n' +
        'b,,,,,,,,\r\n',
    )
  })

  it('lines of JSON have one object a customer, unknown as null', async () => {
    const lines = Buffer.from(await bytesOf('ndjson', [full, empty]))
      .toString()
      .trimEnd()
      .split('\n')
    expect(lines.map(line => JSON.parse(line))).toMatchObject([
      { customer: full.customer, spend: '9007199254740993.0001', interests: ['x', 'y'] },
      { customer: 'b', country: null, home: null },
    ])
  })

  it('Parquet reads back with its types, money exactly', async () => {
    const bytes = await bytesOf('parquet', [full, empty])
    const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength)
    const rows = await parquetReadObjects({ file: file as ArrayBuffer })
    expect(rows).toMatchObject([
      {
        customer: full.customer,
        country: 'CZ',
        age: 41.5,
        born: new Date('2011-12-10'),
        seen: new Date('2011-12-10T00:00:00.123Z'),
        is_member: true,
        interests: '["x","y"]',
      },
      { customer: 'b' },
    ])
    expect(Number(rows[0]?.spend)).toBeCloseTo(9_007_199_254_740_992, -1)
  })

  it('a file of many row groups holds everybody once, in order', async () => {
    const rows = Array.from({ length: 45_000 }, (_, index) => ({ customer: `c${index}`, values: [index] }))
    const bytes = await bytesOf('parquet', rows, [{ name: 'n', type: 'number' }])
    const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength)
    const read = await parquetReadObjects({ file: file as ArrayBuffer })
    expect(read).toHaveLength(45_000)
    expect(read[44_999]).toEqual({ customer: 'c44999', n: 44_999 })
  })

  it('of nobody there is still a file', async () => {
    expect(Buffer.from(await bytesOf('csv', [], [])).toString()).toBe('customer\r\n')
    const bytes = await bytesOf('parquet', [], [])
    const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength)
    expect(await parquetReadObjects({ file: file as ArrayBuffer })).toEqual([])
  })
})
