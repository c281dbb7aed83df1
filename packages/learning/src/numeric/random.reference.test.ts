import { expect, test } from 'vitest'
import { Xoshiro128 } from './random.ts'

test('the first ten numbers from the state 1, 2, 3, 4 are those of the reference implementation', () => {
  const random = new Xoshiro128([1, 2, 3, 4])
  expect(Array.from({ length: 10 }, () => random.bits())).toEqual([
    11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597, 4258142804,
  ])
})

test('numbers and a jump from another state are those of the C implementation', () => {
  const state = [0x964d4a0c, 0xd40ab895, 0xad7fdecb, 0x3006f0f0] as const
  const random = new Xoshiro128(state)
  expect(Array.from({ length: 4 }, () => random.bits())).toEqual([
    0xf1391922, 0x6fe53806, 0xa5be2840, 0xf510ee70,
  ])
  const jumped = new Xoshiro128(state)
  jumped.jump()
  const there = new Xoshiro128([0x2a6dd50d, 0x01177499, 0xd7eb7d01, 0xddc48284])
  for (let at = 0; at < 4; at += 1) expect(jumped.bits()).toBe(there.bits())
})

/** The 128 bits of a state as one number, the first word lowest. */
type Bits = bigint
const word = (bits: Bits, at: number): number => Number((bits >> BigInt(32 * at)) & 0xffff_ffffn)
const join = (words: readonly number[]): Bits =>
  words.reduce((sum, each, at) => sum | (BigInt(each >>> 0) << BigInt(32 * at)), 0n)

/** One step of the generator, written down from the paper: linear in the bits of the state. */
function stepOf(bits: Bits): Bits {
  const [a, b, c, d] = [word(bits, 0), word(bits, 1), word(bits, 2), word(bits, 3)]
  const [third, fourth] = [c ^ a, d ^ b]
  return join([a ^ fourth, b ^ third, third ^ (b << 9), (fourth << 11) | (fourth >>> 21)])
}

/** A matrix over bits: what becomes of each single bit. */
type BitMatrix = readonly Bits[]
function apply(matrix: BitMatrix, bits: Bits): Bits {
  return matrix.reduce((sum, column, at) => ((bits >> BigInt(at)) & 1n ? sum ^ column : sum), 0n)
}

test('a jump is 2⁶⁴ steps: the 2⁶⁴th power of the matrix of one step', () => {
  let power: BitMatrix = Array.from({ length: 128 }, (_, bit) => stepOf(1n << BigInt(bit)))
  for (let doubling = 0; doubling < 64; doubling += 1) {
    const before = power
    power = before.map(column => apply(before, column))
  }
  const start = [0x12345678, 0x9abcdef0, 0x0fedcba9, 0x87654321] as const
  const far = apply(power, join(start))
  const jumped = new Xoshiro128([...start])
  jumped.jump()
  const expected = new Xoshiro128([word(far, 0), word(far, 1), word(far, 2), word(far, 3)])
  for (let at = 0; at < 8; at += 1) expect(jumped.bits()).toBe(expected.bits())
})
