import { expect, test } from 'vitest'
import { alignedBytes } from './aligned-bytes.ts'

test('bytes are the same at a place divisible by eight, and stay so while others are aligned', () => {
  const all = Uint8Array.from({ length: 40_000 }, (_, at) => at % 251)
  const some = Array.from({ length: 200 }, (_, at) => all.subarray(at, at + ((at * 397) % 20_000)))
  const aligned = some.map(alignedBytes)
  for (const [at, bytes] of aligned.entries()) {
    expect(bytes.byteOffset % 8).toBe(0)
    expect(Buffer.compare(bytes, some[at] ?? all)).toBe(0)
  }
})
