import type { Checked, Cutoffs } from '@kindred/language'
import { EngineError } from '../errors.ts'
import type { PopulationContext, Warehouse } from '../ports/warehouse.ts'
import { type Evaluable, type FailedDefinition, treeOf } from '../segments/evaluable.ts'
import { findBroken } from '../segments/find-broken.ts'
import {
  cutoffLayers,
  type PopulationSegmentation,
  segmentationsRead,
} from '../segments/population-segmentations.ts'
import { dependenceFailure, evaluationFailure } from './failure-of.ts'

export interface CutPopulation {
  readonly cutoffs: Cutoffs
  /** Those that can still be evaluated. */
  readonly sound: readonly Evaluable[]
  readonly failed: readonly FailedDefinition[]
}

interface Ranking {
  readonly warehouse: Warehouse
  readonly context: PopulationContext
  readonly value: Checked | undefined
  readonly progress: (done: number, of: number) => void
}

/**
 * Finds all cut-offs that the definitions need, layer by layer. A segmentation that breaks its pass is set apart with
 * everything that stands on it; the rest goes on.
 */
export async function cutPopulation(
  ranking: Ranking,
  definitions: readonly Evaluable[],
): Promise<CutPopulation> {
  const cutoffs = new Map<string, Cutoffs extends ReadonlyMap<string, infer V> ? V : never>()
  let sound = definitions
  const failed: FailedDefinition[] = []
  for (;;) {
    const layers = cutoffLayers([
      ...sound.map(treeOf),
      ...(ranking.value === undefined ? [] : [ranking.value]),
    ])
    const index = layers.findIndex(layer => layer.some(({ id }) => !cutoffs.has(id)))
    ranking.progress(index < 0 ? layers.length : index, layers.length)
    const missing = layers[index]?.filter(({ id }) => !cutoffs.has(id)) ?? []
    if (missing.length === 0) return { cutoffs, sound, failed }
    const layer = await cutLayer({ ...ranking, context: { ...ranking.context, cutoffs } }, missing)
    for (const [id, cuts] of layer.cutoffs) cutoffs.set(id, cuts)
    for (const broken of layer.broken) {
      requireIndependent(ranking.value, broken)
      const apart = setApart(sound, broken)
      sound = apart.sound
      failed.push(...apart.failed)
    }
  }
}

async function cutLayer(
  { warehouse, context, value }: Ranking,
  layer: readonly PopulationSegmentation[],
): Promise<{ cutoffs: Cutoffs; broken: readonly BrokenRanking[] }> {
  try {
    return { cutoffs: await warehouse.cutoffs(context, layer), broken: [] }
  } catch (error) {
    await requireWorking(warehouse, context, value, error)
    const broken = await findBroken(layer, async some => void (await warehouse.cutoffs(context, some)))
    if (broken.length === 0) throw error
    const names = new Set(broken.map(({ item }) => item.id))
    const rest = layer.filter(({ id }) => !names.has(id))
    const cutoffs: Cutoffs = rest.length === 0 ? new Map() : await warehouse.cutoffs(context, rest)
    return { cutoffs, broken: broken.map(({ item, error: own }) => ({ id: item.id, error: own })) }
  }
}

/** When not even nothing can be counted it is no definition's fault: the first error stands. */
export async function requireWorking(
  warehouse: Warehouse,
  context: PopulationContext,
  value: Checked | undefined,
  error: unknown,
): Promise<void> {
  try {
    await warehouse.sizes({ context, conditions: new Map(), ...(value === undefined ? {} : { value }) })
  } catch {
    throw error
  }
}

/** A segmentation, or what a condition is cut by, that breaks the statement it is in. */
interface BrokenRanking {
  readonly id: string
  readonly error: unknown
}

/** A segmentation fails itself, and what stands on it because of it; the cut of a condition fails whoever has it. */
function setApart(
  definitions: readonly Evaluable[],
  broken: BrokenRanking,
): { sound: readonly Evaluable[]; failed: readonly FailedDefinition[] } {
  const itself = (each: Evaluable) => each.kind === 'segmentation' && each.id === broken.id
  const standsOnIt = (each: Evaluable) => segmentationsRead(treeOf(each)).has(broken.id)
  const dependants = definitions.filter(each => !itself(each) && standsOnIt(each))
  const sound = definitions.filter(each => !itself(each) && !standsOnIt(each))
  const own = { kind: 'segmentation' as const, id: broken.id }
  const failed = isNamed(broken)
    ? [evaluationFailure(own, broken.error), ...dependants.map(each => dependenceFailure(each, own))]
    : dependants.map(each => evaluationFailure(each, broken.error))
  return { sound, failed }
}

/** What a condition is cut by has an id that says so, with spaces, which no name has. */
function isNamed({ id }: BrokenRanking): boolean {
  return !id.includes(' ')
}

function requireIndependent(value: Checked | undefined, broken: BrokenRanking): void {
  if (value === undefined || !segmentationsRead(value).has(broken.id)) return
  throw new EngineError('evaluation_failed', {
    definition: "'value' of a customer",
    reason: broken.error instanceof Error ? broken.error.message : String(broken.error),
  })
}
