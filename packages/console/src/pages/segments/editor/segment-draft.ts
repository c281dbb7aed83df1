import type { StoredSegment } from '../../../data/stored-definitions.ts'

/** A segment as it is being written. */
export interface SegmentDraft {
  readonly id: string
  readonly name: string
  readonly owner: string
  readonly purpose: string
  readonly when: string
}

export const emptyDraft: SegmentDraft = { id: '', name: '', owner: '', purpose: '', when: '' }

export function draftOf(id: string, stored: StoredSegment): SegmentDraft {
  const { name = '', owner = '', purpose = '', when } = stored
  return { id, name, owner, purpose, when }
}

/** `Lapsing high spenders!` is known as `lapsing_high_spenders`. */
export function idOf(name: string): string {
  const words =
    name
      .normalize('NFKD')
      .replaceAll(/\p{M}/gu, '')
      .toLowerCase()
      .match(/[a-z0-9]+/g) ?? []
  const id = words.join('_').slice(0, 60)
  return /^[a-z]/.test(id) || id === '' ? id : `s_${id}`
}

/**
 * The one file that says what the draft says. What the segment has besides (its description, its labels) is kept. JSON
 * is YAML, so nothing that somebody writes can become anything but a text.
 */
export function fileOf(draft: SegmentDraft, stored: StoredSegment | undefined) {
  const { source: _, ...before } = stored ?? { when: '' }
  const { id, name, owner, purpose, when } = draft
  const segment = without({ ...before, name, owner, purpose, when: when.trim() })
  return { name: `console:${id}`, text: JSON.stringify({ segments: { [id]: segment } }, null, 2) }
}

function without(given: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== '' && value !== undefined))
}
