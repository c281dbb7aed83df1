import type { Definitions, SettingName, WorkspaceSettings } from '../records/definitions.ts'
import { type DefinitionProblem, definitionProblem } from './definition-problem.ts'
import type { DefinitionFile, WrittenSettings } from './files/read-definition-file.ts'

interface SettingsRequest {
  readonly current: Definitions | undefined
  readonly files: readonly DefinitionFile[]
  readonly complete: boolean
  readonly defaults?: { readonly file: string; readonly settings: WrittenSettings }
}

interface Written {
  readonly value: string | number
  readonly source: string
}

export const settingNames: readonly SettingName[] = [
  'workspace',
  'timezone',
  'currency',
  'weekStart',
  'value',
]

/** As files write them. */
const keys: Record<SettingName, string> = {
  workspace: 'workspace',
  timezone: 'timezone',
  currency: 'currency',
  weekStart: 'week_starts',
  value: 'value',
}

/** What holds where nobody says anything. */
export const defaultSettings: WorkspaceSettings = {
  workspace: 'workspace',
  timezone: 'UTC',
  currency: 'EUR',
  weekStart: 1,
}

/** A file's settings win over the configuration's, those over the defaults; two files that disagree are a problem. */
export function mergeSettings(request: SettingsRequest): {
  settings: WorkspaceSettings
  problems: DefinitionProblem[]
} {
  const problems: DefinitionProblem[] = []
  const written: Partial<Record<SettingName, Written>> = {}
  for (const name of settingNames) {
    const found = fromFiles(request, name, problems) ?? fromDefaults(request, name)
    if (found !== undefined) written[name] = found
  }
  return { settings: assemble(written), problems }
}

function fromFiles(
  request: SettingsRequest,
  name: SettingName,
  problems: DefinitionProblem[],
): Written | undefined {
  let found = fromOtherFiles(request, name)
  for (const { name: source, settings, places } of request.files) {
    const value = settings[name]
    if (value === undefined) continue
    if (found !== undefined && found.value !== value) {
      const span = places.value([keys[name]])
      const given = {
        setting: keys[name],
        given: words(value),
        other: words(found.value),
        file: found.source,
      }
      problems.push(definitionProblem('settings_disagree', given, { file: source, ...(span && { span }) }))
    }
    found ??= { value, source }
  }
  return found
}

/** What files that are not applied now said before. */
function fromOtherFiles({ current, files, complete, defaults }: SettingsRequest, name: SettingName) {
  const source = current?.settings.sources?.[name]
  const value = current?.settings[name]
  if (complete || source === undefined || value === undefined) return undefined
  const isApplied = source === defaults?.file || files.some(file => file.name === source)
  return isApplied ? undefined : { value, source }
}

function fromDefaults({ defaults }: SettingsRequest, name: SettingName): Written | undefined {
  const value = defaults?.settings[name]
  return value === undefined || defaults === undefined ? undefined : { value, source: defaults.file }
}

function assemble(written: Partial<Record<SettingName, Written>>): WorkspaceSettings {
  const text = (name: SettingName): string | undefined => {
    const value = written[name]?.value
    return typeof value === 'string' ? value : undefined
  }
  const value = text('value')
  const weekStart = written.weekStart?.value
  return {
    workspace: text('workspace') ?? defaultSettings.workspace,
    timezone: text('timezone') ?? defaultSettings.timezone,
    currency: text('currency') ?? defaultSettings.currency,
    weekStart: typeof weekStart === 'number' ? weekStart : defaultSettings.weekStart,
    ...(value !== undefined && { value }),
    sources: Object.fromEntries(Object.entries(written).map(([name, { source }]) => [name, source])),
  }
}

const weekdays: Readonly<Record<number, string>> = { 1: 'monday', 6: 'saturday', 7: 'sunday' }

function words(value: string | number): string {
  return typeof value === 'number' ? (weekdays[value] ?? String(value)) : `'${value}'`
}
