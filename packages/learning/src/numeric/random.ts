/** A source of random numbers that is handed in, never global: one seed gives the same numbers on every machine. */
export interface Random {
  /** 32 random bits, as a whole number from 0 to 2³² − 1. */
  bits(): number
  /** Uniform in [0, 1), with 53 random bits. */
  uniform(): number
  /** A whole number from 0 to `limit` − 1, each as likely; `limit` from 1 to 2³². */
  below(limit: number): number
  /** Normal with mean 0 and deviation 1. */
  normal(): number
  /** A stream of its own, that never meets this one: it takes the next 2⁶⁴ numbers, and this one goes on after them. */
  split(): Random
}

type State = readonly [number, number, number, number]

/**
 * The numbers of one seed: xoshiro128** with its state filled by SplitMix64.
 *
 * @param seed - A whole number, positive or negative, below 2⁵³.
 *
 * Source: Blackman and Vigna (2021), Scrambled linear pseudorandom number generators, ACM TOMS 47(4).
 * Checked: the authors' first ten numbers from the state 1, 2, 3, 4; the jump against the 2⁶⁴th power of the
 * generator's matrix (random.reference.test.ts).
 *
 * @example
 * seeded(7).below(6) === seeded(7).below(6) // true
 */
export function seeded(seed: number): Random {
  return new Xoshiro128(stateOf(BigInt(Math.trunc(seed))))
}

const MASK = 0xffff_ffff_ffff_ffffn

function stateOf(seed: bigint): State {
  const [low, high] = [splitMix(seed, 1n), splitMix(seed, 2n)]
  return [half(low, 0n), half(low, 32n), half(high, 0n), half(high, 32n)]
}

function splitMix(seed: bigint, step: bigint): bigint {
  let mixed = (seed + step * 0x9e3779b97f4a7c15n) & MASK
  mixed = ((mixed ^ (mixed >> 30n)) * 0xbf58476d1ce4e5b9n) & MASK
  mixed = ((mixed ^ (mixed >> 27n)) * 0x94d049bb133111ebn) & MASK
  return mixed ^ (mixed >> 31n)
}

function half(value: bigint, from: bigint): number {
  return Number((value >> from) & 0xffff_ffffn)
}

/** The polynomial that takes 2⁶⁴ steps at once, as the authors publish it. */
const JUMP = [0x8764000b, 0xf542d2d3, 0x6fa035c3, 0x77f2db5b] as const

/** The generator itself. `seeded` makes one; the class is there for the test of the published numbers. */
export class Xoshiro128 implements Random {
  #a: number
  #b: number
  #c: number
  #d: number
  #spare: number | undefined

  constructor([a, b, c, d]: State) {
    this.#a = a
    this.#b = b
    this.#c = c
    this.#d = d
  }

  bits(): number {
    const scrambled = Math.imul(this.#b, 5)
    const result = Math.imul((scrambled << 7) | (scrambled >>> 25), 9) >>> 0
    const shifted = this.#b << 9
    this.#c ^= this.#a
    this.#d ^= this.#b
    this.#b ^= this.#c
    this.#a ^= this.#d
    this.#c ^= shifted
    this.#d = (this.#d << 11) | (this.#d >>> 21)
    return result
  }

  uniform(): number {
    return ((this.bits() >>> 5) * 67_108_864 + (this.bits() >>> 6)) / 9_007_199_254_740_992
  }

  below(limit: number): number {
    const fair = 4_294_967_296 - (4_294_967_296 % limit)
    let drawn = this.bits()
    while (drawn >= fair) drawn = this.bits()
    return drawn % limit
  }

  /** Marsaglia's polar method: two at a time, the second kept for the next call. */
  normal(): number {
    const kept = this.#spare
    this.#spare = undefined
    if (kept !== undefined) return kept
    for (;;) {
      const x = 2 * this.uniform() - 1
      const y = 2 * this.uniform() - 1
      const square = x * x + y * y
      if (square >= 1 || square === 0) continue
      const stretch = Math.sqrt((-2 * Math.log(square)) / square)
      this.#spare = y * stretch
      return x * stretch
    }
  }

  split(): Random {
    const stream = new Xoshiro128([this.#a, this.#b, this.#c, this.#d])
    this.jump()
    return stream
  }

  /** Goes 2⁶⁴ numbers ahead. */
  jump(): void {
    const sum: [number, number, number, number] = [0, 0, 0, 0]
    for (const word of JUMP)
      for (let bit = 0; bit < 32; bit += 1) {
        if (((word >>> bit) & 1) === 1) {
          sum[0] ^= this.#a
          sum[1] ^= this.#b
          sum[2] ^= this.#c
          sum[3] ^= this.#d
        }
        this.bits()
      }
    ;[this.#a, this.#b, this.#c, this.#d] = sum
    this.#spare = undefined
  }
}
