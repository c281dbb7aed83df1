import type { ClassRead, Ranked, Rfm, Tiers } from '@kindred/language'

/** A segmentation that compares customers with one another, or what a condition like `top 20% by spend` is cut by. */
export type PopulationSegmentation = Tiers | Rfm

/**
 * Every segmentation by rank that the given definitions read, directly or through what they stand on, sorted into
 * layers: those of a layer read only those of the layers before it, so that one pass over the population finds the
 * cut-offs of a whole layer.
 */
export function cutoffLayers(definitions: Iterable<object>): readonly (readonly PopulationSegmentation[])[] {
  const walk = new CutoffWalk()
  for (const definition of definitions) walk.depthBelow(definition)
  const layers: PopulationSegmentation[][] = []
  for (const { depth, segmentation } of walk.found.values()) {
    while (layers.length < depth) layers.push([])
    layers[depth - 1]?.push(segmentation)
  }
  return layers
}

class CutoffWalk {
  readonly found = new Map<
    string,
    { readonly depth: number; readonly segmentation: PopulationSegmentation }
  >()
  readonly #depths = new WeakMap<object, number>()

  /** How many layers stand under a part of a checked tree: a part is plain data, so one walk fits every kind. */
  depthBelow(part: object): number {
    const seen = this.#depths.get(part)
    if (seen !== undefined) return seen
    const under = Object.values(part).map(value => (isObject(value) ? this.depthBelow(value) : 0))
    const depth = Math.max(0, ...under) + (isPopulationSegmentation(part) ? 1 : 0)
    if (isPopulationSegmentation(part)) this.found.set(part.id, { depth, segmentation: part })
    this.#depths.set(part, depth)
    return depth
  }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

function isPopulationSegmentation(part: object): part is PopulationSegmentation {
  return 'kind' in part && (part.kind === 'tiers' || part.kind === 'rfm')
}

/** The ids of all segmentations and cuts that a checked definition reads, through whatever it stands on. */
export function segmentationsRead(definition: object): ReadonlySet<string> {
  const found = new Set<string>()
  const seen = new Set<object>()
  const walk = (part: object): void => {
    if (seen.has(part)) return
    seen.add(part)
    if (isClassRead(part)) found.add(part.segmentation)
    if (isRanked(part)) found.add(part.cut.id)
    for (const value of Object.values(part)) if (isObject(value)) walk(value)
  }
  walk(definition)
  return found
}

function isClassRead(part: object): part is ClassRead {
  return 'kind' in part && part.kind === 'class' && 'segmentation' in part
}

function isRanked(part: object): part is Ranked {
  return 'kind' in part && part.kind === 'ranked' && 'cut' in part
}
