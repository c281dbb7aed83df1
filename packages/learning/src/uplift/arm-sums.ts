/** Weights, sums and sums of squares of the target, arm by arm, in one list: what an effect is told from. */
export type ArmSums = Float64Array

const PARTS = 3

export const emptySums = (arms: number): ArmSums => new Float64Array(PARTS * arms)

/** How long the sums of so many arms are. */
export const sumsSize = (arms: number): number => PARTS * arms

/** Adds a row to sums that begin at `from`. */
export function addRow(
  sums: ArmSums,
  from: number,
  row: { readonly arm: number; readonly weight: number; readonly target: number },
): void {
  const at = from + PARTS * row.arm
  sums[at]! += row.weight
  sums[at + 1]! += row.weight * row.target
  sums[at + 2]! += row.weight * row.target * row.target
}

export const weightOf = (sums: ArmSums, arm: number): number => sums[PARTS * arm]!

export const meanOf = (sums: ArmSums, arm: number): number =>
  sums[PARTS * arm]! > 0 ? sums[PARTS * arm + 1]! / sums[PARTS * arm]! : 0

/** The variance of the mean of an arm. */
function noiseOf(sums: ArmSums, arm: number): number {
  const weight = weightOf(sums, arm)
  const mean = meanOf(sums, arm)
  return Math.max(0, sums[PARTS * arm + 2]! / weight - mean * mean) / weight
}

/** The effect of a treatment: difference of means. */
export const effectOf = (sums: ArmSums, treatment: number): number =>
  meanOf(sums, treatment) - meanOf(sums, 0)

/**
 * How much effects are worth knowing: weight × Σ effect², less what chance alone makes of it.
 *
 * Source: the criterion of Athey and Imbens (2016), Recursive partitioning for heterogeneous causal effects.
 */
export function worthOf(sums: ArmSums): number {
  const arms = sums.length / PARTS
  let [worth, all] = [0, 0]
  for (let arm = 0; arm < arms; arm += 1) {
    all += weightOf(sums, arm)
    if (arm > 0) worth += effectOf(sums, arm) ** 2 - noiseOf(sums, arm) - noiseOf(sums, 0)
  }
  return all * worth
}

/** Whether every arm has at least so much weight. */
export function isFilled(sums: ArmSums, least: number): boolean {
  for (let at = 0; at < sums.length; at += PARTS) if (sums[at]! < least || sums[at] === 0) return false
  return true
}
