import type { Cutoffs, Vocabulary } from '@kindred/language'
import type { PopulationContext } from '../ports/warehouse.ts'
import { readCutoffTexts } from '../segments/cutoff-text.ts'
import { cutoffLayers } from '../segments/population-segmentations.ts'
import type { CurrentDefinitions } from './current-definitions.ts'
import type { EnginePorts } from './engine-ports.ts'
import { findCutoffs } from './find-cutoffs.ts'
import { keptOrFoundCutoffs } from './kept-cutoffs.ts'

/** The instant before anything of the population has been found. */
export function bareContext(vocabulary: Vocabulary, asOf: number): PopulationContext {
  return { asOf, timezone: vocabulary.timezone, weekStart: vocabulary.weekStart, cutoffs: new Map() }
}

/**
 * What evaluating some definitions at an instant needs to know of the population: one pass a layer of segmentations
 * by rank, none when they read none, or when the last refresh or an earlier question has found the same.
 *
 * @param reads - Checked trees or segmentations that will be evaluated.
 * @param isLive - Whether the cut-offs of the last refresh stand until the next, as they do for whoever looks at one
 *                 customer now; else data that has come in since moves them.
 */
export async function populationAt(
  ports: EnginePorts,
  current: CurrentDefinitions,
  asOf: number,
  reads: readonly object[],
  isLive = false,
): Promise<PopulationContext> {
  const bare = bareContext(current.compiled.vocabulary, asOf)
  if (cutoffLayers(reads).length === 0) return bare
  const cutoffs = await recordedCutoffs(ports, current, asOf, isLive)
  if (cutoffs === undefined) return keptOrFoundCutoffs(ports, bare, reads)
  return findCutoffs(ports.warehouse, { ...bare, cutoffs }, reads)
}

/** What the last refresh found, if it still holds. */
async function recordedCutoffs(
  { catalog, warehouse }: EnginePorts,
  current: CurrentDefinitions,
  asOf: number,
  isLive: boolean,
): Promise<Cutoffs | undefined> {
  const refresh = await catalog.refreshes.current()
  if (refresh?.asOf !== asOf || refresh.definitionsVersion !== current.version) return undefined
  const holds = isLive || refresh.batch === (await warehouse.batch())
  return holds ? readCutoffTexts(refresh.cutoffs) : undefined
}
