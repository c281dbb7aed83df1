import type { Checked } from '@kindred/language'
import type { DefinitionRef, Definitions } from '../../records/definitions.ts'
import type { DefinitionProblem } from '../definition-problem.ts'
import { checkedSegmentation } from './checked-segmentation.ts'
import type { CompiledFeature, CompiledSegment, CompiledSegmentation } from './compiled-definitions.ts'
import { declaredVocabulary, type GrowingVocabulary, labelled } from './declared-vocabulary.ts'
import { refOfKey } from './definition-key.ts'

/** The definitions compiled so far, and the vocabulary of those among them that are sound. */
export class CompiledSoFar {
  readonly vocabulary: GrowingVocabulary
  readonly features = new Map<string, CompiledFeature>()
  readonly segments = new Map<string, CompiledSegment>()
  readonly segmentations = new Map<string, CompiledSegmentation>()
  readonly #definitions: Definitions

  constructor(definitions: Definitions) {
    this.#definitions = definitions
    this.vocabulary = declaredVocabulary(definitions)
  }

  /** Whether nothing can stand on it: it has errors, or has not been reached yet because it stands on itself. */
  isBroken(key: string): boolean {
    const { kind, id } = refOfKey(key)
    if (kind === 'feature') return !this.vocabulary.features.has(id)
    return kind === 'segment' ? !this.vocabulary.segments.has(id) : !this.vocabulary.segmentations.has(id)
  }

  /** @param trees - Its checked expressions; `undefined` for all of them when it is broken. */
  keep(
    { kind, id }: DefinitionRef,
    trees: readonly (Checked | undefined)[],
    problems: readonly DefinitionProblem[],
  ): void {
    if (kind === 'feature') this.#keepFeature(id, trees[0], problems)
    else if (kind === 'segment') this.#keepSegment(id, trees[0], problems)
    else this.#keepSegmentation(id, trees, problems)
  }

  #keepFeature(id: string, is: Checked | undefined, problems: readonly DefinitionProblem[]): void {
    const definition = this.#definitions.features[id]
    if (definition === undefined) return
    this.features.set(id, { id, definition, problems, ...(is && { is }) })
    const { label, name } = definition
    if (is !== undefined) this.vocabulary.features.set(id, { is, ...labelled(label ?? name) })
  }

  #keepSegment(id: string, when: Checked | undefined, problems: readonly DefinitionProblem[]): void {
    const definition = this.#definitions.segments[id]
    if (definition === undefined) return
    this.segments.set(id, { id, definition, problems, ...(when && { when }) })
    if (when !== undefined) this.vocabulary.segments.set(id, { when, ...labelled(definition.name) })
  }

  #keepSegmentation(
    id: string,
    trees: readonly (Checked | undefined)[],
    problems: readonly DefinitionProblem[],
  ): void {
    const definition = this.#definitions.segmentations[id]
    if (definition === undefined) return
    const of = checkedSegmentation(id, definition, trees)
    this.segmentations.set(id, { id, definition, problems, ...(of && { of }) })
    if (of !== undefined) this.vocabulary.segmentations.set(id, { of, ...labelled(definition.name) })
  }
}
