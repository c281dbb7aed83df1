import type { Loss } from './gradient-step.ts'

/** Values with their weights; only rows with weight count. */
export interface Weighted {
  readonly targets: ArrayLike<number>
  readonly weights: Float64Array
}

/**
 * What is foretold of everybody before the first tree: log-odds, mean, or quantile.
 * Log-odds of a class that never or always occurs are those of half a row more and half a row less.
 */
export function baseOf(loss: Loss, { targets, weights }: Weighted): number {
  if (loss.kind === 'quantile')
    return weightedQuantile(
      Float64Array.from(weights, (_, row) => targets[row]!),
      weights,
      loss.share,
    )
  let total = 0
  let sum = 0
  weights.forEach((weight, row) => {
    total += weight
    sum += weight * targets[row]!
  })
  if (loss.kind === 'squared') return sum / total
  const half = 0.5 / (total + 1)
  const share = Math.min(1 - half, Math.max(half, sum / total))
  return Math.log(share / (1 - share))
}

/** The least value up to which there is that share of the weight. */
export function weightedQuantile(values: Float64Array, weights: ArrayLike<number>, share: number): number {
  const order = Array.from(values.keys())
    .filter(at => weights[at]! > 0)
    .sort((a, b) => values[a]! - values[b]!)
  const wanted = share * order.reduce((sum, at) => sum + weights[at]!, 0)
  let sum = 0
  for (const at of order) {
    sum += weights[at]!
    // Sums of weights are known to about this share of themselves.
    if (sum >= wanted * (1 - 1e-12)) return values[at]!
  }
  return values[order.at(-1)!]!
}

/** The mean loss of some rows. */
export function meanLoss(loss: Loss, margins: Float64Array, { targets, weights }: Weighted): number {
  let total = 0
  let sum = 0
  weights.forEach((weight, row) => {
    if (weight === 0) return
    total += weight
    sum += weight * lossOf(loss, margins[row]!, targets[row]!)
  })
  return sum / total
}

function lossOf(loss: Loss, margin: number, target: number): number {
  if (loss.kind === 'squared') return (margin - target) ** 2
  if (loss.kind === 'quantile')
    return margin < target ? loss.share * (target - margin) : (1 - loss.share) * (margin - target)
  const signed = target === 1 ? -margin : margin
  return signed > 0 ? signed + Math.log1p(Math.exp(-signed)) : Math.log1p(Math.exp(signed))
}
