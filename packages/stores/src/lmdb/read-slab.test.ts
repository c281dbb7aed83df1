import { expect, it } from 'vitest'
import { ReadSlab } from './read-slab.ts'

it('keeps every copy as it was, however many and however large', () => {
  const slab = new ReadSlab()
  const lengths = Array.from({ length: 300 }, (_, at) => (at * 977) % 50_000)
  const shared = new Uint8Array(50_000)
  const copies = lengths.map((length, at) => slab.copy(shared.fill(at & 0xff), length))
  for (const [at, copy] of copies.entries()) {
    expect(copy.length).toBe(lengths[at])
    expect(copy.byteOffset % 8).toBe(0)
    expect(copy.every(byte => byte === (at & 0xff))).toBe(true)
  }
})
