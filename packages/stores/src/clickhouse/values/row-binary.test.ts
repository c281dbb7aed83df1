import { expect, test } from 'vitest'
import { binaryRows, type RowBinaryCursor } from './row-binary.ts'

/** As ClickHouse writes them: a text, a number, a list of texts. */
function rowOf(text: string, number: number, list: readonly string[]): Buffer {
  const eight = Buffer.alloc(8)
  eight.writeBigInt64LE(BigInt(number))
  return Buffer.concat([textOf(text), eight, lengthOf(list.length), ...list.map(textOf)])
}

function textOf(text: string): Buffer {
  const bytes = Buffer.from(text)
  return Buffer.concat([lengthOf(bytes.length), bytes])
}

function lengthOf(length: number): Buffer {
  const bytes: number[] = []
  for (let rest = length; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return Buffer.from([...bytes, rest])
    bytes.push((rest % 128) + 128)
  }
}

const rows = [
  ['', 0, []],
  ['😀 čeněk', Number.MAX_SAFE_INTEGER, ['', 'nul \0', 'x'.repeat(300)]],
  ['x'.repeat(20_000), -Number.MAX_SAFE_INTEGER, Array.from({ length: 200 }, String)],
  ['last', -1, ['a']],
] as const

async function* piecesOf(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

async function readAll(pieces: AsyncIterable<Buffer>): Promise<unknown[]> {
  const found: unknown[] = []
  const read = (cursor: RowBinaryCursor) => [cursor.text(), cursor.int64(), cursor.texts()]
  for await (const block of binaryRows(pieces, read)) found.push(...block)
  return found
}

const bytes = Buffer.concat(rows.map(([text, number, list]) => rowOf(text, number, list)))

test.each([7, 64, 1_000, 1_000_000])(
  'rows come back as they were, cut into pieces of %i bytes',
  async size => {
    expect(await readAll(piecesOf(bytes, size))).toEqual(rows)
  },
)

test('cut anywhere at all, a result that ends in a row is an error', async () => {
  const first = rowOf('anna', 5, ['a', 'b'])
  for (let length = 1; length < first.length; length += 1) {
    await expect(readAll(piecesOf(first.subarray(0, length), 1))).rejects.toThrow('in the middle of a row')
  }
  expect(await readAll(piecesOf(first, 1))).toEqual([['anna', 5, ['a', 'b']]])
})
