import type { z } from 'zod'
import type { DefinitionRef, Definitions, WorkspaceSettings } from '../../records/definitions.ts'
import type { DefinitionProblem } from '../definition-problem.ts'
import { type DefinitionFileContent, definitionFileSchema } from './definition-file-schema.ts'
import type { DefinitionPlaces } from './definition-places.ts'
import { readYaml } from './read-yaml.ts'
import { shapeProblems } from './shape-problems.ts'
import { valueDefinitions } from './value-definitions.ts'
import { withoutBroken, withoutUnknownKeys } from './without-broken.ts'

/** A definition file as it lies on disk. */
export interface DefinitionText {
  /** How the file is called wherever it is spoken of; the same at every apply. */
  readonly name: string
  readonly text: string
}

/** Settings that were written; the others are left to whoever merges. */
export type WrittenSettings = Partial<Omit<WorkspaceSettings, 'sources'>>

/** Everything defined, settings apart. */
export type Sections = Omit<Definitions, 'settings'>

/** What one file defines, shorthands written out, and where each part of it stands. */
export interface DefinitionFile {
  readonly name: string
  readonly settings: WrittenSettings
  readonly sections: Sections
  /** Definitions of the file whose shape is wrong: they are in no section, and what stands on them is broken too. */
  readonly broken: readonly DefinitionRef[]
  readonly places: DefinitionPlaces
}

export interface ReadDefinitionFile {
  /** Absent when nothing can be said of what is in it. With errors, what is left without them. */
  readonly file?: DefinitionFile
  readonly problems: readonly DefinitionProblem[]
}

/**
 * Reads one definition file, YAML or JSON, and checks its shape: keys, kinds of value, names, shares and ranges.
 * Expressions are not looked into; `compileDefinitions` does that once all files are together.
 *
 * @returns What the file defines, and every problem with file, line and column. Nothing of it may be stored when one
 *          of them is an error; what is sound is given all the same, so that its own problems can be told at once.
 *
 * @example
 * readDefinitionFile({ name: 'shop.yaml', text: 'segments: { buyers: did(purchase) }' }).file?.sections.segments
 * // { buyers: { when: 'did(purchase)' } }
 */
export function readDefinitionFile({ name, text }: DefinitionText): ReadDefinitionFile {
  const { content, places, problems } = readYaml(name, text)
  if (content === undefined) return { problems }
  const parsed = definitionFileSchema.safeParse(content)
  if (parsed.success) return fileOf(parsed.data, { name, places, broken: [] }, problems)
  const told = [...problems, ...shapeProblems(parsed.error, content, places)]
  const { data, broken } = soundPart(content, parsed.error)
  return data === undefined ? { problems: told } : fileOf(data, { name, places, broken }, told)
}

/** A definition with a key too many is read without it, so that its texts are looked into at once; others are left out. */
function soundPart(
  content: unknown,
  error: z.core.$ZodError,
): Pick<DefinitionFile, 'broken'> & { readonly data?: DefinitionFileContent | undefined } {
  const known = withoutUnknownKeys(content, error)
  const parsed = definitionFileSchema.safeParse(known)
  if (parsed.success) return { data: parsed.data, broken: [] }
  const rest = withoutBroken(known, parsed.error)
  return { data: definitionFileSchema.safeParse(rest?.content).data, broken: rest?.broken ?? [] }
}

function fileOf(
  content: DefinitionFileContent,
  about: Pick<DefinitionFile, 'name' | 'places' | 'broken'>,
  problems: readonly DefinitionProblem[],
): ReadDefinitionFile {
  const {
    $schema: _,
    workspace,
    timezone,
    currency,
    week_starts: weekStart,
    value,
    values,
    ...written
  } = content
  const settings: WrittenSettings = {
    ...(workspace !== undefined && { workspace }),
    ...(timezone !== undefined && { timezone }),
    ...(currency !== undefined && { currency }),
    ...(weekStart !== undefined && { weekStart }),
    ...(value !== undefined && { value }),
  }
  const made = valueDefinitions(values ?? {}, written, about.places)
  const sections = { ...noDefinitions, ...written, ...made.sections }
  return { file: { ...about, settings, sections }, problems: [...problems, ...made.problems] }
}

export const noDefinitions: Sections = {
  attributes: {},
  events: {},
  features: {},
  segments: {},
  segmentations: {},
  lists: {},
  places: {},
  models: {},
  champions: {},
  channels: {},
  offers: {},
}
