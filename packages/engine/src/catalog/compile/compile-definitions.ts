import { type Checked, check, type Problem } from '@kindred/language'
import type { DefinitionRef, Definitions } from '../../records/definitions.ts'
import type { FittedScorer } from '../../records/fitted-model.ts'
import { defaultValue } from '../default-value.ts'
import { type DefinitionProblem, definitionProblem, type ProblemPlace } from '../definition-problem.ts'
import type { DefinitionPlaces } from '../files/definition-places.ts'
import { definitionKinds, nameOfDefinition, sections } from '../path-words.ts'
import { championProblems } from './champion-problems.ts'
import { type CheckedTargetText, checkTargetText } from './check-target-text.ts'
import type { CompiledDefinitions } from './compiled-definitions.ts'
import { CompiledSoFar } from './compiled-so-far.ts'
import { definitionKey, refOfKey } from './definition-key.ts'
import { DefinitionReferences } from './definition-references.ts'
import { textualDefinitions, valueText } from './definition-texts.ts'
import { identityProblems } from './identity-problems.ts'
import { nameProblems } from './name-problems.ts'
import { NotedProblems, VALUE } from './noted-problems.ts'
import { offerProblems } from './offer-problems.ts'
import { ProblemPlaces } from './problem-places.ts'
import {
  mentionsOf,
  type ReadDefinition,
  type ReadText,
  readDefinition,
  readText,
} from './read-definition.ts'
import { cycles, topologicalOrder } from './reference-graph.ts'
import { treatmentProblems } from './treatment-problems.ts'

export type * from './compiled-definitions.ts'

/**
 * Finds out what definitions mean: reads every expression, puts them in the order of their references, and checks
 * each with what it stands on. A definition that is wrong is broken alone, and what stands on it says so; everything
 * else is sound and can be evaluated.
 *
 * @param files - Where the definitions stand, as far as their files are at hand: then problems name file, line and
 *                column; else the definition and the place in its text.
 * @param broken - Definitions that cannot be among the others because their shape is wrong; that has been told, so
 *                 what stands on them is broken without further words.
 * @param fitted - The formulas of the champions.
 *
 * @example
 * const { segments, problems } = compileDefinitions(definitions)
 * segments.get('vip')?.when   // the checked condition, unless it is broken
 */
export function compileDefinitions(
  definitions: Definitions,
  files: Iterable<DefinitionPlaces> = [],
  broken: readonly DefinitionRef[] = [],
  fitted: Iterable<FittedScorer> = [],
): CompiledDefinitions {
  const places = new ProblemPlaces(definitions, files)
  const formulas = new Map([...fitted].map(formula => [formula.id, formula]))
  return new Compilation(definitions, places, broken, formulas).run()
}

interface Checks {
  readonly trees: (Checked | undefined)[]
  /** How far each of them looks ahead, in milliseconds; undefined: it does not. */
  readonly aheads: readonly (number | undefined)[]
  readonly problems: DefinitionProblem[]
  readonly standsOn: DefinitionRef[]
}

class Compilation {
  readonly #definitions: Definitions
  readonly #places: ProblemPlaces
  readonly #compiled: CompiledSoFar
  readonly #problems = new NotedProblems()
  readonly #references = new DefinitionReferences()
  readonly #shapeless: readonly DefinitionRef[]
  readonly #fitted: ReadonlyMap<string, FittedScorer>

  constructor(
    definitions: Definitions,
    places: ProblemPlaces,
    shapeless: readonly DefinitionRef[],
    fitted: ReadonlyMap<string, FittedScorer>,
  ) {
    this.#shapeless = shapeless
    this.#fitted = fitted
    this.#definitions = definitions
    this.#places = places
    this.#compiled = new CompiledSoFar(definitions, fitted)
  }

  run(): CompiledDefinitions {
    const read = textualDefinitions(this.#definitions, this.#fitted).map(each =>
      readDefinition(each, this.#definitions),
    )
    const byKey = new Map(read.map(each => [definitionKey(each.ref), each]))
    const mentions = new Map([...byKey].map(([key, each]) => [key, each.mentions]))
    const inNames = nameProblems(this.#definitions, this.#places)
    const inChampions = championProblems(this.#definitions, this.#fitted, this.#places)
    const inOffers = offerProblems(this.#definitions, this.#places, this.#shapeless)
    const inIdentities = identityProblems(this.#definitions, this.#places)
    for (const { definition, problem } of [...inNames, ...inIdentities, ...inOffers, ...inChampions])
      this.#problems.note(definitionKey(definition), [problem])
    const circles = cycles(mentions)
    for (const [key, path] of circles) this.#noteCycle(key, path)
    const order = topologicalOrder(mentions)
    for (const key of order) this.#compile(byKey.get(key), circles.has(key))
    return this.#result(order, this.#value())
  }

  #noteCycle(key: string, path: readonly string[]): void {
    const ref = refOfKey(key)
    const words = path.map(each => nameOfDefinition(refOfKey(each)))
    this.#problems.note(key, [definitionProblem('cycle', { path: words }, this.#placeOf(ref))])
  }

  #compile(definition: ReadDefinition | undefined, isCircular: boolean): void {
    if (definition === undefined) return
    const { ref, read, mentions } = definition
    const key = definitionKey(ref)
    const checks = this.#check(read, ref, mentions)
    if (!isCircular) this.#noteBroken(key, nameOfDefinition(ref), checks.standsOn, this.#placeOf(ref))
    this.#problems.note(key, checks.problems)
    if (ref.kind === 'model') this.#problems.note(key, this.#treatmentProblems(ref.id, read, checks))
    this.#references.note(key, mentions, checks.trees)
    const isSound = !this.#problems.hasErrors(key)
    const trees = isSound ? checks.trees : checks.trees.map(() => undefined)
    this.#compiled.keep(ref, { read, trees, aheads: checks.aheads }, this.#problems.of(key))
  }

  #treatmentProblems(id: string, read: readonly ReadText[], checks: Checks): DefinitionProblem[] {
    const texts = read.map(({ path }, at) => ({ path, is: checks.trees[at], ahead: checks.aheads[at] }))
    return treatmentProblems(id, texts, this.#places)
  }

  #noteBroken(key: string, what: string, standsOn: readonly DefinitionRef[], place: ProblemPlace): void {
    const others = [...new Set(standsOn.map(nameOfDefinition))]
    if (others.length > 0)
      this.#problems.note(key, [definitionProblem('stands_on_broken', { what, others }, place)])
  }

  /** Its own problems only: that a broken definition is not known goes without saying. */
  #check(read: readonly ReadText[], ref: DefinitionRef | undefined, mentions: readonly string[]): Checks {
    const standsOn = mentions.filter(key => this.#compiled.isBroken(key)).map(refOfKey)
    const broken = [...standsOn, ...this.#shapeless]
    const problems: DefinitionProblem[] = []
    const aheads: (number | undefined)[] = []
    const trees = read.map(text => {
      const found = this.#checkText(text)
      aheads.push(found.ahead)
      for (const problem of found.problems) {
        const about = broken.find(each => isAbout(problem, text.text, each))
        if (about === undefined) problems.push(this.#places.inText(problem, ref, text.path))
        else standsOn.push(about)
      }
      return found.checked
    })
    return { trees, aheads, problems, standsOn }
  }

  #checkText({ expression, undecided, problems, text, want, isTarget }: ReadText): CheckedTargetText {
    const { vocabulary } = this.#compiled
    if (expression === undefined && undecided !== undefined)
      return { problems: [...problems, ...check(undecided, vocabulary, want).problems] }
    if (expression === undefined) return { problems }
    return isTarget
      ? checkTargetText(text, expression, vocabulary, want)
      : check(expression, vocabulary, want)
  }

  /** The value of a customer, as the settings say or as it goes without saying. */
  #value(): Checked | undefined {
    const { settings, events } = this.#definitions
    const text = settings.value ?? defaultValue(events)
    if (text === undefined) return undefined
    const read = readText(valueText(text))
    const checks = this.#check([read], undefined, mentionsOf(read, this.#definitions))
    this.#noteBroken(VALUE, "'value'", checks.standsOn, this.#places.setting('value'))
    this.#problems.note(VALUE, checks.problems)
    return this.#problems.hasErrors(VALUE) ? undefined : checks.trees[0]
  }

  #placeOf(ref: DefinitionRef) {
    return this.#places.key(ref, [sections[ref.kind], ref.id])
  }

  #result(order: readonly string[], value: Checked | undefined): CompiledDefinitions {
    const { vocabulary, features, segments, segmentations, models } = this.#compiled
    const keys = definitionKinds.flatMap(kind =>
      Object.keys(this.#definitions[sections[kind]]).map(id => definitionKey({ kind, id })),
    )
    const references = this.#references
    return {
      definitions: this.#definitions,
      vocabulary,
      order: order.map(refOfKey),
      features,
      segments,
      segmentations,
      models,
      fitted: this.#fitted,
      ...(value && { value }),
      problems: [...keys, VALUE].flatMap(key => this.#problems.of(key)),
      dependencies: (of, reach) => references.dependencies(of, reach),
      dependants: (of, reach) => references.dependants(of, reach),
      readsOf: of => references.readsOf(of),
    }
  }
}

/** Whether a problem is that a name is not known which is the name of something broken: that is better said otherwise. */
function isAbout({ code, span }: Problem, text: string, { id }: DefinitionRef): boolean {
  const isOfName = code.startsWith('unknown_') && code !== 'unknown_function'
  if (!isOfName && code !== 'function_without_brackets') return false
  const line = text.split(/\r\n|\n|\r/)[span.line - 1] ?? ''
  const given = [...line].slice(span.column - 1, span.column - 1 + span.length).join('')
  return new RegExp(`\\b${id}\\b`).test(given)
}
