import { type Expression, mentionedNames, type Problem, parse } from '@kindred/language'
import type { DefinitionKind, Definitions } from '../../records/definitions.ts'
import { definitionKey } from './definition-key.ts'
import type { DefinitionText, TextualDefinition } from './definition-texts.ts'
import { mentionedScores } from './mentioned-scores.ts'

/** An expression that was read: a tree, or why there is none. */
export interface ReadText extends DefinitionText {
  readonly expression?: Expression
  /** Where there is none because it has two readings: one of them, see `Parsed`. */
  readonly undecided?: Expression
  readonly problems: readonly Problem[]
}

/** A definition whose expressions were read. */
export interface ReadDefinition extends TextualDefinition {
  readonly read: readonly ReadText[]
  /** Keys of the features, segmentations, segments, models and champions that it mentions. */
  readonly mentions: readonly string[]
}

export function readText(text: DefinitionText): ReadText {
  const parsed = parse(text.text)
  if (parsed.ok) return { ...text, expression: parsed.expression, problems: [] }
  const { problems, undecided } = parsed
  return { ...text, problems, ...(undecided !== undefined && { undecided }) }
}

export function readDefinition(definition: TextualDefinition, among: Definitions): ReadDefinition {
  const read = definition.texts.map(readText)
  return { ...definition, read, mentions: [...new Set(read.flatMap(text => mentionsOf(text, among)))] }
}

/** What an expression stands on, as far as it is defined; a name that is not is left to the check. */
export function mentionsOf({ expression, undecided }: ReadText, among: Definitions): string[] {
  const read = expression ?? undecided
  if (read === undefined) return []
  const { names, segments } = mentionedNames(read)
  const scores = mentionedScores(read)
  const defined = (kind: DefinitionKind, section: object, ids: readonly string[]) =>
    ids.filter(id => Object.hasOwn(section, id)).map(id => definitionKey({ kind, id }))
  return [
    ...defined('feature', among.features, names),
    ...defined('segmentation', among.segmentations, names),
    ...defined('segment', among.segments, segments),
    ...defined('model', among.models, scores),
    ...defined('champion', among.champions, scores),
  ]
}
