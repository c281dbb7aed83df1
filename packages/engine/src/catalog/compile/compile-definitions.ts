import { type Checked, check, type Problem } from '@kindred/language'
import type { DefinitionRef, Definitions } from '../../records/definitions.ts'
import { defaultValue } from '../default-value.ts'
import { definitionProblem } from '../definition-problem.ts'
import type { DefinitionPlaces } from '../files/definition-places.ts'
import { definitionKinds, nameOfDefinition, sections } from '../path-words.ts'
import type { CompiledDefinitions } from './compiled-definitions.ts'
import { CompiledSoFar } from './compiled-so-far.ts'
import { definitionKey, refOfKey } from './definition-key.ts'
import { DefinitionReferences } from './definition-references.ts'
import { textualDefinitions, valueText } from './definition-texts.ts'
import { nameProblems } from './name-problems.ts'
import { NotedProblems, VALUE } from './noted-problems.ts'
import { ProblemPlaces } from './problem-places.ts'
import {
  mentionsOf,
  type ReadDefinition,
  type ReadText,
  readDefinition,
  readText,
} from './read-definition.ts'
import { cycles, topologicalOrder } from './reference-graph.ts'

export type * from './compiled-definitions.ts'

/**
 * Finds out what definitions mean: reads every expression, puts them in the order of their references, and checks
 * each with what it stands on. A definition that is wrong is broken alone, and what stands on it says so; everything
 * else is sound and can be evaluated.
 *
 * @param files - Where the definitions stand, as far as their files are at hand: then problems name file, line and
 *                column; else the definition and the place in its text.
 *
 * @example
 * const { segments, problems } = compileDefinitions(definitions)
 * segments.get('vip')?.when   // the checked condition, unless it is broken
 */
export function compileDefinitions(
  definitions: Definitions,
  files: Iterable<DefinitionPlaces> = [],
): CompiledDefinitions {
  return new Compilation(definitions, new ProblemPlaces(definitions, files)).run()
}

class Compilation {
  readonly #definitions: Definitions
  readonly #places: ProblemPlaces
  readonly #compiled: CompiledSoFar
  readonly #problems = new NotedProblems()
  readonly #references = new DefinitionReferences()

  constructor(definitions: Definitions, places: ProblemPlaces) {
    this.#definitions = definitions
    this.#places = places
    this.#compiled = new CompiledSoFar(definitions)
  }

  run(): CompiledDefinitions {
    const read = textualDefinitions(this.#definitions).map(each => readDefinition(each, this.#definitions))
    const byKey = new Map(read.map(each => [definitionKey(each.ref), each]))
    const mentions = new Map([...byKey].map(([key, each]) => [key, each.mentions]))
    for (const { definition, problem } of nameProblems(this.#definitions, this.#places))
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
    const broken = mentions.filter(each => this.#compiled.isBroken(each))
    if (broken.length > 0 && !isCircular) {
      const given = {
        what: nameOfDefinition(ref),
        others: broken.map(each => nameOfDefinition(refOfKey(each))),
      }
      this.#problems.note(key, [definitionProblem('stands_on_broken', given, this.#placeOf(ref))])
    }
    const trees = read.map(text => this.#check(text, ref, broken))
    this.#references.note(key, mentions, trees)
    const isSound = !this.#problems.hasErrors(key)
    this.#compiled.keep(ref, isSound ? trees : trees.map(() => undefined), this.#problems.of(key))
  }

  #check(text: ReadText, ref: DefinitionRef | undefined, broken: readonly string[]): Checked | undefined {
    const key = ref === undefined ? VALUE : definitionKey(ref)
    const place = (problems: readonly Problem[]) =>
      problems.map(each => this.#places.inText(each, ref, text.path))
    if (text.expression === undefined) {
      this.#problems.note(key, place(text.problems))
      return undefined
    }
    const { checked, problems } = check(text.expression, this.#compiled.vocabulary, text.want)
    const names = broken.map(each => refOfKey(each).id)
    this.#problems.note(key, place(problems.filter(problem => !isAboutBroken(problem, text.text, names))))
    return checked
  }

  /** The value of a customer, as the settings say or as it goes without saying. */
  #value(): Checked | undefined {
    const { settings, events } = this.#definitions
    const text = settings.value ?? defaultValue(events)
    if (text === undefined) return undefined
    const read = readText(valueText(text))
    const broken = mentionsOf(read, this.#definitions).filter(each => this.#compiled.isBroken(each))
    if (broken.length > 0) {
      const given = { what: "'value'", others: broken.map(each => nameOfDefinition(refOfKey(each))) }
      this.#problems.note(VALUE, [
        definitionProblem('stands_on_broken', given, this.#places.setting('value')),
      ])
    }
    const checked = this.#check(read, undefined, broken)
    return this.#problems.hasErrors(VALUE) ? undefined : checked
  }

  #placeOf(ref: DefinitionRef) {
    return this.#places.key(ref, [sections[ref.kind], ref.id])
  }

  #result(order: readonly string[], value: Checked | undefined): CompiledDefinitions {
    const { vocabulary, features, segments, segmentations } = this.#compiled
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
      ...(value && { value }),
      problems: [...keys, VALUE].flatMap(key => this.#problems.of(key)),
      dependencies: (of, reach) => references.dependencies(of, reach),
      dependants: (of, reach) => references.dependants(of, reach),
      readsOf: of => references.readsOf(of),
    }
  }
}

/** That a name is not known, where it is the name of something broken: that has been said, and better. */
function isAboutBroken({ code, span }: Problem, text: string, names: readonly string[]): boolean {
  if (code !== 'unknown_name' && code !== 'unknown_segment') return false
  const line = text.split(/\r\n|\n|\r/)[span.line - 1] ?? ''
  const given = [...line].slice(span.column - 1, span.column - 1 + span.length).join('')
  return names.some(name => new RegExp(`\\b${name}\\b`).test(given))
}
