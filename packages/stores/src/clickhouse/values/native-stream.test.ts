import { expect, test } from 'vitest'
import { NativeStream } from './native-stream.ts'

function lengthOf(length: number): Buffer {
  const bytes: number[] = []
  for (let rest = length; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return Buffer.from([...bytes, rest])
    bytes.push((rest % 128) + 128)
  }
}

function textOf(text: string): Buffer {
  const bytes = Buffer.from(text)
  return Buffer.concat([lengthOf(bytes.length), bytes])
}

/** A block as ClickHouse writes it: ids, numbers, words that may be unknown. */
function blockOf(rows: readonly (readonly [string, number, string | null])[]): Buffer {
  const head = (name: string, type: string): Buffer => Buffer.concat([textOf(name), textOf(type)])
  const numbers = Buffer.from(Float64Array.from(rows, ([, number]) => number).buffer)
  return Buffer.concat([
    ...[lengthOf(3), lengthOf(rows.length)],
    ...[head('customer_id', 'String'), ...rows.map(([id]) => textOf(id))],
    ...[head('number_0', 'Float64'), numbers],
    ...[head('value_1', 'Nullable(String)'), Buffer.from(rows.map(([, , word]) => (word === null ? 1 : 0)))],
    ...rows.map(([, , word]) => textOf(word ?? '')),
  ])
}

const rows = [
  ['anna', 1.5, 'red'],
  ['', Number.NaN, null],
  ['žofie', -0, 'ČERVENÁ'],
  ['x'.repeat(127), Number.MAX_VALUE, ''],
  ['y'.repeat(128), Infinity, 'z'.repeat(300)],
  ['ž'.repeat(9_000), 5e-324, 'null'],
  ['last', 7, null],
] as const

test.each([1, 2, 3, 7, 64, 1_000_000])(
  'a result in pieces of %i bytes is read as it was written',
  async size => {
    const bytes = Buffer.concat([blockOf(rows), blockOf(rows.slice(2, 5))])
    async function* pieces(): AsyncGenerator<Buffer> {
      for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
    }
    const stream = new NativeStream(pieces())
    const found: unknown[] = []
    for (let count = await stream.beginBlock(); count !== undefined; count = await stream.beginBlock()) {
      await stream.beginColumn()
      const ids = await stream.ids(count)
      await stream.beginColumn()
      const numbers = new Float64Array(new SharedArrayBuffer(8 * count + 16), 16, count)
      await stream.numbers(numbers)
      await stream.beginColumn()
      const words: (string | null)[] = []
      await stream.texts(count, (row, word) => {
        words[row] = word
      })
      found.push(...ids.map((id, row) => [id, numbers[row], words[row]]))
    }
    expect(found).toEqual([...rows, ...rows.slice(2, 5)])
  },
)

test('a result that ends in the middle of a block is refused', async () => {
  async function* pieces(): AsyncGenerator<Buffer> {
    yield blockOf(rows).subarray(0, 40)
  }
  const stream = new NativeStream(pieces())
  await stream.beginBlock()
  await stream.beginColumn()
  await expect(stream.ids(rows.length)).rejects.toThrow('ended a result in the middle of a block')
})
