import type { EnginePorts } from './engine-ports.ts'

/** Of how many refreshes who was in what is kept; of all of them sizes and moves are. Any instant can be computed anew. */
const KEPT = 30

/** Drops the membership rows of all but the latest refreshes. */
export async function dropOldMemberships({ catalog, warehouse }: EnginePorts): Promise<void> {
  const published = await catalog.refreshes.published({})
  if (published.length > KEPT) await warehouse.keepRefreshes(published.slice(0, KEPT).map(({ id }) => id))
}

/** No refresh takes as long: one that has not ended by then has died. */
const LONGEST_MILLIS = 24 * 3600 * 1000

/**
 * Removes what a process that died has left of its refreshes.
 *
 * @param isAlone - Whether nobody else can be working on these stores: then everything unfinished is dead; else only
 *                  what has been running for a day.
 * @returns The ids removed.
 */
export async function dropUnfinished(
  { catalog, warehouse, clock }: EnginePorts,
  isAlone: boolean,
): Promise<readonly number[]> {
  const unfinished = await catalog.refreshes.unfinished()
  const dead = unfinished.filter(({ startedAt }) => isAlone || clock() - startedAt > LONGEST_MILLIS)
  for (const { id } of dead) {
    await warehouse.dropRefresh(id)
    await catalog.refreshes.fail(id, 'The process that ran it ended before it was published.')
  }
  return dead.map(({ id }) => id)
}
