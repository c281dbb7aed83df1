import type { Checked, CheckedSegmentation, Vocabulary } from '@kindred/language'
import type {
  DefinitionRef,
  Definitions,
  FeatureDefinition,
  SegmentationDefinition,
  SegmentDefinition,
} from '../../records/definitions.ts'
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
  /** Features, segments and segmentations, each after all it stands on. */
  readonly order: readonly DefinitionRef[]
  readonly features: ReadonlyMap<string, CompiledFeature>
  readonly segments: ReadonlyMap<string, CompiledSegment>
  readonly segmentations: ReadonlyMap<string, CompiledSegmentation>
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
