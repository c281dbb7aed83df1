import type { Matrix } from '../../matrix/matrix.ts'
import { step, type Watch } from '../../numeric/watch.ts'
import { LivingCentres } from './living-centres.ts'
import type { Merge } from './sort-merges.ts'

/**
 * Ward's merges by a chain of nearest neighbours: each link is nearer than the one before, until two are each other's
 * nearest and merge. Only centres and sizes are kept, those of living clusters side by side.
 */
export function chainByCentres(rows: Matrix, watch: Watch): Merge[] {
  using living = new LivingCentres(rows)
  const merges: Merge[] = []
  const chain: number[] = []
  while (living.count > 1) {
    if (chain.length === 0) chain.push(0)
    const last = chain.at(-1)!
    const before = chain.at(-2)
    const { place, growth } = living.nearest(last, before)
    if (place !== before) {
      chain.push(place)
      continue
    }
    chain.length -= 2
    merges.push(living.merge(last, before, growth, chain))
    if (merges.length % 64 === 0) step(watch, merges.length, rows.rows - 1)
  }
  return merges
}
