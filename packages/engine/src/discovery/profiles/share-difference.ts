import { type Effect, Z_95 } from './effect.ts'

/**
 * The difference of two shares, with an interval that is right for small groups and for shares near 0 and 1.
 *
 * @returns Undefined where one side has nobody.
 *
 * Source: Newcombe (1998), Interval estimation for the difference between independent proportions, Statistics in
 * Medicine 17, method 10 (from Wilson's intervals).
 * Checked: the paper's example 56 of 70 against 48 of 80, 0.0524 to 0.3339 (share-difference.test.ts).
 *
 * @example
 * shareDifference(56, 70, 48, 80).effect // 0.2
 */
export function shareDifference(a: number, ofA: number, b: number, ofB: number): Effect | undefined {
  if (ofA === 0 || ofB === 0) return undefined
  const [shareA, shareB] = [a / ofA, b / ofB]
  const [[lowA, highA], [lowB, highB]] = [wilsonInterval(shareA, ofA), wilsonInterval(shareB, ofB)]
  const effect = shareA - shareB
  return {
    effect,
    interval: [
      effect - Math.hypot(shareA - lowA, highB - shareB),
      effect + Math.hypot(highA - shareA, shareB - lowB),
    ],
  }
}

/** Wilson (1927): the interval of one share, where it lies in 19 of 20 samples. */
export function wilsonInterval(share: number, of: number): [number, number] {
  const square = Z_95 * Z_95
  const middle = 2 * of * share + square
  const spread = Z_95 * Math.sqrt(square + 4 * of * share * (1 - share))
  const below = 2 * (of + square)
  return [Math.max(0, (middle - spread) / below), Math.min(1, (middle + spread) / below)]
}
