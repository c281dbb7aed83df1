import type { Profiles } from '../../ports/profiles.ts'
import { decodeDueMerge, dueMergeKeys, idCountKey, partedKey } from '../identity/due-merge.ts'
import { claimKeys } from '../identity/identity-claims.ts'
import { decodeMerge, encodeMerge, mergeKeys } from '../identity/merge-log.ts'
import { recordKey } from '../record/record-key.ts'
import type { Change } from './find-of-person.ts'

/**
 * What is noted of who some ids are. A merge that was made stays in the log, where its number must not be used again,
 * under pseudonyms.
 */
export async function findIdentities(
  profiles: Profiles,
  theirs: ReadonlySet<string>,
  pseudonymOf: (id: string) => string,
): Promise<readonly Change[]> {
  const own = [...theirs].flatMap(id => [recordKey(id), idCountKey(id)])
  const there = await profiles.read('identities', own)
  const keys = own.filter((_, at) => there[at] !== undefined)
  const logged: Change[] = []
  for await (const { key, value } of profiles.range('identities', mergeKeys)) {
    const merge = decodeMerge(value)
    if (!theirs.has(merge.from) && !theirs.has(merge.into)) continue
    const parted = partedKey(merge.from, merge.into)
    if ((await profiles.read('identities', [parted]))[0] !== undefined) keys.push(parted)
    const named = (id: string) => (theirs.has(id) ? pseudonymOf(id) : id)
    const left = { ...merge, from: named(merge.from), into: named(merge.into) }
    logged.push({ space: 'identities', key, value: encodeMerge(left) })
  }
  for await (const { key, value } of profiles.range('identities', dueMergeKeys)) {
    const { from, into } = decodeDueMerge(value)
    if (theirs.has(from) || theirs.has(into)) keys.push(key)
  }
  // Values that identify lie under their hash, with the id of who was the first to have one.
  for await (const { key, value } of profiles.range('identities', claimKeys))
    if (theirs.has(Buffer.from(value).toString('utf8'))) keys.push(key)
  return [...keys.map(key => ({ space: 'identities' as const, key, value: undefined })), ...logged]
}
