import type { GroupInput } from '../../records/discovery.ts'

/**
 * The value of a feature that a coordinate stands for: scale, centre and curve undone. Where a curve is level, the middle
 * of the level stretch.
 *
 * @example
 * const input = { name: 'x', feature: 'x', reading: { kind: 'number' }, fill: 0, curve: [[0, 0], [10, 1]], centre: 0, scale: 2 }
 * rawValue(input, 0.25) // 5
 */
export function rawValue({ curve, centre, scale }: GroupInput, coordinate: number): number {
  const made = coordinate * scale + centre
  if (curve === undefined || curve.length === 0) return made
  const first = curve.findIndex(([, becomes]) => becomes >= made)
  if (first === 0) return curve[0]![0]
  if (first === -1) return curve.at(-1)![0]
  const [[left, from], [right, to]] = [curve[first - 1]!, curve[first]!]
  if (to > made) return left + ((right - left) * (made - from)) / (to - from)
  const last = curve.findLast(([, becomes]) => becomes === made)!
  return (right + last[0]) / 2
}
