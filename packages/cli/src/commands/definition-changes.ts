import { style } from '../terminal/style.ts'

interface Change {
  readonly definition: { readonly kind: string; readonly id: string }
  readonly change: 'new' | 'changed' | 'gone' | 'moved' | 'through'
  readonly what: readonly string[]
  readonly before?: string | undefined
  readonly after?: string | undefined
  readonly file?: string | undefined
  readonly previous_file?: string | undefined
  readonly dependants: readonly { readonly kind: string; readonly id: string }[]
}

const marks = {
  new: style.good('+ new'),
  changed: style.warning('~ changed'),
  gone: style.bad('− gone'),
  moved: style.quiet('→ moved'),
  through: style.quiet('· touched'),
}

export interface Differing {
  readonly changes: readonly Change[]
  readonly settings: readonly SettingChange[]
}

interface SettingChange {
  readonly setting: string
  readonly before: string | number | null
  readonly after: string | number | null
}

/** Which settings and definitions differ, and what stands on them. */
export function renderChanges({ settings, changes }: Differing): string {
  return [...settings.map(renderSetting), ...changes.flatMap(renderChange)].join('\n')
}

function renderSetting({ setting, before, after }: SettingChange): string {
  return `${marks.changed} setting ${style.name(setting)} from ${before ?? 'nothing'} to ${after ?? 'nothing'}`
}

function renderChange(change: Change): string[] {
  const { kind, id } = change.definition
  const lines = [`${marks[change.change]} ${kind} ${style.name(id)}${details(change)}`]
  if (change.change === 'changed' && isTakenOver(change))
    lines.push(`    ${style.warning('taken over')} from ${change.previous_file} by ${change.file}`)
  if (change.change === 'changed' && change.before !== undefined && change.after !== undefined)
    lines.push(`    ${style.quiet('was')} ${change.before}`, `    ${style.quiet('is ')} ${change.after}`)
  if (change.dependants.length > 0 && change.change !== 'new')
    lines.push(`    ${style.quiet(`stands under ${change.dependants.map(each => each.id).join(', ')}`)}`)
  return lines
}

function details(change: Change): string {
  if (change.change === 'moved') return ` from ${change.previous_file ?? '?'} to ${change.file ?? '?'}`
  if (change.change === 'through') return ` through ${change.what.join(', ')}`
  return change.change === 'changed' && change.what.length > 0 ? ` (${change.what.join(', ')})` : ''
}

/** What an import declared belongs to no file before one declares it. */
function isTakenOver({ file, previous_file: before }: Change): boolean {
  return file !== undefined && before !== undefined && before !== file && before !== 'import'
}
