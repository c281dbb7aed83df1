import { parse, print } from '@kindred/language'
import type { DefinitionRef, Definitions, Described, SettingName } from '../../records/definitions.ts'
import type { CompiledDefinitions } from '../compile/compiled-definitions.ts'
import { definitionKey } from '../compile/definition-key.ts'
import { definitionKinds, sections } from '../path-words.ts'
import { type ChangedPart, changedParts } from './changed-parts.ts'
import { changedSettings, type SettingChange } from './changed-settings.ts'

/** What became of one definition between two versions. */
export interface DefinitionChange {
  readonly definition: DefinitionRef
  /**
   * `moved`: to another file, and nothing else; `through`: not touched itself, but something it stands on, or the
   * calendar, means something else now.
   */
  readonly change: 'new' | 'changed' | 'gone' | 'moved' | 'through'
  /** Which parts of it differ, as they were written. */
  readonly parts: readonly ChangedPart[]
  /** Whether it can give another result than before: more than its name, its owner or its spelling changed. */
  readonly isOfMeaning: boolean
  /** What it changed through, nearest first: definitions, or settings by name. */
  readonly through: readonly DefinitionRef[]
  readonly throughSettings: readonly SettingName[]
  readonly file?: string
  /** Where it stood before, if somewhere else. */
  readonly previousFile?: string
}

export interface DefinitionsDifference {
  readonly changes: readonly DefinitionChange[]
  readonly settings: readonly SettingChange[]
}

/**
 * What differs between two versions of the definitions, each definition on its own and through what it stands on.
 *
 * @param before - `undefined`: nothing was defined.
 * @returns In the order of kinds, then of the new version, what is gone last.
 *
 * @example
 * differenceOfDefinitions(compileDefinitions(old), compileDefinitions(next)).changes
 * // [{ definition: { kind: 'segment', id: 'vip' }, change: 'changed', parts: [{ part: 'when', … }], … }]
 */
export function differenceOfDefinitions(
  before: CompiledDefinitions | undefined,
  after: CompiledDefinitions,
): DefinitionsDifference {
  const settings = changedSettings(before?.definitions.settings, after.definitions.settings)
  const own = ownChanges(before?.definitions, after.definitions)
  const calendar = settings.filter(({ isOfMeaning }) => isOfMeaning).map(({ setting }) => setting)
  const changed = new Set([...own.values()].filter(change => change.isOfMeaning).map(keyOfChange))
  const changes = definitionKinds.flatMap(kind =>
    idsOf(kind, before?.definitions, after.definitions).flatMap(id => {
      const ref = { kind, id }
      const change = own.get(definitionKey(ref)) ?? untouched(ref, after.definitions)
      return withReasons(change, { before, after, changed, calendar })
    }),
  )
  return { changes, settings }
}

/** Whether nothing at all differs. */
export function isSame({ changes, settings }: DefinitionsDifference): boolean {
  return changes.length === 0 && settings.length === 0
}

function idsOf(kind: DefinitionRef['kind'], before: Definitions | undefined, after: Definitions): string[] {
  const section = sections[kind]
  return [...new Set([...Object.keys(after[section]), ...Object.keys(before?.[section] ?? {})])]
}

function ownChanges(before: Definitions | undefined, after: Definitions): Map<string, DefinitionChange> {
  const changes = new Map<string, DefinitionChange>()
  for (const kind of definitionKinds) {
    for (const id of idsOf(kind, before, after)) {
      const ref = { kind, id }
      const sides = [before?.[sections[kind]][id], after[sections[kind]][id]] as const
      const change = ownChange(ref, ...sides)
      if (change !== undefined) changes.set(definitionKey(ref), change)
    }
  }
  return changes
}

function ownChange(
  definition: DefinitionRef,
  before: Described | undefined,
  after: Described | undefined,
): DefinitionChange | undefined {
  const parts = changedParts(before, after)
  const isMoved = before?.source !== after?.source
  if (parts.length === 0 && !isMoved) return undefined
  const change =
    before === undefined ? 'new' : after === undefined ? 'gone' : parts.length > 0 ? 'changed' : 'moved'
  const file = (after ?? before)?.source
  return {
    definition,
    change,
    parts,
    // Until it is trained and promoted, what a model says changes nothing of anybody.
    isOfMeaning: definition.kind !== 'model' && parts.some(isOfMeaning),
    through: [],
    throughSettings: [],
    ...(file !== undefined && { file }),
    ...(isMoved && before?.source !== undefined && after !== undefined && { previousFile: before.source }),
  }
}

function untouched(definition: DefinitionRef, after: Definitions): DefinitionChange {
  const file = after[sections[definition.kind]][definition.id]?.source
  const nothing = { parts: [], isOfMeaning: false, through: [], throughSettings: [] }
  return { definition, change: 'through', ...nothing, ...(file !== undefined && { file }) }
}

interface Surroundings {
  readonly before: CompiledDefinitions | undefined
  readonly after: CompiledDefinitions
  /** Keys of what means something else itself. */
  readonly changed: ReadonlySet<string>
  readonly calendar: readonly SettingName[]
}

/** The change with what lies under it; nothing when neither it nor that has changed. */
function withReasons(change: DefinitionChange, surroundings: Surroundings): DefinitionChange[] {
  if (change.change === 'new' || change.change === 'gone') return [change]
  const { before, after, changed, calendar } = surroundings
  const below = [...after.dependencies(change.definition), ...(before?.dependencies(change.definition) ?? [])]
  const through = uniqueRefs(below.filter(ref => changed.has(definitionKey(ref))))
  const throughSettings = isComputed(change.definition) ? calendar : []
  const isThrough = through.length > 0 || throughSettings.length > 0
  if (change.change === 'through' && !isThrough) return []
  // A move to another file with something changed below it is, above all, a change.
  const kind = change.change === 'moved' && isThrough ? 'through' : change.change
  return [{ ...change, change: kind, isOfMeaning: change.isOfMeaning || isThrough, through, throughSettings }]
}

function isComputed({ kind }: DefinitionRef): boolean {
  return kind === 'feature' || kind === 'segment' || kind === 'segmentation'
}

function uniqueRefs(refs: readonly DefinitionRef[]): DefinitionRef[] {
  return [...new Map(refs.map(ref => [definitionKey(ref), ref])).values()]
}

function keyOfChange({ definition }: DefinitionChange): string {
  return definitionKey(definition)
}

/** Words for people, which no result depends on. */
const words: ReadonlySet<string> = new Set([
  'name',
  'description',
  'owner',
  'labels',
  'label',
  'purpose',
  'personal',
  'consent',
  'identifies',
])

function isOfMeaning({ path, before, after }: ChangedPart): boolean {
  if (words.has(String(path[0])) || path.at(-1) === 'label') return false
  // Nothing that was there before can have read a property that is new.
  if (path[0] === 'properties' && path.length === 2 && before === undefined) return false
  return canonical(before) !== canonical(after)
}

/** An expression without the freedom of its spelling; anything else as it is. */
function canonical(value: unknown): string {
  const parsed = typeof value === 'string' ? parse(value) : undefined
  return parsed?.ok === true ? print(parsed.expression) : JSON.stringify(value ?? null)
}
