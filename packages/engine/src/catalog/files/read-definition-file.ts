import type { Definitions, WorkspaceSettings } from '../../records/definitions.ts'
import { type DefinitionProblem, hasErrors } from '../definition-problem.ts'
import { definitionFileSchema } from './definition-file-schema.ts'
import type { DefinitionPlaces } from './definition-places.ts'
import { readYaml } from './read-yaml.ts'
import { shapeProblems } from './shape-problems.ts'

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
  readonly places: DefinitionPlaces
}

export interface ReadDefinitionFile {
  /** Absent when there are errors. */
  readonly file?: DefinitionFile
  readonly problems: readonly DefinitionProblem[]
}

/**
 * Reads one definition file, YAML or JSON, and checks its shape: keys, kinds of value, names, shares and ranges.
 * Expressions are not looked into; `compileDefinitions` does that once all files are together.
 *
 * @returns The file when its shape is right, and every problem with file, line and column (warnings beside a file).
 *
 * @example
 * readDefinitionFile({ name: 'shop.yaml', text: 'segments: { buyers: did(purchase) }' }).file?.sections.segments
 * // { buyers: { when: 'did(purchase)' } }
 */
export function readDefinitionFile({ name, text }: DefinitionText): ReadDefinitionFile {
  const { content, places, problems } = readYaml(name, text)
  if (content === undefined) return { problems }
  const parsed = definitionFileSchema.safeParse(content)
  if (!parsed.success) return { problems: [...problems, ...shapeProblems(parsed.error, content, places)] }
  if (hasErrors(problems)) return { problems }
  const {
    $schema: _,
    workspace,
    timezone,
    currency,
    week_starts: weekStart,
    value,
    ...sections
  } = parsed.data
  const settings: WrittenSettings = {
    ...(workspace !== undefined && { workspace }),
    ...(timezone !== undefined && { timezone }),
    ...(currency !== undefined && { currency }),
    ...(weekStart !== undefined && { weekStart }),
    ...(value !== undefined && { value }),
  }
  return { file: { name, settings, sections: { ...noDefinitions, ...sections }, places }, problems }
}

export const noDefinitions: Sections = {
  attributes: {},
  events: {},
  features: {},
  segments: {},
  segmentations: {},
  lists: {},
  places: {},
}
