import type { DeclaredType, Place } from '@kindred/language'
import type { ModelMethod } from './model-methods.ts'

/** Everything a workspace defines, as written: checked for shape, not yet for meaning. Plain JSON; what the catalog stores. */
export interface Definitions {
  readonly settings: WorkspaceSettings
  readonly attributes: Record<string, AttributeDefinition>
  readonly events: Record<string, EventDefinition>
  readonly features: Record<string, FeatureDefinition>
  readonly segments: Record<string, SegmentDefinition>
  readonly segmentations: Record<string, SegmentationDefinition>
  readonly lists: Record<string, ListDefinition>
  readonly places: Record<string, PlaceDefinition>
  readonly models: Record<string, ModelDefinition>
  readonly champions: Record<string, ChampionDefinition>
  readonly channels: Record<string, ChannelDefinition>
  readonly offers: Record<string, OfferDefinition>
}

export interface WorkspaceSettings {
  readonly workspace: string
  /** IANA zone. Default UTC. */
  readonly timezone: string
  /** ISO 4217. Default EUR. */
  readonly currency: string
  /** ISO weekday, 1 Monday … 7 Sunday. */
  readonly weekStart: number
  /** Expression of a customer's value, for shares of spend and value carried. Default: the sum of `purchase`'s money property, else of the only money property there is. */
  readonly value?: string
  /** Where each setting that was written comes from; one that is not here has its default. */
  readonly sources?: Readonly<Partial<Record<SettingName, string>>>
}

export type SettingName = 'workspace' | 'timezone' | 'currency' | 'weekStart' | 'value'

/** What every definition may carry. */
export interface Described {
  readonly name?: string
  readonly description?: string
  readonly owner?: string
  readonly labels?: readonly string[]
  /** The file it was applied from, or `import` where an import declared it. */
  readonly source?: string
}

export interface AttributeDefinition extends Described {
  readonly type: DeclaredType
  readonly label?: string
  /** Masked for roles that need not see it; kept out of logs and errors. */
  readonly personal?: boolean
  /** The channel this attribute is the consent for. */
  readonly consent?: string
  /** What that consent is given for; absent: everything the channel is used for. */
  readonly purpose?: string
  /** Customers who have the same value of it are one person, and are merged as they come in live. */
  readonly identifies?: IdentifyingRule
}
export interface IdentifyingRule {
  /** A boolean attribute: only values of customers for whom it is true count. */
  readonly verifiedBy?: string
  /** Values that many share, such as an address of a shop's counter, beside those that say nothing anywhere. Compared without case. */
  readonly blocked: readonly string[]
  /** How many ids one person may come to have through it; a merge beyond is refused. */
  readonly limit: number
}
export interface EventDefinition extends Described {
  readonly label?: string
  /** Discovery and models do not look at it unless they are asked to. */
  readonly compared?: false
  readonly properties: Record<string, PropertyDefinition>
}
export interface PropertyDefinition {
  readonly type: DeclaredType
  readonly label?: string
  /** As of an attribute. */
  readonly personal?: boolean
}
export interface FeatureDefinition extends Described {
  readonly is: string
  readonly label?: string
  /** Of a feature that a way to value customers became. */
  readonly valuation?: Valuation
}
/** A way to value customers: the feature that carries it is the score. */
export interface Valuation {
  readonly by: 'revenue' | 'amount' | 'points' | 'rfm'
  /** What it says of a customer; absent: a score that is no money. */
  readonly tells?: 'present' | 'expected' | 'potential' | 'prospect'
  /** The segmentation into its classes. */
  readonly classes: string
  /** What is left of `revenue` after margin and costs is the value. */
  readonly revenue?: string
}
export interface SegmentDefinition extends Described {
  readonly when: string
  readonly purpose?: string
}
export interface SegmentationDefinition extends Described {
  readonly first_match?: readonly { readonly class: string; readonly when: string }[]
  readonly tiers?: {
    readonly by: string
    readonly method: 'quantile' | 'cumulative_share'
    readonly classes: readonly { readonly class: string; readonly top: number }[]
  }
  readonly rfm?: {
    readonly recency: string
    readonly frequency: string
    readonly monetary: string
    readonly quantiles: number
    readonly groups?: readonly {
      readonly class: string
      readonly recency?: readonly [number, number]
      readonly frequency?: readonly [number, number]
      readonly monetary?: readonly [number, number]
    }[]
  }
  readonly otherwise: string
}
export interface ListDefinition extends Described {
  readonly items: readonly string[]
}
export interface PlaceDefinition extends Described {
  readonly polygon: readonly Place[]
}

/** What is to be foretold, of whom, from what. `kindred train` makes a fitted model of it; `score(id)` reads the champion. */
export interface ModelDefinition extends Described {
  /** A condition: who is asked about. Absent: everybody. */
  readonly population?: string
  /** What is to be foretold; exactly one of this and `lifetime`. */
  readonly target?: string
  readonly lifetime?: LifetimeDefinition
  /** With it the score is not what comes, but what a treatment changes of it. */
  readonly uplift?: UpliftDefinition
  /** Names or expressions; absent: the set that discovery uses. */
  readonly features?: readonly string[]
  readonly method: ModelMethod
  /** Of features as they are written: with which the score may only rise, or only fall. */
  readonly monotone?: Readonly<Record<string, 'rising' | 'falling'>>
  /** Past instants of which training rows are taken. `every` as it was written: `30d`. */
  readonly instants: {
    readonly count: number
    readonly every: string
    /** Days or instants of the workspace's time zone in place of those; the last is judged by, where there are several. */
    readonly at?: readonly string[]
  }
  /** Of treating one of whom it is true. */
  readonly benefit?: number
  /** Of treating one. */
  readonly cost?: number
  /** Whether a version that is better by the same later period becomes champion by itself. */
  readonly promote: 'by_hand' | 'better'
  /** When it is trained anew by itself; absent: by hand only. */
  readonly retrain?: RetrainDefinition
}
/** Who was treated, and who was left alone. */
export interface UpliftDefinition {
  /** By the name of a treatment the condition that says who had it; one at least. */
  readonly treatments: Readonly<Record<string, string>>
  /** Who was left alone; absent: who had none of the treatments. */
  readonly control?: string
  readonly learner: UpliftLearner
}
/** How effects are learned; `auto` compares several by the same folds. */
export type UpliftLearner = (typeof upliftLearners)[number]
export const upliftLearners = ['auto', 't', 's', 'x', 'dr', 'tree'] as const
/** One of the two at least. */
export interface RetrainDefinition {
  /** As it was written: `7d`. */
  readonly every?: string
  /** The population stability index from which on it is trained anew. */
  readonly drift?: number
}
export type LifetimeDefinition = ContinuousLifetimeDefinition | DiscreteLifetimeDefinition
/** Whether a lifetime is told in periods. */
export function isDiscreteLifetime(lifetime: LifetimeDefinition): lifetime is DiscreteLifetimeDefinition {
  return lifetime.model === 'sbg' || lifetime.model === 'bg_bb'
}
/** Of an event that may come at any time. */
export interface ContinuousLifetimeDefinition {
  readonly event: string
  /** A money or number property: what one is worth. */
  readonly value?: string
  readonly model: 'bg_nbd' | 'mbg_nbd' | 'pareto_nbd'
  readonly gives: 'alive' | 'purchases' | 'value'
  readonly horizon: string
  /** Of value, 0 to 1. */
  readonly margin: number
  /** Of a year. */
  readonly discount: number
}
/** Of a contract that is renewed, or of occasions that come round: once a period. */
export interface DiscreteLifetimeDefinition {
  /** Begins a contract (sbg), or may happen at an occasion (bg_bb). */
  readonly event: string
  readonly model: 'sbg' | 'bg_bb'
  /** Ends a contract; there is one of sbg, and none of bg_bb. */
  readonly ends?: string
  readonly gives: 'alive' | 'purchases'
  readonly period: string
  /** Whole periods. */
  readonly horizon: string
  /** Of a year. */
  readonly discount: number
}
/** Which fitted version of a model gives its score. */
export interface ChampionDefinition extends Described {
  readonly version: number
}

/** A way to reach a customer, and how it shows that she was reached and that she responded. */
export interface ChannelDefinition extends Described {
  /** The attribute that says whether she may be reached; absent: one whose `consent` names the channel, else none is asked. */
  readonly consent?: string
  /** The event that notes a contact. */
  readonly contact?: string
  /** The event that notes a response. */
  readonly response?: string
  /** How long after a contact a response counts for it: `7d`. */
  readonly within: string
  /** Of one contact, in the workspace's currency; 0 or more. */
  readonly cost: number
}
/** What is offered, to whom, through what. */
export interface OfferDefinition extends Described {
  readonly channels: readonly string[]
  /** Whom it is meant for; empty: everybody. */
  readonly for: readonly Audience[]
  /** The event that notes that it was taken up. */
  readonly response?: string
  /** How long after a contact that names the offer a response counts for it. */
  readonly within: string
}
export type Audience =
  | { readonly segment: string }
  | { readonly segmentation: string; readonly class: string }

export type DefinitionKind =
  | 'attribute'
  | 'event'
  | 'feature'
  | 'segment'
  | 'segmentation'
  | 'list'
  | 'place'
  | 'model'
  | 'champion'
  | 'channel'
  | 'offer'

export interface DefinitionRef {
  readonly kind: DefinitionKind
  readonly id: string
}
