import type { CustomerPatch } from '@kindred/engine'
import type { KnownBefore } from './plan-append.ts'

/** Patches without what was said of the same attribute at the same instant before: that holds. */
export function yielding(
  patches: readonly CustomerPatch[],
  before: Pick<KnownBefore, 'saidAt'>,
): readonly CustomerPatch[] {
  return patches.map(patch => {
    const said = before.saidAt(patch.id, patch.since)
    return { ...patch, attributes: new Map([...patch.attributes].filter(([name]) => !said?.has(name))) }
  })
}
