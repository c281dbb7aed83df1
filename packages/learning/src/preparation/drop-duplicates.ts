import type { ScaledFeature } from './feature-in-making.ts'
import type { DroppedFeature, PreparedFeature } from './fitted-preparation.ts'

interface Kept {
  readonly features: readonly PreparedFeature[]
  readonly dropped: readonly DroppedFeature[]
}

/** Keeps the first of features that rise and fall together, and says of the others which one they repeat. */
export function dropDuplicates(scaled: readonly ScaledFeature[], limit: number): Kept {
  const kept: { feature: PreparedFeature; away: Float64Array }[] = []
  const dropped: DroppedFeature[] = []
  for (const { feature, values } of scaled) {
    const away = normalised(values)
    const first = kept.find(other => Math.abs(product(other.away, away)) >= limit)
    if (first === undefined) kept.push({ feature, away })
    else dropped.push(duplicate(feature, first.feature, product(first.away, away)))
  }
  return { features: kept.map(({ feature }) => feature), dropped }
}

/** Mean 0 and length 1: the product of two such is their correlation. */
function normalised(values: Float64Array): Float64Array {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const away = values.map(value => value - mean)
  const length = Math.sqrt(product(away, away))
  return length > 0 ? away.map(value => value / length) : away
}

function product(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let row = 0; row < a.length; row += 1) sum += a[row]! * b[row]!
  return sum
}

function duplicate({ name, column }: PreparedFeature, first: PreparedFeature, r: number): DroppedFeature {
  const says = `'${name}' says what '${first.name}' says already (correlation ${r.toFixed(3)})`
  return { name, column, reason: 'near_duplicate', says }
}
