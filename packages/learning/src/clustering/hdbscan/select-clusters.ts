import type { CondensedCluster } from './condense.ts'

export interface ChosenCluster {
  readonly size: number
  readonly persistence: number
  /** The distance at which it splits off. */
  readonly birth: number
}

export interface Selection {
  readonly chosen: readonly ChosenCluster[]
  /** Place in `chosen` of every row, −1 for outliers. */
  readonly labels: Int32Array
  readonly strengths: Float64Array
}

/**
 * Of every branch of the condensed tree the clusters that last longest: a cluster is chosen where it outlasts all
 * that it splits into. The first, of all rows, is never chosen.
 */
export function selectClusters(clusters: readonly CondensedCluster[]): Selection {
  const stabilities = stabilitiesOf(clusters)
  const outlasts = chooseByMass(clusters, stabilities)
  const topOf = chosenAbove(clusters, outlasts)
  const chosenIds = Array.from(clusters.keys()).filter(at => topOf[at] === at)
  const place = new Map(chosenIds.map((id, at) => [id, at]))
  const rows = clusters[0]!.size
  const labels = new Int32Array(rows).fill(-1)
  const densities = new Float64Array(rows)
  const greatest = new Float64Array(chosenIds.length)
  clusters.forEach(({ leaving }, at) => {
    const label = place.get(topOf[at]!) ?? -1
    for (const { row, density } of leaving) {
      labels[row] = label
      densities[row] = density
      if (label !== -1) greatest[label] = Math.max(greatest[label]!, density)
    }
  })
  return {
    chosen: chosenIds.map(id => chosenCluster(clusters[id]!, stabilities[id]!)),
    labels,
    strengths: densities.map((density, row) => (labels[row] === -1 ? 0 : density / greatest[labels[row]!]!)),
  }
}

function chosenCluster({ size, birth }: CondensedCluster, persistence: number): ChosenCluster {
  return { size, persistence, birth: 1 / birth }
}

/** Of every cluster the sum over its rows of how much denser it gets before they leave it or it splits. */
function stabilitiesOf(clusters: readonly CondensedCluster[]): Float64Array {
  const stabilities = new Float64Array(clusters.length)
  clusters.forEach(({ parent, birth, size, leaving }, at) => {
    for (const { density } of leaving) stabilities[at]! += density - birth
    if (parent !== -1) stabilities[parent]! += size * (birth - clusters[parent]!.birth)
  })
  return stabilities
}

/** For every cluster whether it lasts longer than the best of what is under it. Children come after their parents. */
function chooseByMass(clusters: readonly CondensedCluster[], stabilities: Float64Array): boolean[] {
  const under = new Float64Array(clusters.length)
  const outlasts = new Array<boolean>(clusters.length).fill(false)
  for (let at = clusters.length - 1; at > 0; at -= 1) {
    outlasts[at] = stabilities[at]! >= under[at]!
    under[clusters[at]!.parent]! += Math.max(stabilities[at]!, under[at]!)
  }
  return outlasts
}

/** For every cluster the uppermost one above it, itself included, that was chosen; −1 where there is none. */
function chosenAbove(clusters: readonly CondensedCluster[], outlasts: readonly boolean[]): Int32Array {
  const tops = new Int32Array(clusters.length).fill(-1)
  clusters.forEach(({ parent }, at) => {
    const above = parent === -1 ? -1 : tops[parent]!
    tops[at] = above === -1 && outlasts[at] ? at : above
  })
  return tops
}
