import { compileDefinitions } from '../catalog/compile/compile-definitions.ts'
import { describeProblem } from '../catalog/definition-problem.ts'
import type { WrittenSettings } from '../catalog/files/read-definition-file.ts'
import { type CheckedMappingFile, checkMapping, type ImportDeclarations } from '../imports/check-mapping.ts'
import type { CheckedMapping } from '../imports/checked-mapping.ts'
import type { DetectedShape } from '../imports/detect-shape.ts'
import { type DraftOptions, draftMapping, type MappingDraft } from '../imports/draft-mapping.ts'
import { ImportError } from '../imports/errors/import-errors.ts'
import { type ImportProblem, importProblem } from '../imports/errors/import-problems.ts'
import { type MappingFile, readMappingFile } from '../imports/mapping-file.ts'
import { printMapping } from '../imports/print-mapping.ts'
import type { ReadingHints } from '../imports/source-shape.ts'
import type { SourceFile, SourceFiles } from '../ports/source-file.ts'
import type { Definitions } from '../records/definitions.ts'
import { withImported } from './declare-imported.ts'
import type { EnginePorts } from './engine-ports.ts'

export interface ImportPorts extends EnginePorts {
  readonly files: SourceFiles
}

/** What a person asks for. */
export interface ImportRequest {
  /** Unique; the one who asks makes it up: letters, digits, `-` and `_`. */
  readonly id: string
  /** Needed where the mapping does not say it. */
  readonly kind?: 'customers' | 'events'
  readonly path: string
  /** The name to show and to note; default: that of the path. */
  readonly name?: string
  /** Text of a mapping file; absent: drafted from the columns and what follows. */
  readonly mapping?: string
  /** Columns (or expressions) named instead of in a mapping, or in its place. */
  readonly customer?: string
  readonly at?: string
  readonly event?: string
  readonly eventId?: string
  readonly declare: boolean
  readonly dryRun: boolean
  readonly reading: ReadingHints
  /** Default: beside the file. */
  readonly setAsideFolder?: string
  /** Settings of the configuration, where no definition file speaks. */
  readonly settings: WrittenSettings
  readonly author: string
}

/** What is to be done, checked; nothing has changed yet. */
export interface PlannedImport {
  readonly kind: 'customers' | 'events'
  readonly file: SourceFile
  readonly detected: DetectedShape
  readonly mapping: CheckedMapping
  /** As text that can be saved and edited. */
  readonly mappingText: string
  readonly declares: ImportDeclarations
  /** Events that were declared before. */
  readonly knownEvents: readonly string[]
  readonly timezone: string
  /** Warnings; of a dry run also what would refuse the import. */
  readonly problems: readonly ImportProblem[]
}

/**
 * Looks at the file and checks the mapping against it and the definitions.
 *
 * @throws ImportError `import_has_problems` with all of them; what is wrong with the file itself by its own code.
 */
export async function planImport(ports: ImportPorts, request: ImportRequest): Promise<PlannedImport> {
  const file = await ports.files.open(request.path)
  const detected = await ports.files.detect(file, { ...request.reading, named: namedIn(request) })
  const current = (await ports.catalog.definitions.current())?.definitions
  const { settings } = withImported(current, { declares: nothingDeclared, settings: request.settings })
  const source = { detected, current, timezone: settings.timezone }
  const { kind, text, read, problems } = mappingOf(request, source)
  refuse(problems)
  const checked = check(read, kind, request, source)
  const would = request.dryRun ? check(read, kind, { ...request, declare: true }, source) : checked
  const taken = takenNames(
    withImported(current, { declares: would.declares, settings: request.settings }),
    would,
  )
  refuse([...would.problems, ...taken])
  if (would.mapping === undefined) throw new RangeError('a mapping without problems is there')
  return {
    kind,
    file: request.name === undefined ? file : { ...file, name: request.name },
    detected,
    mapping: would.mapping,
    mappingText: text,
    declares: would.declares,
    knownEvents: Object.keys(current?.events ?? {}),
    timezone: settings.timezone,
    problems: checked.problems,
  }
}

/** What stands for the customer, the instant and the event's id, as far as it may be a column. */
function namedIn({ mapping, customer, at, eventId }: ImportRequest): string[] {
  const read: Partial<MappingFile> = mapping === undefined ? {} : readMappingFile(mapping).file
  return [customer ?? read.customer, at ?? read.at, eventId ?? read.id].filter(
    name => typeof name === 'string',
  )
}

const nothingDeclared: ImportDeclarations = { attributes: {}, events: {} }

interface ImportSource {
  readonly detected: DetectedShape
  readonly current: Definitions | undefined
  readonly timezone: string
}

interface ReadMapping {
  readonly kind: 'customers' | 'events'
  readonly text: string
  readonly read: MappingFile
  readonly problems: readonly ImportProblem[]
}

/** The mapping that is given, with what else was said, or one drafted from that. */
function mappingOf(request: ImportRequest, source: ImportSource): ReadMapping {
  const text = request.mapping
  if (text === undefined) return draftedMapping(request, source)
  const { file, problems } = readMappingFile(text)
  const { customer, at, event, eventId } = request
  const given = { customer, at, event, id: eventId }
  const said = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
  const kind = request.kind ?? file.kind
  const unclear = kind === undefined ? [kindMissing()] : []
  return { kind: kind ?? 'events', text, read: { ...file, ...said }, problems: [...problems, ...unclear] }
}

function draftedMapping(request: ImportRequest, { detected, current, timezone }: ImportSource): ReadMapping {
  const { columns } = detected.shape
  const kind = request.kind ?? 'events'
  const { customer, at, event, eventId, declare } = request
  const options: DraftOptions = {
    kind,
    declare,
    ...(customer !== undefined && { customer }),
    ...(at !== undefined && { at }),
    ...(event !== undefined && { event }),
    ...(eventId !== undefined && { eventId }),
  }
  const scope = { columns, attributes: current?.attributes ?? {}, events: current?.events ?? {}, timezone }
  const draft = draftMapping(options, scope)
  const text = printMapping(draft)
  const unclear = request.kind === undefined ? [kindMissing()] : []
  const missing = missingParts(draft, request)
  const names = columns.map(column => column.name)
  const either = request.dryRun
    ? []
    : draft.doubts.map(doubt => importProblem('file_does_not_tell', doubt, doubt.field))
  const nothing =
    missing.length === 0 ? [] : [importProblem('nothing_mapped', { kind, missing, columns: names })]
  return { kind, text, read: readMappingFile(text).file, problems: [...unclear, ...nothing, ...either] }
}

function kindMissing(): ImportProblem {
  return importProblem('mapping_key_missing', { key: 'kind', wanted: 'customers or events' }, 'kind')
}

/** What the file does not tell by itself. A made-up event is shown by a dry run, and refused otherwise. */
function missingParts(draft: MappingDraft, request: ImportRequest): string[] {
  const events = draft.kind === 'events'
  return [
    ...(draft.customer === undefined ? ["the customer's id"] : []),
    ...(events && draft.at === undefined ? ['the instant'] : []),
    ...(events && (draft.event === undefined || (draft.eventGuessed && !request.dryRun))
      ? ['the event']
      : []),
  ]
}

function check(
  read: MappingFile,
  kind: 'customers' | 'events',
  { declare }: Pick<ImportRequest, 'declare'>,
  { detected, current, timezone }: ImportSource,
): CheckedMappingFile {
  return checkMapping(read, {
    kind,
    columns: detected.shape.columns,
    sample: detected.rows,
    attributes: current?.attributes ?? {},
    events: current?.events ?? {},
    timezone,
    declare,
  })
}

/** New names that are taken by something else, such as a feature. */
function takenNames(definitions: Definitions, { declares }: CheckedMappingFile): ImportProblem[] {
  const isNew = (kind: string, id: string) =>
    kind === 'attribute' ? id in declares.attributes : kind === 'event' && id in declares.events
  return compileDefinitions(definitions)
    .problems.filter(
      ({ severity, definition }) =>
        severity === 'error' && definition !== undefined && isNew(definition.kind, definition.id),
    )
    .map(problem => importProblem('name_taken', { problem: describeProblem(problem) }, 'declare'))
}

function refuse(problems: readonly ImportProblem[]): void {
  const errors = problems.filter(problem => problem.severity === 'error')
  const [first] = errors
  if (first === undefined) return
  throw new ImportError('import_has_problems', {
    count: errors.length,
    first: `${first.field === undefined ? '' : `${first.field}: `}${first.says} ${first.remedy}`,
    problems: errors,
  })
}
