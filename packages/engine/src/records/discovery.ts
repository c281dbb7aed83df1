/**
 * Groups the machine found among some customers at one instant, judged, named and described. Plain JSON: what the catalog
 * stores and the surface shows. Shares are 0 … 1; values are in the workspace's measure, money in ten-thousandths, as text.
 */
export interface Discovery {
  /** A name in the sense of definitions: `shoppers`, or `discovery_1` when none was given. Unique in the workspace. */
  readonly id: string
  /** 1, 2, 3 …: each time it is found anew. */
  readonly round: number
  readonly createdAt: number
  readonly author: string
  readonly asOf: number
  readonly definitionsVersion: number
  readonly asked: DiscoveryQuestion
  readonly population: DiscoveredPopulation
  readonly features: readonly DiscoveredFeature[]
  /** Everything that was tried, best first; exactly one is chosen. */
  readonly choices: readonly DiscoveryChoice[]
  /** Why that one, in a sentence or two. */
  readonly recommendation: string
  /** What a reader must know: how many rows it learned from, what was set apart, where groups are not separable. */
  readonly notes: readonly string[]
  readonly model: GroupModel
  /** Largest first. */
  readonly groups: readonly DiscoveredGroup[]
  readonly rules: DiscoveredRules
  readonly pictures: DiscoveryPictures
  /** Against the round before; absent at the first. */
  readonly change?: DiscoveryChange
  /** Segmentations it was published as. */
  readonly published: readonly {
    readonly as: 'rules' | 'model'
    readonly segmentation: string
    readonly version: number
    readonly at: number
  }[]
}

/** A discovery without what is heavy: what a list shows. */
export interface DiscoverySummary
  extends Pick<
    Discovery,
    'id' | 'round' | 'createdAt' | 'author' | 'asOf' | 'definitionsVersion' | 'published'
  > {
  readonly customers: number
  readonly groups: readonly Pick<DiscoveredGroup, 'id' | 'name' | 'customers' | 'share'>[]
  readonly method: DiscoveryMethod
  readonly silhouette: number
  readonly stability: number
  readonly fidelity: number
}

export type DiscoveryMethod = 'k-means' | 'gaussian-mixture' | 'ward' | 'medoids' | 'hdbscan'

export interface DiscoveryQuestion {
  /** A condition; absent: the whole base. */
  readonly population?: string
  /** As given; empty: the default set. */
  readonly features: readonly string[]
  readonly method: 'auto' | DiscoveryMethod
  /** Exactly so many groups. */
  readonly classes?: number
  readonly maxClasses: number
  /** Of the population, of the smallest group. */
  readonly minShare: number
  readonly seed: number
}

export interface DiscoveredPopulation {
  readonly customers: number
  /** Rows it learned from; fewer than `customers` above the stated size, drawn by the seed. */
  readonly learnedFrom: number
  readonly base: number
  readonly value?: string
  readonly valueType?: 'number' | 'money'
  /** ISO 4217, where values are money. */
  readonly currency?: string
  /** Set apart as outliers while learning; they are assigned all the same. */
  readonly outliers: number
}

export interface DiscoveredFeature {
  /** The attribute or feature of that name, or a name made for `is`. */
  readonly id: string
  /** In the language; what a published rule writes. */
  readonly is: string
  readonly label: string
  readonly kind: 'number' | 'money' | 'category' | 'boolean'
  readonly source: 'asked' | 'default'
  /** Why it was taken. */
  readonly why: string
  readonly knownShare: number
  /** In words: the logarithm was taken because … */
  readonly preparation: string
  /** Not used after all, and why. */
  readonly dropped?: string
}

/** One method with one number of groups. */
export interface DiscoveryChoice {
  readonly method: DiscoveryMethod
  readonly classes: number
  readonly seed: number
  readonly silhouette: number
  /** Standard error of the silhouette where it was sampled. */
  readonly silhouetteError?: number
  readonly daviesBouldin: number
  readonly calinskiHarabasz: number
  /** Mean adjusted Rand of bootstrap samples against it. */
  readonly stability: number
  readonly bic?: number
  readonly gap?: number
  readonly smallestShare: number
  /** What the choice went by; higher is better. */
  readonly score: number
  readonly chosen: boolean
  /** Why it cannot be chosen: a group too small, too many groups. */
  readonly excluded?: string
}

/** A customer belongs to the group whose centre is nearest, ties to the first. */
export interface GroupModel {
  readonly inputs: readonly GroupInput[]
  /** groups × inputs, in the order of `groups`. */
  readonly centres: readonly (readonly number[])[]
}

/** One coordinate: (curve(value, or `fill` where it is unknown) − centre) / scale. */
export interface GroupInput {
  readonly name: string
  /** Id of the feature it is made of. */
  readonly feature: string
  readonly reading:
    | { readonly kind: 'number' }
    /** 1 where it is unknown. */
    | { readonly kind: 'missing' }
    | { readonly kind: 'order'; readonly levels: readonly string[] }
    /** 1 where it is this word; `null` is unknown. */
    | { readonly kind: 'level'; readonly level: string | null }
    /** 1 where it is none of these. */
    | { readonly kind: 'other'; readonly levels: readonly (string | null)[] }
  readonly fill: number
  /** Straight lines between ascending [value, becomes], level beyond both ends; absent: the value as it is. */
  readonly curve?: readonly (readonly [number, number])[]
  readonly centre: number
  readonly scale: number
}

export interface DiscoveredGroup {
  /** A class name: `frequent_small_baskets`. Survives rediscovery. */
  readonly id: string
  /** “Frequent small baskets, weekend, coupons” */
  readonly name: string
  readonly customers: number
  /** Of the population. */
  readonly share: number
  readonly value?: string
  readonly valueShare?: number
  /** What the group would bring more if its members below its own middle came up to it; with how it was reckoned. */
  readonly potential?: { readonly value: string; readonly says: string }
  /** Against everybody else of the population, most telling first. */
  readonly profile: readonly FeatureDifference[]
  /** The medoid: a real customer. */
  readonly typical: {
    readonly customer: string
    readonly values: readonly { readonly feature: string; readonly text: string }[]
  }
  readonly criteria: readonly Criterion[]
}

export interface FeatureDifference {
  readonly feature: string
  /** Median of numbers; share of the level for a category. As text in the workspace's units. */
  readonly inGroup: string
  readonly inBase: string
  /** The level a category differs in. */
  readonly level?: string
  /** Cliff's delta of numbers, −1 … 1; difference of shares of a level. */
  readonly effect: number
  /** 95 %. */
  readonly interval: readonly [number, number]
  /** “spends more: 1,240 EUR against 310” */
  readonly says: string
}

export type CriterionName = 'measurable' | 'accessible' | 'substantial' | 'differentiable' | 'actionable'

/** One of the five criteria of a usable segment. */
export interface Criterion {
  readonly name: CriterionName
  readonly verdict: 'met' | 'partly' | 'not met' | 'not known'
  readonly figures: readonly { readonly name: string; readonly text: string }[]
  /** Plain, with what is missing. */
  readonly says: string
}

/** The groups as conditions people can read. */
export interface DiscoveredRules {
  /** Share of the population to which the rules give the group the model gives. */
  readonly fidelity: number
  /** What was asked for. */
  readonly target: number
  readonly groups: readonly DiscoveredRule[]
}

export interface DiscoveredRule {
  readonly group: string
  readonly when: string
  readonly english: string
  readonly conditions: number
  readonly precision: number
  readonly recall: number
}

/** A sample of customers in two coordinates, with the place of their group. */
export interface DiscoveryProjection {
  readonly method: 'pca' | 'umap' | 't-sne'
  /** PCA: share of the variance the two coordinates hold. */
  readonly explained?: number
  readonly points: readonly (readonly [x: number, y: number, group: number])[]
}

export interface DiscoveryPictures {
  readonly projection: DiscoveryProjection
  /** A smaller sample by UMAP; absent where two coordinates hold everything, or customers are few. */
  readonly neighbours?: DiscoveryProjection
  /** Merges of group centres (Ward): left, right (below `groups`: a group; above: an earlier merge), height. */
  readonly dendrogram: readonly (readonly [left: number, right: number, height: number])[]
}

/** A round against the one before it, groups matched by their centres. */
export interface DiscoveryChange {
  readonly with: number
  readonly groups: readonly {
    readonly group: string
    /** Absent: it is new. */
    readonly before?: string
    readonly shareBefore?: number
    /** Distance of the centres, in the units of the space. */
    readonly drift?: number
  }[]
  readonly gone: readonly { readonly group: string; readonly name: string; readonly share: number }[]
  /** What changed, in sentences. */
  readonly says: readonly string[]
}
