import type { Profiles } from '../ports/profiles.ts'
import { recordKey } from '../profiles/record/record-key.ts'

/** Of so many merges one after another the last is taken: more would be a circle. */
const MOST_STEPS = 64

/**
 * Whom ids stand for: those merged away for whom they were merged into, all others for themselves. In the space
 * `identities` lies, by the key of an id, the id it was merged into.
 */
export async function canonicalIds(
  profiles: Pick<Profiles, 'read'>,
  ids: Iterable<string>,
): Promise<ReadonlyMap<string, string>> {
  const canonical = new Map([...ids].map(id => [id, id]))
  let open = [...canonical.keys()]
  for (let step = 0; open.length > 0 && step < MOST_STEPS; step += 1) {
    const followed = await mergedInto(profiles, [...new Set(open.map(id => canonical.get(id) ?? id))])
    open = open.filter(id => followed.has(canonical.get(id) ?? id))
    for (const id of open) canonical.set(id, followed.get(canonical.get(id) ?? id) ?? id)
  }
  return canonical
}

async function mergedInto(
  profiles: Pick<Profiles, 'read'>,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const found = await profiles.read('identities', ids.map(recordKey))
  return new Map(
    ids.flatMap((id, at) => {
      const into = found[at]
      return into === undefined ? [] : [[id, Buffer.from(into).toString('utf8')] as const]
    }),
  )
}
