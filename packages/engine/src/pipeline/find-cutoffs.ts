import type { PopulationContext, Warehouse } from '../ports/warehouse.ts'
import { cutoffLayers } from '../segments/population-segmentations.ts'

/** The context with where the population is cut for all that the given trees read: one pass a layer. */
export async function findCutoffs(
  warehouse: Warehouse,
  bare: PopulationContext,
  reads: readonly object[],
): Promise<PopulationContext> {
  let context = bare
  for (const layer of cutoffLayers(reads)) {
    const cut = await warehouse.cutoffs(context, layer)
    context = { ...context, cutoffs: new Map([...context.cutoffs, ...cut]) }
  }
  return context
}
