import type { ErasedStore, HeldCount } from '../records/erasure.ts'

/** Counts of one store, by what they are of. */
export function countsOf(store: ErasedStore, found: ReadonlyMap<string, number>): HeldCount[] {
  return [...found].map(([what, count]) => ({ store, what, count }))
}

/** The most that was found of each at one look: what is seen again while it is being removed is not more. */
export function mergeCounts(before: readonly HeldCount[], now: readonly HeldCount[]): HeldCount[] {
  const most = new Map<string, HeldCount>()
  for (const each of [...before, ...now]) {
    const name = `${each.store} ${each.what}`
    most.set(name, { ...each, count: Math.max(each.count, most.get(name)?.count ?? 0) })
  }
  return [...most.values()]
}

export function totalOf(counts: readonly HeldCount[]): number {
  return counts.reduce((sum, { count }) => sum + count, 0)
}
