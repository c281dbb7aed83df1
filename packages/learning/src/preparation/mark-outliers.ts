interface Spread {
  readonly middle: number
  readonly deviation: number
  readonly values: Float64Array
}

/** For every row 1 if it is farther out in some feature than `limit` robust deviations, else 0. */
export function markOutliers(features: readonly Spread[], limit: number): Uint8Array {
  const outside = new Uint8Array(features[0]?.values.length ?? 0)
  for (const { values, middle, deviation } of features)
    if (deviation > 0)
      for (let row = 0; row < values.length; row += 1)
        if (Math.abs(values[row]! - middle) > limit * deviation) outside[row] = 1
  return outside
}
