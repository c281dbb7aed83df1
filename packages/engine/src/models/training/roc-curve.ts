/** Points that a picture needs. */
const MOST = 100

/**
 * Shares of rows that are false, and that are true, among those that score at least so much: from (0, 0) to (1, 1). Of
 * many points some.
 *
 * @param target - 0 or 1 a row, both there.
 *
 * @example
 * rocCurve(Float64Array.of(0, 1), Float64Array.of(0.1, 0.9)) // [[0, 0], [0, 1], [1, 1]]
 */
export function rocCurve(
  target: Float64Array,
  scores: Float64Array,
): readonly (readonly [falsePositive: number, truePositive: number])[] {
  const order = Int32Array.from(scores.keys()).sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b)
  const all = target.reduce((sum, value) => sum + value, 0)
  const [yes, no] = [all, target.length - all]
  const points: [number, number][] = [[0, 0]]
  let [truePositives, falsePositives] = [0, 0]
  order.forEach((row, at) => {
    if (target[row] === 1) truePositives += 1
    else falsePositives += 1
    // Rows of one score come together, whatever their order.
    const next = order[at + 1]
    if (next === undefined || scores[next] !== scores[row])
      points.push([falsePositives / no, truePositives / yes])
  })
  if (points.length <= MOST) return points
  const step = (points.length - 1) / (MOST - 1)
  return Array.from({ length: MOST }, (_, at) => points[Math.round(at * step)] ?? [1, 1])
}
