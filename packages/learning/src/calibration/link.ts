/** What a number becomes last, so that it is a probability. */
export type Link =
  /** 1 / (1 + exp(−x)). */
  | { readonly kind: 'logistic' }
  /** 1 / (1 + exp(−(slope · x + intercept))). */
  | { readonly kind: 'platt'; readonly slope: number; readonly intercept: number }
  /** Straight lines between points, level beyond both ends; both lists ascend. */
  | {
      readonly kind: 'isotonic'
      readonly at: readonly number[]
      readonly values: readonly number[]
      readonly between: 'lines'
    }

/**
 * 1 / (1 + exp(−x)), without overflow.
 *
 * @example
 * logistic(0) // 0.5
 */
export function logistic(x: number): number {
  const decay = Math.exp(-Math.abs(x))
  return (x >= 0 ? 1 : decay) / (1 + decay)
}
