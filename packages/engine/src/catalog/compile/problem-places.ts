import type { Problem } from '@kindred/language'
import type { DefinitionRef, Definitions } from '../../records/definitions.ts'
import type { DefinitionProblem, ProblemPlace } from '../definition-problem.ts'
import type { DefinitionPath, DefinitionPlaces } from '../files/definition-places.ts'
import { fieldAt, sections } from '../path-words.ts'

/** Tells where a problem of a definition stands: in its file as far as the file is at hand, else in its text. */
export class ProblemPlaces {
  readonly #definitions: Definitions
  readonly #files: ReadonlyMap<string, DefinitionPlaces>

  constructor(definitions: Definitions, files: Iterable<DefinitionPlaces>) {
    this.#definitions = definitions
    this.#files = new Map([...files].map(places => [places.file, places]))
  }

  /** The key that leads to the path. */
  key(definition: DefinitionRef, path: DefinitionPath): ProblemPlace {
    const file = this.#fileOf(definition)
    const span = file === undefined ? undefined : this.#files.get(file)?.key(path)
    return { definition, ...(file !== undefined && { file }), ...(span && { span }) }
  }

  setting(name: 'value'): ProblemPlace {
    const file = this.#fileOf(undefined)
    const span = file === undefined ? undefined : this.#files.get(file)?.value([name])
    return { field: name, ...(file !== undefined && { file }), ...(span && { span }) }
  }

  /** A problem of the language in one expression, placed. */
  inText(problem: Problem, definition: DefinitionRef | undefined, path: DefinitionPath): DefinitionProblem {
    const { code, severity, says, remedy } = problem
    const whose = { ...(definition && { definition }), field: fieldAt(path) }
    const file = this.#fileOf(definition)
    const places = file === undefined ? undefined : this.#files.get(file)
    const span = places?.inText(path, problem.span)
    // Of a file that is not at hand only the text is known: the place is one within the text.
    if (places === undefined || span === undefined)
      return { code, severity, says, remedy, ...whose, span: problem.span }
    return { code, severity, says, remedy, ...whose, file: places.file, span }
  }

  #fileOf(definition: DefinitionRef | undefined): string | undefined {
    if (definition === undefined) return this.#definitions.settings.sources?.value
    return this.#definitions[sections[definition.kind]][definition.id]?.source
  }
}
