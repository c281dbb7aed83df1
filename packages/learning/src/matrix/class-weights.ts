/** How much rows of each answer count besides their own weight: as they are, as much together, or times two numbers. */
export type ClassWeights = 'none' | 'balanced' | readonly [no: number, yes: number]

/**
 * The weights of rows times those of their answers. `balanced` gives both answers half of all weight.
 *
 * @example
 * withClassWeights(Float64Array.of(1, 1, 1, 1), Float64Array.of(0, 0, 0, 1), 'balanced')[3] // 2
 */
export function withClassWeights(
  weights: Float64Array,
  target: Float64Array,
  classWeights: ClassWeights,
): Float64Array {
  if (classWeights === 'none') return weights
  const times = classWeights === 'balanced' ? balanced(weights, target) : classWeights
  return weights.map((weight, row) => weight * times[target[row] === 1 ? 1 : 0])
}

function balanced(weights: Float64Array, target: Float64Array): readonly [number, number] {
  const all = weights.reduce((sum, weight) => sum + weight, 0)
  const yes = weights.reduce((sum, weight, row) => sum + weight * target[row]!, 0)
  return [all / 2 / (all - yes), all / 2 / yes]
}
