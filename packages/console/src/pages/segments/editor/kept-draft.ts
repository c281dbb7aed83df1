import { z } from 'zod'
import { emptyDraft, type SegmentDraft } from './segment-draft.ts'

const text = z.string()
const draft = z.object({ id: text, name: text, owner: text, purpose: text, when: text })
const kept = z.object({
  /** What it began from: kept is only what is still a change of that. */
  begin: draft,
  draft,
  /** The file of which it was last asked who would move. */
  planned: text.optional(),
})
export type KeptDraft = z.infer<typeof kept>

/** Of one tab of the browser, until it is closed: what nobody has saved is nobody else's. */
const place = (id: string) => `kindred.draft.${id === '' ? 'new' : id}`

/** What was written of a segment and not saved; a page that was left has lost nothing. */
export function keptDraft(begin: SegmentDraft): KeptDraft | undefined {
  const found = kept.safeParse(parsed(sessionStorage.getItem(place(begin.id))))
  if (!found.success || !isSame(found.data.begin, begin)) return undefined
  return isSame(found.data.draft, begin) ? undefined : found.data
}

export function keepDraft(given: KeptDraft): void {
  sessionStorage.setItem(place(given.begin.id), JSON.stringify(given))
}

export function dropDraft(id: string): void {
  sessionStorage.removeItem(place(id))
}

function isSame(a: SegmentDraft, b: SegmentDraft): boolean {
  return Object.keys(emptyDraft).every(key => Reflect.get(a, key) === Reflect.get(b, key))
}

function parsed(stored: string | null): unknown {
  try {
    return JSON.parse(stored ?? 'null')
  } catch {
    return undefined
  }
}
