import type { Checked } from '@kindred/language'
import type { DefinitionRef, Definitions, UpliftDefinition } from '../../records/definitions.ts'
import type { FittedScorer } from '../../records/fitted-model.ts'
import { type DefinitionProblem, hasErrors } from '../definition-problem.ts'
import { checkedSegmentation } from './checked-segmentation.ts'
import type {
  CompiledFeature,
  CompiledModel,
  CompiledSegment,
  CompiledSegmentation,
} from './compiled-definitions.ts'
import { compiledQuestion } from './compiled-question.ts'
import { declaredVocabulary, type GrowingVocabulary, labelled } from './declared-vocabulary.ts'
import { definitionKey, refOfKey } from './definition-key.ts'
import type { ReadText } from './read-definition.ts'
import { LEFT_ALONE } from './treatment-problems.ts'

/** The expressions of a definition. */
interface KeptTexts {
  /** As they were read. */
  readonly read: readonly ReadText[]
  /** As they were checked; `undefined` for all of them when it is broken. */
  readonly trees: readonly (Checked | undefined)[]
  /** How far each of them looks ahead, in milliseconds; undefined: it does not. */
  readonly aheads: readonly (number | undefined)[]
}

/** The definitions compiled so far, and the vocabulary of those among them that are sound. */
export class CompiledSoFar {
  readonly vocabulary: GrowingVocabulary
  readonly features = new Map<string, CompiledFeature>()
  readonly segments = new Map<string, CompiledSegment>()
  readonly segmentations = new Map<string, CompiledSegmentation>()
  readonly models = new Map<string, CompiledModel>()
  readonly #definitions: Definitions
  readonly #fitted: ReadonlyMap<string, FittedScorer>
  /** Keys of models and champions. */
  readonly #sound = new Set<string>()

  constructor(definitions: Definitions, fitted: ReadonlyMap<string, FittedScorer>) {
    this.#definitions = definitions
    this.#fitted = fitted
    this.vocabulary = declaredVocabulary(definitions)
  }

  /** Whether nothing can stand on it: it has errors, or has not been reached yet because it stands on itself. */
  isBroken(key: string): boolean {
    const { kind, id } = refOfKey(key)
    if (kind === 'model' || kind === 'champion') return !this.#sound.has(key)
    if (kind === 'feature') return !this.vocabulary.features.has(id)
    return kind === 'segment' ? !this.vocabulary.segments.has(id) : !this.vocabulary.segmentations.has(id)
  }

  keep({ kind, id }: DefinitionRef, texts: KeptTexts, problems: readonly DefinitionProblem[]): void {
    const { trees } = texts
    if (kind === 'model') this.#keepModel(id, texts, problems)
    else if (kind === 'champion') this.#keepChampion(id, trees, problems)
    else if (kind === 'feature') this.#keepFeature(id, trees[0], problems)
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

  /** A model without a champion is known by name; its score is unknown of everybody. */
  #keepModel(id: string, texts: KeptTexts, problems: readonly DefinitionProblem[]): void {
    const definition = this.#definitions.models[id]
    if (definition === undefined) return
    const isSound = !hasErrors(problems)
    this.models.set(id, { ...{ id, definition, problems, isSound }, ...compiledQuestion(texts) })
    if (!isSound) return
    this.#sound.add(definitionKey({ kind: 'model', id }))
    const { name, uplift } = definition
    const outputs = uplift && new Map(outputsOf(uplift).map(output => [output, undefined]))
    if (!this.vocabulary.scores.has(id))
      this.vocabulary.scores.set(id, { inputs: [], ...labelled(name), ...(outputs && { outputs }) })
  }

  #keepChampion(
    id: string,
    trees: readonly (Checked | undefined)[],
    problems: readonly DefinitionProblem[],
  ): void {
    const formula = this.#fitted.get(id)
    if (formula?.scorer === undefined || hasErrors(problems)) return
    this.#sound.add(definitionKey({ kind: 'champion', id }))
    const { inputs, scorer: of, version, outputs } = formula
    const read = inputs.flatMap(({ name }, at) => {
      const is = trees[at]
      return is === undefined ? [] : [{ name, is }]
    })
    const { name } = this.#definitions.models[id] ?? {}
    this.vocabulary.scores.set(id, {
      ...{ inputs: read, of, version, ...labelled(name) },
      ...(outputs && { outputs: new Map(Object.entries(outputs)) }),
    })
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

/** What a model of treatments tells beside its score. */
function outputsOf({ treatments }: UpliftDefinition): readonly string[] {
  return [...Object.keys(treatments), LEFT_ALONE]
}
