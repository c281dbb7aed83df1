import { RULES_VERSION } from '@kindred/language'
import type { Catalog } from '../ports/catalog.ts'
import type { Refresh } from '../records/refresh.ts'
import { type Evaluable, nameOf, treeOf } from '../segments/evaluable.ts'
import { Fingerprints } from '../segments/fingerprints.ts'
import { type CurrentDefinitions, definitionsAt } from './current-definitions.ts'
import { soundDefinitions } from './sound-definitions.ts'

/**
 * Tells which definitions mean something else than they did at a refresh: new ones, those changed themselves or through
 * anything they stand on, and those whose result there was not their own; all of them where another version of Kindred
 * reads expressions otherwise. Spelling does not count.
 */
export async function changedSince(
  catalog: Catalog,
  current: CurrentDefinitions,
  refresh: Refresh | undefined,
): Promise<(definition: Evaluable) => boolean> {
  if (refresh === undefined || (refresh.rulesVersion ?? FIRST_RULES) !== RULES_VERSION) return () => true
  const failed = new Set(refresh.results.filter(({ failure }) => failure !== undefined).map(nameOf))
  if (refresh.definitionsVersion === current.version) return definition => failed.has(nameOf(definition))
  const before = await definitionsAt(catalog, refresh.definitionsVersion)
  if (!sameCalendar(before, current)) return () => true
  const fingerprints = new Fingerprints()
  const meant = new Map(
    soundDefinitions(before.compiled).sound.map(each => [nameOf(each), fingerprints.of(treeOf(each))]),
  )
  return definition =>
    failed.has(nameOf(definition)) || meant.get(nameOf(definition)) !== fingerprints.of(treeOf(definition))
}

/** Of refreshes that were made before a second version was there to be told from it. */
const FIRST_RULES = 1

/** Every calendar window means another stretch of time in another zone, or when weeks start on another day. */
function sameCalendar(a: CurrentDefinitions, b: CurrentDefinitions): boolean {
  return (
    a.compiled.vocabulary.timezone === b.compiled.vocabulary.timezone &&
    a.compiled.vocabulary.weekStart === b.compiled.vocabulary.weekStart
  )
}
