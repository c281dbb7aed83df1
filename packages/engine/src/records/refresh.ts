/** One batch evaluation of all definitions at one instant. Only published ones are ever read. */
export interface Refresh {
  /** Rises by one with each refresh begun. */
  readonly id: number
  readonly asOf: number
  readonly definitionsVersion: number
  /** `RULES_VERSION` of the Kindred that made it; absent: of one from before there was a second. */
  readonly rulesVersion?: number
  readonly startedAt: number
  readonly publishedAt: number | undefined
  readonly state: 'running' | 'published' | 'failed'
  readonly reason?: string
  /** Events and attributes with a batch up to this one were there to be seen. */
  readonly batch: number
  readonly customers: number
  readonly layout: MembershipLayout
  readonly results: readonly DefinitionResult[]
  /** Cut-offs found over the population, by segmentation; money and other large integers as text. */
  readonly cutoffs: Record<string, readonly (readonly string[])[]>
  /** The value of the whole base, in the measure's own units; absent when the workspace has no value. */
  readonly value?: string
  /** What `value`, here and in the results, is measured in: the workspace's measure may be another one since. */
  readonly valueType?: 'number' | 'money'
}

/** Which bit and which position of a stored membership row stands for what. */
export interface MembershipLayout {
  readonly segments: readonly string[]
  readonly segmentations: readonly { readonly id: string; readonly classes: readonly string[] }[]
}

/** What a refresh found for one segment, or for one class of a segmentation. */
export interface DefinitionResult {
  readonly kind: 'segment' | 'segmentation'
  readonly id: string
  readonly class?: string
  readonly size: number
  readonly value?: string
  readonly entered: number
  readonly left: number
  /** Set when this definition failed: the result is the one of `servedFrom`, carried over. */
  readonly failure?: { readonly code: string; readonly says: string; readonly remedy: string }
  readonly servedFrom?: number
}

/** Why an answer moved: news of the customer, time alone, or another definition. */
export type Cause = 'data' | 'clock' | 'definition'

/** One customer's move. For a segmentation `from` and `to` are classes; for a segment `out` and `in`. */
export interface Transition {
  readonly refresh: number
  readonly at: number
  readonly kind: 'segment' | 'segmentation'
  readonly definition: string
  readonly customer: string
  readonly from: string
  readonly to: string
  readonly cause: Cause
}
