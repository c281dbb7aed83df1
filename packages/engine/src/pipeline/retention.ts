import type { EnginePorts } from './engine-ports.ts'

/** Of how many refreshes who was in what is kept; of all of them sizes and moves are. Any instant can be computed anew. */
const KEPT = 30

/** Drops the membership rows of all but the latest refreshes. */
export async function dropOldMemberships({ catalog, warehouse }: EnginePorts): Promise<void> {
  const published = await catalog.refreshes.published({})
  if (published.length > KEPT) await warehouse.keepRefreshes(published.slice(0, KEPT).map(({ id }) => id))
}

/**
 * Removes what a process that died has left of its refreshes. Only for the one process that holds the workspace:
 * elsewhere an unfinished refresh may be another's, still running.
 *
 * @returns The ids removed.
 */
export async function dropUnfinished({ catalog, warehouse }: EnginePorts): Promise<readonly number[]> {
  const unfinished = await catalog.refreshes.unfinished()
  for (const { id } of unfinished) {
    await warehouse.dropRefresh(id)
    await catalog.refreshes.fail(id, 'The process that ran it ended before it was published.')
  }
  return unfinished.map(({ id }) => id)
}
