import type { SettingName, WorkspaceSettings } from '../../records/definitions.ts'
import { settingNames } from '../merge-settings.ts'

export interface SettingChange {
  readonly setting: SettingName
  readonly before: string | number | undefined
  readonly after: string | number | undefined
  /** Whether segments and segmentations can give another result through it: calendar windows, dates and ages. */
  readonly isOfMeaning: boolean
}

/** The settings that differ; where there were none before, none does. */
export function changedSettings(
  before: WorkspaceSettings | undefined,
  after: WorkspaceSettings,
): SettingChange[] {
  if (before === undefined) return []
  return settingNames
    .filter(setting => before[setting] !== after[setting])
    .map(setting => ({
      setting,
      before: before[setting],
      after: after[setting],
      isOfMeaning: setting === 'timezone' || setting === 'weekStart',
    }))
}
