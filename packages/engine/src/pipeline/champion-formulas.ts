import type { Catalog } from '../ports/catalog.ts'
import type { Definitions } from '../records/definitions.ts'
import type { FittedScorer } from '../records/fitted-model.ts'

/** The formulas of the versions that count; of one that was never trained none. */
export async function championFormulas(
  { models }: Catalog,
  { champions }: Definitions,
): Promise<readonly FittedScorer[]> {
  const wanted = Object.entries(champions).map(([id, { version }]) => ({ id, version }))
  return wanted.length === 0 ? [] : models.scorers(wanted)
}
