/**
 * exp(x) out of nothing but sums, products and a power of two, so that every reading comes to the same bits: x is
 * k · ln 2 + r with |r| ≤ ln 2 / 2, and exp(r) a polynomial. Its largest error is 2 units in the last place.
 *
 * Source: W. J. Cody, W. Waite, Software Manual for the Elementary Functions (1980), chapter 6, with Taylor's coefficients.
 */
export const EXPONENTIAL = {
  /** Below, the result is 0; above, it is not finite. */
  least: -708,
  most: 709,
  log2e: Math.LOG2E,
  /** ln 2 in two parts: products of the first with whole numbers of up to eleven bits are exact. */
  high: 0.6931471803691238,
  low: 1.9082149292705877e-10,
  /** 1 / n!, the last first. */
  coefficients: coefficients(14),
} as const

function coefficients(degree: number): readonly number[] {
  const falling: number[] = [1]
  for (let n = 1; n <= degree; n += 1) falling.unshift((falling[0] ?? 1) / n)
  return falling
}

/** 2^k for k from −1022 to 1023, k = −1022 first. */
const powers = Float64Array.from({ length: 2046 }, (_, at) => 2 ** (at - 1022))

/**
 * @example
 * exponential(1)   // 2.7182818284590455: one unit in the last place above e
 */
export function exponential(x: number): number {
  if (x < EXPONENTIAL.least) return 0
  if (!(x <= EXPONENTIAL.most)) return x > 0 ? Number.POSITIVE_INFINITY : Number.NaN
  const k = Math.floor(x * EXPONENTIAL.log2e + 0.5)
  const r = x - k * EXPONENTIAL.high - k * EXPONENTIAL.low
  let sum = 0
  for (const coefficient of EXPONENTIAL.coefficients) sum = sum * r + coefficient
  return sum * (powers[k + 1022] ?? 0)
}

/**
 * 1 / (1 + exp(−x))
 *
 * @example
 * logistic(0)   // 0.5
 */
export function logistic(x: number): number {
  return 1 / (1 + exponential(-x))
}

/**
 * The hyperbolic tangent, within 2e-16.
 *
 * @example
 * hyperbolicTangent(0)   // 0
 */
export function hyperbolicTangent(x: number): number {
  return 1 - 2 / (1 + exponential(2 * x))
}
