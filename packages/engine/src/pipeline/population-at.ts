import type { Cutoffs, Vocabulary } from '@kindred/language'
import type { PopulationContext } from '../ports/warehouse.ts'
import { readCutoffTexts } from '../segments/cutoff-text.ts'
import { cutoffLayers } from '../segments/population-segmentations.ts'
import type { CurrentDefinitions } from './current-definitions.ts'
import type { EnginePorts } from './engine-ports.ts'

/** The instant before anything of the population has been found. */
export function bareContext(vocabulary: Vocabulary, asOf: number): PopulationContext {
  return { asOf, timezone: vocabulary.timezone, weekStart: vocabulary.weekStart, cutoffs: new Map() }
}

/**
 * What evaluating some definitions at an instant needs to know of the population: one pass a layer of segmentations
 * by rank, none when they read none, or when the last refresh has just found the same.
 *
 * @param reads - Checked trees or segmentations that will be evaluated.
 */
export async function populationAt(
  ports: EnginePorts,
  current: CurrentDefinitions,
  asOf: number,
  reads: readonly object[],
): Promise<PopulationContext> {
  const bare = bareContext(current.compiled.vocabulary, asOf)
  const layers = cutoffLayers(reads)
  if (layers.length === 0) return bare
  const recorded = await recordedCutoffs(ports, current, asOf)
  const found = new Map(recorded)
  for (const layer of layers) {
    const missing = layer.filter(({ id }) => !found.has(id))
    if (missing.length === 0) continue
    const cut = await ports.warehouse.cutoffs({ ...bare, cutoffs: found }, missing)
    for (const [id, cuts] of cut) found.set(id, cuts)
  }
  return { ...bare, cutoffs: found }
}

/** What the last refresh found, if nothing it depends on has changed since. */
async function recordedCutoffs(
  { catalog, warehouse }: EnginePorts,
  current: CurrentDefinitions,
  asOf: number,
): Promise<Cutoffs> {
  const refresh = await catalog.refreshes.current()
  if (refresh?.asOf !== asOf || refresh.definitionsVersion !== current.version) return new Map()
  return refresh.batch === (await warehouse.batch()) ? readCutoffTexts(refresh.cutoffs) : new Map()
}
