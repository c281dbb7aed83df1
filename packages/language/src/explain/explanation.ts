import type { Value, ValueType } from '../vocabulary/value.ts'
import type { SmallestChange } from './smallest-change/smallest-change.ts'

/** A value with its type. Unknown is `undefined`. */
export interface Observed {
  readonly type: ValueType
  readonly value: Value | undefined
}

/** The events that made a condition what it is. */
export interface Evidence {
  readonly count: number
  /** Of at most 20, the latest first. */
  readonly ids: readonly string[]
}

/** One condition, or a junction of conditions, with what was found. */
export interface ExplainedNode {
  /** `reference` opens a feature, a segment or a segmentation under its own name. */
  readonly kind: 'and' | 'or' | 'not' | 'condition' | 'reference'
  /** In English, in the workspace's words. */
  readonly words: string
  /** Of a reference to a value: whether the value is known. */
  readonly holds: boolean
  /** Of a reference. */
  readonly name?: string
  readonly observed?: Observed
  /** What the observed value was compared with. Of a distance: kilometres. */
  readonly threshold?: Observed
  readonly evidence?: Evidence
  /** By how much the condition misses its threshold, as a share of it; only where that can be measured. */
  readonly distance?: number
  /** UTC milliseconds: when it comes to hold or ceases to if nothing else happens; only where changes were asked for. */
  readonly changesAt?: number
  readonly children: readonly ExplainedNode[]
}

/** A condition that is not as it would have to be, and by how much of its threshold. */
export interface NearMiss {
  readonly condition: ExplainedNode
  /** 0.1 is ten per cent of the threshold. */
  readonly distance: number
}

/** A score that an answer stands on, with what its model read of the customer. */
export interface ReadScore {
  readonly model: string
  readonly version: number
  /** Of a model with several answers: which; absent: the first. */
  readonly output?: string
  readonly score: Observed
  readonly inputs: readonly (Observed & { readonly name: string })[]
}

/** Why a condition holds, or does not hold, for one customer at one instant. */
export interface Explanation {
  readonly holds: boolean
  readonly observed: Observed
  readonly tree: ExplainedNode
  /** The smallest set of conditions that settles the answer: whatever else changed, the answer would stay. */
  readonly reason: readonly ExplainedNode[]
  /** Conditions that are not as a yes would have them, nearest first. */
  readonly nearMisses: readonly NearMiss[]
  /** Where the answer is no: the fewest conditions that would have to change for a yes. */
  readonly missing: readonly ExplainedNode[]
  /** Scores that the reason, or what is missing, stands on. */
  readonly scores: readonly ReadScore[]
  /** The reason in a sentence. */
  readonly inWords: string
  /** Where changes were asked for: when the answer turns if nothing else happens, in UTC milliseconds. */
  readonly changesAt?: number | 'never'
  /** Where changes were asked for: the least that would turn the answer round. */
  readonly smallestChange?: SmallestChange
}

/** One rule of a `first_match` segmentation that was tried. */
export interface ExplainedRule {
  readonly class: string
  readonly holds: boolean
  readonly words: string
  readonly tree: ExplainedNode
}

/** What tiers or RFM measured, and where the population was cut. */
export interface ExplainedMeasure {
  readonly name: 'by' | 'recency' | 'frequency' | 'monetary'
  readonly words: string
  readonly observed: Observed
  /** Points of RFM. */
  readonly score?: number
  /** Best first. */
  readonly cuts: readonly Observed[]
}

/** Why a customer is in a class at one instant. */
export interface ClassExplanation {
  readonly class: string
  readonly reason: readonly ExplainedNode[]
  /** Scores that the reason stands on, or what was measured. */
  readonly scores: readonly ReadScore[]
  readonly inWords: string
  /** Of `first_match`: in order, up to the one that held. */
  readonly rules?: readonly ExplainedRule[]
  /** Of tiers and RFM. */
  readonly measures?: readonly ExplainedMeasure[]
  /** Where changes were asked for: when she comes into another class if nothing else happens, in UTC milliseconds. */
  readonly changesAt?: number | 'never'
}
