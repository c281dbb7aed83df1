import { EngineError } from '../errors.ts'
import type { ProfileEntry, Profiles } from '../ports/profiles.ts'
import { decodeDueMerge, dueMergeKeys, partedKey } from '../profiles/identity/due-merge.ts'
import type { LiveMerges } from './live-merges.ts'

export interface RulesSetting {
  readonly profiles: Profiles
  readonly merges: LiveMerges
}

/** How many are looked at together. */
const CHUNK = 100

/**
 * Merges customers who share a value that identifies, one after another, as the commits that found it out have noted. What
 * cannot be done yet, because records are being filled, stays noted.
 */
export async function mergeByRule({ profiles, merges }: RulesSetting): Promise<void> {
  let from: Uint8Array | undefined = dueMergeKeys.from
  while (from !== undefined) {
    const due: ProfileEntry[] = []
    const range = { from, to: dueMergeKeys.to, limit: CHUNK }
    for await (const entry of profiles.range('identities', range)) due.push(entry)
    for (const entry of due) await mergeOne(entry, profiles, merges)
    const last: Uint8Array | undefined = due.at(-1)?.key
    from = last === undefined ? undefined : Buffer.concat([last, Buffer.of(0)])
  }
}

async function mergeOne(entry: ProfileEntry, profiles: Profiles, merges: LiveMerges): Promise<void> {
  const due = decodeDueMerge(entry.value)
  const [parted] = await profiles.read('identities', [partedKey(due.from, due.into)])
  try {
    if (parted === undefined) await merges.mergeDue(due, entry.key)
    else await merges.forgetDue(entry.key)
  } catch (error) {
    // Not yet: it is tried again when everybody is filled.
    if (!(error instanceof EngineError) || error.code !== 'merge_refused') throw error
  }
}
