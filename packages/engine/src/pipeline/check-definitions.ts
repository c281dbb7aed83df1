import { type CompiledDefinitions, compileDefinitions } from '../catalog/compile/compile-definitions.ts'
import { type DefinitionProblem, definitionProblem, hasErrors } from '../catalog/definition-problem.ts'
import {
  type DefinitionChange,
  type DefinitionsDifference,
  differenceOfDefinitions,
} from '../catalog/difference/difference-of-definitions.ts'
import {
  type DefinitionFile,
  type DefinitionText,
  readDefinitionFile,
  type WrittenSettings,
} from '../catalog/files/read-definition-file.ts'
import { mergeDefinitions, type TakenOver } from '../catalog/merge-definitions.ts'
import { nameOfDefinition, sections } from '../catalog/path-words.ts'
import type { Catalog } from '../ports/catalog.ts'
import { championFormulas } from './champion-formulas.ts'
import { type CurrentDefinitions, currentDefinitions } from './current-definitions.ts'

/** Definition files that are to be checked, planned or applied. */
export interface DefinitionsRequest {
  readonly files: readonly DefinitionText[]
  /** Whether these are all there is: then what came from a file before and is not in them is gone. */
  readonly complete: boolean
  /** Settings of the workspace's configuration, which hold where no definition file speaks. */
  readonly defaults?: { readonly file: string; readonly settings: WrittenSettings }
}

/** What the files mean together with what is stored. */
export interface CheckedDefinitions extends DefinitionsDifference {
  /** What is stored now; absent before the first apply. */
  readonly current?: CurrentDefinitions
  /** What would be stored; only when no problem is an error. */
  readonly compiled: CompiledDefinitions
  /** Every problem: of the files, of how they fit together, of what they mean. */
  readonly problems: readonly DefinitionProblem[]
  /** Definitions that came from another file until now. */
  readonly takenOver: readonly TakenOver[]
}

/**
 * Reads definition files, merges them with what is stored, and compiles the whole: every problem at once. Changes
 * nothing.
 *
 * @example
 * const { problems, changes } = await checkDefinitions(catalog, { files: [{ name, text }], complete: false })
 */
export async function checkDefinitions(
  catalog: Catalog,
  request: DefinitionsRequest,
): Promise<CheckedDefinitions> {
  const current = await currentDefinitions(catalog)
  const read = request.files.map(readDefinitionFile)
  const files = read.flatMap(({ file }) => file ?? [])
  const reading = [...noFiles(request), ...read.flatMap(({ problems }) => problems)]
  const merged = mergeDefinitions({ ...request, files, current: current?.definitions })
  const broken = files.flatMap(file => file.broken)
  const places = files.map(file => file.places)
  const fitted = await championFormulas(catalog, merged.definitions)
  const compiled = compileDefinitions(merged.definitions, places, broken, fitted)
  const difference = differenceOfDefinitions(current?.compiled, compiled)
  const known = new Set(broken.map(nameOfDefinition))
  // A definition of the wrong shape is not gone: it is wrong.
  const changes = difference.changes.filter(({ definition }) => !known.has(nameOfDefinition(definition)))
  // Of a file that cannot be read at all nothing is known, so that what stands on it, or differs, cannot be judged.
  const isWhole = files.length === read.length
  const meaning = isWhole ? [...compiled.problems, ...changedTypes(changes, files)] : []
  return {
    ...(current && { current }),
    compiled,
    problems: [...reading, ...merged.problems, ...meaning],
    takenOver: merged.takenOver,
    settings: isWhole ? difference.settings : [],
    changes: isWhole ? changes : [],
  }
}

/** Whether it may be stored. */
export function isStorable({ problems }: CheckedDefinitions): boolean {
  return !hasErrors(problems)
}

/** A wrong folder or a wrong list of files is likelier than the wish to have nothing. */
function noFiles({ files, complete }: DefinitionsRequest): DefinitionProblem[] {
  return complete && files.length === 0 ? [definitionProblem('no_files', {}, {})] : []
}

/** Values that are stored as one type cannot be read as another. */
function changedTypes(
  changes: readonly DefinitionChange[],
  files: readonly DefinitionFile[],
): DefinitionProblem[] {
  return changes.flatMap(({ definition, parts, file }) =>
    parts
      .filter(
        ({ path, before, after }) => path.at(-1) === 'type' && before !== undefined && after !== undefined,
      )
      .map(({ path, before, after }) => {
        const property = path[0] === 'properties' ? `property '${String(path[1])}' of the ` : ''
        const given = {
          what: `The ${property}${nameOfDefinition(definition)}`,
          before: String(before),
          after: String(after),
        }
        const span = files
          .find(({ name }) => name === file)
          ?.places.value([sections[definition.kind], definition.id, ...path])
        const place = { definition, ...(file !== undefined && { file }), ...(span && { span }) }
        return definitionProblem('type_changed', given, place)
      }),
  )
}
