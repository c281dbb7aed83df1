import type { DefinitionKind, DefinitionRef, Definitions, Described } from '../records/definitions.ts'
import { type DefinitionProblem, definitionProblem } from './definition-problem.ts'
import type { DefinitionFile, Sections, WrittenSettings } from './files/read-definition-file.ts'
import { noDefinitions } from './files/read-definition-file.ts'
import { mergeSettings } from './merge-settings.ts'
import { definitionKinds, sections } from './path-words.ts'

export interface MergeRequest {
  /** What is stored now; absent before the first apply. */
  readonly current: Definitions | undefined
  readonly files: readonly DefinitionFile[]
  /** Whether these files are all there is: then what came from a file before and is not in them is gone. */
  readonly complete: boolean
  /** Settings for which no file speaks, and where they stand: the workspace's configuration. */
  readonly defaults?: { readonly file: string; readonly settings: WrittenSettings }
}

export interface MergedDefinitions {
  readonly definitions: Definitions
  readonly problems: readonly DefinitionProblem[]
  /** Definitions that came from another file until now. */
  readonly takenOver: readonly TakenOver[]
}

export interface TakenOver {
  readonly definition: DefinitionRef
  readonly from: string
  readonly to: string
}

/**
 * What the workspace defines once these files are applied. Every definition remembers its file, so applying a file
 * again replaces what came from it, and nothing else; what an import declared stays until a file declares it.
 *
 * @example
 * const { definitions, problems } = mergeDefinitions({ current, files: [file], complete: false })
 */
export function mergeDefinitions(request: MergeRequest): MergedDefinitions {
  const settings = mergeSettings(request)
  const merged = definitionKinds.map(kind => ({ kind, ...mergeSection(request, kind) }))
  const content = Object.fromEntries(merged.map(({ kind, content }) => [sections[kind], content]))
  return {
    // Each section holds the very definitions of that section, of files or of what is stored.
    definitions: withoutOrphans({
      settings: settings.settings,
      ...noDefinitions,
      ...(content as Partial<Sections>),
    }),
    problems: [...settings.problems, ...merged.flatMap(({ problems }) => problems)],
    takenOver: merged.flatMap(({ takenOver }) => takenOver),
  }
}

/** A champion that promoting wrote goes with its model; what a file says of a model that is not there is a mistake. */
function withoutOrphans(definitions: Definitions): Definitions {
  const { models, champions } = definitions
  const kept = Object.entries(champions).filter(
    ([id, { source }]) => Object.hasOwn(models, id) || !isPromoted(source),
  )
  return { ...definitions, champions: Object.fromEntries(kept) }
}

interface MergedSection {
  readonly content: Record<string, Described>
  readonly problems: DefinitionProblem[]
  readonly takenOver: TakenOver[]
}

function mergeSection(request: MergeRequest, kind: DefinitionKind): MergedSection {
  const { applied, problems } = collect(request.files, kind)
  const content: Record<string, Described> = {}
  const takenOver: TakenOver[] = []
  // In the order of what is stored, so that a list keeps its order when one file is applied again.
  for (const [id, definition] of Object.entries(request.current?.[sections[kind]] ?? {})) {
    const next = applied.get(id)
    if (next === undefined && stays(definition, request)) content[id] = definition
    if (next === undefined) continue
    content[id] = next
    if (isTakenOver(definition, next, request))
      takenOver.push({ definition: { kind, id }, from: definition.source ?? '', to: next.source ?? '' })
  }
  for (const [id, definition] of applied) content[id] = definition
  return { content, problems, takenOver }
}

/** Everything of one kind that the files define; the first of two under one name counts, the second is a problem. */
function collect(files: readonly DefinitionFile[], kind: DefinitionKind) {
  const applied = new Map<string, Described>()
  const problems: DefinitionProblem[] = []
  for (const { name, sections: content, places } of files) {
    for (const [id, definition] of Object.entries(content[sections[kind]])) {
      const first = applied.get(id)?.source
      if (first === undefined) applied.set(id, { ...definition, source: name })
      else {
        const span = places.key([sections[kind], id])
        const place = { definition: { kind, id }, file: name, ...(span && { span }) }
        problems.push(definitionProblem('defined_twice', { what: `${kind} '${id}'`, first }, place))
      }
    }
  }
  return { applied, problems }
}

function stays({ source }: Described, { complete, files }: MergeRequest): boolean {
  if (source === undefined || source === IMPORTED) return true
  if (isDiscovered(source) || isPromoted(source) || isEdited(source) || isMadeOf(source))
    return !files.some(({ name }) => name === source)
  return !complete && !files.some(({ name }) => name === source)
}

/** Under a complete apply definitions may stand wherever they like: a move is no surprise there. */
function isTakenOver(before: Described, after: Described, { complete, files }: MergeRequest): boolean {
  if (complete || before.source === undefined || before.source === IMPORTED) return false
  // A discovery never replaces what a file says; a file may take over what was discovered.
  if (isDiscovered(before.source) && !isDiscovered(after.source)) return false
  if (isPromoted(before.source) && !isPromoted(after.source)) return false
  if (isMadeOf(before.source) && !isMadeOf(after.source)) return false
  return before.source !== after.source && !files.some(({ name }) => name === before.source)
}

/**
 * The source of what a discovery was published as: no file, so that it stays until a file declares it, and is replaced
 * when it is published again.
 */
export function discoveredSource(segmentation: string): string {
  return `${DISCOVERY}${segmentation}`
}

const DISCOVERY = 'discovery '

/** Whether a definition comes from a discovery. */
export function isDiscovered(source: string | undefined): boolean {
  return source?.startsWith(DISCOVERY) ?? false
}

/** Begins the source of what was written by hand over the API: no file, so that it stays until a file declares it. */
const EDITED = 'console:'

function isEdited(source: string | undefined): boolean {
  return source?.startsWith(EDITED) ?? false
}

/** The source of a champion that promoting wrote: no file, replaced by the next promotion. */
export function promotedSource(model: string): string {
  return `${CHAMPION}${model}`
}

const CHAMPION = 'champion:'

/** Whether a definition was written by promoting a version of a model. */
export function isPromoted(source: string | undefined): boolean {
  return source?.startsWith(CHAMPION) ?? false
}

/**
 * The source of what was made of a model: its four groups, those most like a segment. No file, so that it stays until a
 * file declares it, and is replaced when it is made again.
 */
export function sourceOfModel(model: string): string {
  return `${MADE}${model}`
}

const MADE = 'model:'

function isMadeOf(source: string | undefined): boolean {
  return source?.startsWith(MADE) ?? false
}

/** The source of what an import declared. */
export const IMPORTED = 'import'
