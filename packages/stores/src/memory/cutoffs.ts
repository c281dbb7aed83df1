import type { PopulationContext } from '@kindred/engine'
import type { Checked, Cutoffs, Rfm, Tiers, Value } from '@kindred/language'
import { bestOf, bestOfQuantiles, reachesShare } from '../cutoffs/best-count.ts'
import { evaluatePopulation } from './evaluate-population.ts'
import type { MemoryData } from './memory-data.ts'
import { Total } from './total.ts'

type Quantity = number | bigint

export function cutoffs(
  data: MemoryData,
  context: PopulationContext,
  segmentations: readonly (Tiers | Rfm)[],
): Cutoffs {
  return new Map(segmentations.map(each => [each.id, cutsOf(data, context, each)]))
}

function cutsOf(
  data: MemoryData,
  context: PopulationContext,
  segmentation: Tiers | Rfm,
): readonly (readonly Quantity[])[] {
  if (segmentation.kind === 'rfm') return rfmCuts(data, context, segmentation)
  const known = measure(data, context, [segmentation.by]).flat()
  if (segmentation.method === 'cumulative_share') return [shareCuts(segmentation, known)]
  return [countedCuts(segmentation, known)]
}

/** Only customers for whom everything is known. */
function measure(
  data: MemoryData,
  context: PopulationContext,
  measures: readonly Checked[],
): readonly (readonly Quantity[])[] {
  const expressions = new Map(measures.map((checked, index) => [String(index), checked]))
  const rows: (readonly Quantity[])[] = []
  for (const { values } of evaluatePopulation(data, context, expressions)) {
    const row = measures.map((_, index) => values.get(String(index))).filter(isQuantity)
    if (row.length === measures.length) rows.push(row)
  }
  return rows
}

function isQuantity(value: Value | undefined): value is Quantity {
  return typeof value === 'number' || typeof value === 'bigint'
}

function rfmCuts(data: MemoryData, context: PopulationContext, rfm: Rfm): readonly (readonly Quantity[])[] {
  const rows = measure(data, context, [rfm.recency, rfm.frequency, rfm.monetary])
  return [0, 1, 2].map(index => {
    const values = bestFirst(rows.map(row => row[index]).filter(isQuantity))
    const ranked = index === 0 ? values.reverse() : values
    return cutsAt(
      ranked,
      Array.from({ length: rfm.quantiles - 1 }, (_, nth) =>
        bestOfQuantiles(nth + 1, rfm.quantiles, ranked.length),
      ),
    )
  })
}

function countedCuts(tiers: Tiers, known: readonly Quantity[]): readonly Quantity[] {
  return cutsAt(
    bestFirst(known),
    tiers.classes.map(({ top }) => bestOf(tiers.method, top, known.length)),
  )
}

/** The value of the last of the best `counts`; no cuts where there is nobody to rank. */
function cutsAt(ranked: readonly Quantity[], counts: readonly number[]): readonly Quantity[] {
  return counts.map(count => ranked[count - 1]).filter(isQuantity)
}

function shareCuts(tiers: Tiers, known: readonly Quantity[]): readonly Quantity[] {
  const ranked = bestFirst(known.filter(value => value > 0))
  const units = ranked.map(value => unitsOf(tiers.by, value))
  const whole = units.reduce((sum, unit) => sum + unit, 0n)
  return tiers.classes
    .map(({ top }) => {
      let part = 0n
      return ranked.find((_, index) => {
        part += units[index] ?? 0n
        return reachesShare(part, top, whole)
      })
    })
    .filter(isQuantity)
}

/** The whole units in which shares are summed: those of `Total`. */
function unitsOf(by: Checked, value: Quantity): bigint {
  const total = new Total(by)
  total.add(value)
  return total.units
}

function bestFirst(values: readonly Quantity[]): Quantity[] {
  return [...values].sort((a, b) => (a < b ? 1 : a > b ? -1 : 0))
}
