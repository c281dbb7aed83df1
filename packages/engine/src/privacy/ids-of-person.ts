import type { JoinedIds } from '../records/erasure.ts'

/** Where it is known which ids are one person. */
export interface Identities {
  /** Those that were made one and are, on either side of which one of these stands. */
  joined(ids: readonly string[]): Promise<readonly JoinedIds[]>
}

/**
 * All ids of the person who has this one: whom she was made one with, and they with others.
 *
 * @param known - The live half knows first, the warehouse from longest ago.
 * @param parted - Pairs that are one no more, though not everybody has heard of it yet.
 */
export async function idsOfPerson(
  id: string,
  known: readonly Identities[],
  parted: readonly JoinedIds[] = [],
): Promise<readonly string[]> {
  const isParted = ({ from, into }: JoinedIds) =>
    parted.some(each => each.from === from && each.into === into)
  const ids = new Set([id])
  let open = [id]
  while (open.length > 0) {
    const asked = open
    const pairs = (await Promise.all(known.map(each => each.joined(asked)))).flat()
    const found = pairs.filter(pair => !isParted(pair)).flatMap(({ from, into }) => [from, into])
    open = [...new Set(found)].filter(each => !ids.has(each))
    for (const each of open) ids.add(each)
  }
  return [...ids]
}
