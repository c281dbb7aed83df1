import type { PopulationContext, Warehouse } from '../ports/warehouse.ts'
import { cutoffLayers } from '../segments/population-segmentations.ts'

/**
 * The context with where the population is cut for all that the given trees read: one pass a layer, for those whose
 * cut-offs are not in the context yet.
 */
export async function findCutoffs(
  warehouse: Warehouse,
  bare: PopulationContext,
  reads: readonly object[],
): Promise<PopulationContext> {
  let context = bare
  for (const layer of cutoffLayers(reads)) {
    const missing = layer.filter(({ id }) => !context.cutoffs.has(id))
    if (missing.length === 0) continue
    const cut = await warehouse.cutoffs(context, missing)
    context = { ...context, cutoffs: new Map([...context.cutoffs, ...cut]) }
  }
  return context
}
