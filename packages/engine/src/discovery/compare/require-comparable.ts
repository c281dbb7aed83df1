import { EngineError } from '../../errors.ts'

/**
 * Rounds are compared by what they have in common: at least half of the features of either.
 *
 * @throws EngineError `rounds_not_comparable`
 */
export function requireComparable(
  discovery: string,
  before: Iterable<string>,
  after: Iterable<string>,
): void {
  const [old, fresh] = [new Set(before), new Set(after)]
  const shared = [...fresh].filter(feature => old.has(feature))
  if (2 * shared.length >= Math.max(old.size, fresh.size)) return
  const apart = [...new Set([...old, ...fresh])].filter(feature => !(old.has(feature) && fresh.has(feature)))
  throw new EngineError('rounds_not_comparable', { discovery, shared, apart })
}
