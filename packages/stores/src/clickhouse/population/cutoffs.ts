import type { PopulationContext } from '@kindred/engine'
import type { Checked, Cutoffs, Rfm, Tiers } from '@kindred/language'
import { bestOf, bestOfQuantiles, reachesShare } from '../../cutoffs/best-count.ts'
import type { CutTarget } from '../../cutoffs/narrowing.ts'
import type { Nodes } from '../nodes.ts'
import { type Measure, valueOfKey } from './measure-keys.ts'
import { MeasureTable } from './measure-table.ts'
import type { PopulationReader } from './population-reader.ts'
import { RankedMeasure } from './ranked-measure.ts'

type Cuts = readonly (number | bigint)[]

/** Where the population is cut: one pass over the events for all segmentations, then only what was measured in it. */
export async function cutoffs(
  reader: PopulationReader,
  context: PopulationContext,
  segmentations: readonly (Tiers | Rfm)[],
): Promise<Cutoffs> {
  if (segmentations.length === 0) return new Map()
  const { nodes } = reader
  const table = new MeasureTable(nodes, segmentations.map(measuredBy))
  try {
    await table.fill(reader, context)
    const found = new Map<string, readonly Cuts[]>()
    for (const [group, segmentation] of segmentations.entries()) {
      found.set(segmentation.id, await cutsOf(nodes, table, group, segmentation))
    }
    return found
  } finally {
    await table.drop()
  }
}

function measuredBy(segmentation: Tiers | Rfm): readonly Checked[] {
  if (segmentation.kind === 'tiers') return [segmentation.by]
  return [segmentation.recency, segmentation.frequency, segmentation.monetary]
}

async function cutsOf(
  nodes: Nodes,
  table: MeasureTable,
  group: number,
  segmentation: Tiers | Rfm,
): Promise<readonly Cuts[]> {
  const all: Cuts[] = []
  for (const [index, value] of measuredBy(segmentation).entries()) {
    const isRecency = segmentation.kind === 'rfm' && index === 0
    const measure: Measure = { value, better: isRecency ? 'low' : 'high' }
    const onlyPositive = segmentation.kind === 'tiers' && segmentation.method === 'cumulative_share'
    const ranked = new RankedMeasure(nodes, table.name, table.column(group, index), measure, onlyPositive)
    all.push(await cutsOfMeasure(ranked, measure, segmentation))
  }
  return all
}

async function cutsOfMeasure(
  ranked: RankedMeasure,
  measure: Measure,
  segmentation: Tiers | Rfm,
): Promise<Cuts> {
  const whole = await ranked.whole()
  // No cuts where there is nobody to rank.
  if (whole === undefined) return []
  const cuts: (number | bigint)[] = []
  for (const target of targetsOf(segmentation, whole.count, whole.sum)) {
    cuts.push(valueOfKey(measure, await ranked.cutAt(whole, target)))
  }
  return cuts
}

function targetsOf(segmentation: Tiers | Rfm, count: number, sum: bigint): readonly CutTarget[] {
  if (segmentation.kind === 'rfm') {
    const { quantiles } = segmentation
    const best = Array.from({ length: quantiles - 1 }, (_, nth) => bestOfQuantiles(nth + 1, quantiles, count))
    return best.map(wanted => better => better.count >= wanted)
  }
  if (segmentation.method === 'cumulative_share') {
    return segmentation.classes.map(
      ({ top }) =>
        better =>
          reachesShare(better.sum, top, sum),
    )
  }
  const best = segmentation.classes.map(({ top }) => bestOf(segmentation.method, top, count))
  return best.map(wanted => better => better.count >= wanted)
}
