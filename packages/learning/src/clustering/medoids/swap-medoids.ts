/**
 * The medoids of a set of rows: chosen one by one, each as what lowers the sum of differences most, then swapped for
 * other rows as long as that lowers it further.
 *
 * @param differences - Of every row to every row.
 * @returns Rows; fewer than `clusters` where fewer rows differ.
 */
export function swapMedoids(differences: readonly Float64Array[], clusters: number): number[] {
  const medoids = buildMedoids(differences, clusters)
  if (medoids.length < clusters) return medoids
  let standing = differences.map(row => twoNearest(row, medoids))
  let unchanged = 0
  for (let row = 0; unchanged < differences.length; row = (row + 1) % differences.length) {
    const swapped = !medoids.includes(row) && trySwap(differences, medoids, standing, row)
    if (swapped) standing = differences.map(each => twoNearest(each, medoids))
    unchanged = swapped ? 0 : unchanged + 1
  }
  return medoids
}

function buildMedoids(differences: readonly Float64Array[], clusters: number): number[] {
  const medoids: number[] = []
  const nearest = new Float64Array(differences.length).fill(Number.POSITIVE_INFINITY)
  while (medoids.length < clusters) {
    const sums = differences.map(row =>
      row.reduce((sum, difference, at) => sum + Math.min(difference, nearest[at]!), 0),
    )
    const best = sums.indexOf(Math.min(...sums))
    if (medoids.length > 0 && nearest.every(difference => difference === 0)) break
    medoids.push(best)
    differences[best]!.forEach((difference, at) => {
      nearest[at] = Math.min(nearest[at]!, difference)
    })
  }
  return medoids
}

/** What is gained has to be more than rounding, or two equal choices would be swapped for ever. */
const LEAST_GAIN = 1e-12

/** Swaps the medoid for which the row is the best stand-in, if the sum of differences becomes less. */
function trySwap(
  differences: readonly Float64Array[],
  medoids: number[],
  standing: readonly TwoNearest[],
  row: number,
): boolean {
  const { gain, at } = bestSwap(differences[row]!, medoids.length, standing)
  if (gain <= LEAST_GAIN * differences.length) return false
  medoids[at] = row
  return true
}

/** One pass for all medoids: what rows gain by the new one, and what those lose that it is not nearer to, if their own goes. */
function bestSwap(
  toNew: Float64Array,
  medoids: number,
  standing: readonly TwoNearest[],
): { gain: number; at: number } {
  const losses = new Float64Array(medoids)
  let gained = 0
  for (let other = 0; other < toNew.length; other += 1) {
    const { label, nearest, second } = standing[other]!
    if (toNew[other]! < nearest) gained += nearest - toNew[other]!
    else losses[label]! += Math.min(toNew[other]!, second) - nearest
  }
  const least = losses.reduce((best, loss, at) => (loss < losses[best]! ? at : best), 0)
  return { gain: gained - (losses[least] ?? 0), at: least }
}

/** The medoid nearest to a row, and how far it and the next one are. */
interface TwoNearest {
  readonly label: number
  readonly nearest: number
  readonly second: number
}

function twoNearest(differences: Float64Array, medoids: readonly number[]): TwoNearest {
  let label = 0
  let nearest = Number.POSITIVE_INFINITY
  let second = Number.POSITIVE_INFINITY
  for (let at = 0; at < medoids.length; at += 1) {
    const difference = differences[medoids[at]!]!
    if (difference < nearest) {
      second = nearest
      nearest = difference
      label = at
    } else if (difference < second) second = difference
  }
  return { label, nearest, second }
}
