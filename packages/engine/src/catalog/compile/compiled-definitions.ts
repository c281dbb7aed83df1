import type { Checked, CheckedSegmentation, Vocabulary } from '@kindred/language'
import type {
  DefinitionRef,
  Definitions,
  FeatureDefinition,
  ModelDefinition,
  SegmentationDefinition,
  SegmentDefinition,
} from '../../records/definitions.ts'
import type { FittedScorer } from '../../records/fitted-model.ts'
import type { DefinitionProblem } from '../definition-problem.ts'

interface Compiled<D> {
  readonly id: string
  readonly definition: D
  /** Every problem of this definition, warnings included. Of a sound one there is no error among them. */
  readonly problems: readonly DefinitionProblem[]
}

/** A named expression; `is` is there when it is sound, and so with the others. */
export interface CompiledFeature extends Compiled<FeatureDefinition> {
  readonly is?: Checked
}
export interface CompiledSegment extends Compiled<SegmentDefinition> {
  readonly when?: Checked
}
export interface CompiledSegmentation extends Compiled<SegmentationDefinition> {
  readonly of?: CheckedSegmentation
}

/** What is to be foretold; all of it is there when the model is sound. */
export interface CompiledModel extends Compiled<ModelDefinition> {
  readonly isSound: boolean
  readonly population?: Checked
  readonly target?: CompiledTarget
  readonly uplift?: CompiledUplift
}
/** Who had each treatment, each read as far ahead as it says, and who was left alone. */
export interface CompiledUplift {
  readonly treatments: readonly (CompiledTarget & { readonly name: string })[]
  readonly control?: CompiledTarget
}
/** Read `ahead` milliseconds after the instant at which features are read; absent: at the same instant. */
export interface CompiledTarget {
  readonly is: Checked
  readonly ahead?: number
}

/** How far references are followed: what stands right below or above, or everything. */
export type Reach = 'direct' | 'all'

/** What a definition is computed from. Sorted. */
export interface DefinitionReads {
  readonly events: readonly string[]
  readonly attributes: readonly string[]
}

/** What a workspace's definitions mean. Those that are broken stand apart with their problems; the rest is sound. */
export interface CompiledDefinitions {
  readonly definitions: Definitions
  /** What an expression may speak of: everything sound. */
  readonly vocabulary: Vocabulary
  /** Features, segments, segmentations, models and champions, each after all it stands on. */
  readonly order: readonly DefinitionRef[]
  readonly features: ReadonlyMap<string, CompiledFeature>
  readonly segments: ReadonlyMap<string, CompiledSegment>
  readonly segmentations: ReadonlyMap<string, CompiledSegmentation>
  readonly models: ReadonlyMap<string, CompiledModel>
  /** The formulas of the champions, by model. */
  readonly fitted: ReadonlyMap<string, FittedScorer>
  /** What a customer is worth; absent when nothing says so, or when it is broken. */
  readonly value?: Checked
  /** All problems of all definitions and of the value, in their order. */
  readonly problems: readonly DefinitionProblem[]
  /** What a definition stands on, attributes, events, lists and places included. */
  dependencies(of: DefinitionRef, reach?: Reach): readonly DefinitionRef[]
  /** What stands on a definition. */
  dependants(of: DefinitionRef, reach?: Reach): readonly DefinitionRef[]
  /** The events and attributes that a feature, segment or segmentation reads, through whatever it stands on. */
  readsOf(of: DefinitionRef): DefinitionReads
}
