import { z } from 'zod'
import {
  classSchema,
  describedKeys,
  expressionSchema,
  nameSchema,
  rangeSchema,
  shareSchema,
} from './scalar-schemas.ts'

const firstMatchSchema = z
  .array(z.strictObject({ class: classSchema, when: expressionSchema }))
  .min(1)
  .max(200)
  .meta({ description: 'Conditions in order: the first that holds names the class.' })

const tiersSchema = z
  .strictObject({
    by: expressionSchema.meta({
      description: 'What customers are ranked by: a number or money, more is better.',
    }),
    method: z.enum(['quantile', 'cumulative_share']).default('quantile').meta({
      description:
        'quantile: shares of the customers; cumulative_share: the best who together make that share of the sum.',
    }),
    classes: z
      .array(z.strictObject({ class: classSchema, top: shareSchema }))
      .min(1)
      .max(100),
  })
  .meta({ description: 'Customers ranked by a value and cut into classes, the best first.' })

const groupSchema = z.strictObject({
  class: classSchema,
  recency: rangeSchema.exactOptional(),
  frequency: rangeSchema.exactOptional(),
  monetary: rangeSchema.exactOptional(),
})

/** Three measures and the names of their scores. */
export const rfmSchema = z
  .strictObject({
    recency: expressionSchema.meta({ description: 'Less is better, such as days_since(purchase).' }),
    frequency: expressionSchema.meta({ description: 'More is better, such as count(purchase, 365d).' }),
    monetary: expressionSchema.meta({ description: 'More is better, such as sum(purchase.amount, 365d).' }),
    quantiles: z
      .int()
      .min(2)
      .max(20)
      .default(5)
      .meta({ description: 'How many scores; the best is this number, the worst 1. Default 5.' }),
    groups: z.array(groupSchema).min(1).max(200).exactOptional().meta({
      description:
        'The first whose ranges hold names the class; a range left out holds always. Default: ten standard groups.',
    }),
  })
  .meta({ description: 'Recency, frequency and monetary value scored by rank, and the scores named.' })

type Segmentation = z.infer<typeof segmentationShape>
type Report = (code: string, path: (string | number)[], params?: Record<string, unknown>) => void

const segmentationShape = z.strictObject({
  ...describedKeys,
  first_match: firstMatchSchema.exactOptional(),
  tiers: tiersSchema.exactOptional(),
  rfm: rfmSchema.exactOptional(),
  otherwise: classSchema
    .exactOptional()
    .meta({ description: 'The class of those whom no other class takes.' }),
})

/** Classes of which every customer has exactly one. RFM's `otherwise` is `unscored` when it is left out. */
export const segmentationSchema = segmentationShape
  .superRefine((segmentation, context) => {
    const report: Report = (message, path, params) =>
      context.addIssue({ code: 'custom', message, path, params: params ?? {} })
    reportWays(segmentation, report)
    reportClasses(segmentation, report)
    reportShares(segmentation, report)
    reportRanges(segmentation, report)
  })
  .transform(({ otherwise, ...rest }) => ({ ...rest, otherwise: otherwise ?? UNSCORED }))

/** The class of customers of whom recency, frequency or monetary value is unknown, unless `otherwise` names it. */
const UNSCORED = 'unscored'

const ways = ['first_match', 'tiers', 'rfm'] as const

function reportWays(segmentation: Segmentation, report: Report): void {
  const given = ways.filter(way => segmentation[way] !== undefined)
  if (given.length !== 1) report('one_way_of_classes', [], { given })
  else if (segmentation.otherwise === undefined && given[0] !== 'rfm')
    report('otherwise_missing', [], { segmentation: given[0] })
}

/** Rules and groups may share a class; of tiers one could never be told from the other. */
function reportClasses({ tiers, otherwise }: Segmentation, report: Report): void {
  const seen = new Set([otherwise])
  for (const [index, { class: name }] of (tiers?.classes ?? []).entries()) {
    if (seen.has(name)) report('class_twice', ['tiers', 'classes', index, 'class'], { class: name })
    seen.add(name)
  }
}

function reportShares({ tiers }: Segmentation, report: Report): void {
  let before = 0
  for (const [index, { class: name, top }] of (tiers?.classes ?? []).entries()) {
    if (top <= before) {
      const path = ['tiers', 'classes', index, 'top']
      report('shares_out_of_order', path, { class: name, share: percent(top), before: percent(before) })
    }
    before = top
  }
}

function percent(share: number): string {
  return `${Number((share * 100).toFixed(6))}%`
}

/** Ranges of groups lie within the scores there are. */
export function reportRanges({ rfm }: Pick<Segmentation, 'rfm'>, report: Report): void {
  if (rfm === undefined) return
  const { quantiles, groups } = rfm
  if (groups === undefined && quantiles !== 5) report('groups_needed', ['rfm', 'quantiles'], { quantiles })
  for (const [index, group] of (groups ?? []).entries()) {
    for (const measure of ['recency', 'frequency', 'monetary'] as const) {
      const [low, high] = group[measure] ?? [1, quantiles]
      if (low >= 1 && low <= high && high <= quantiles) continue
      report('range_outside', ['rfm', 'groups', index, measure], { given: `${low}-${high}`, quantiles })
    }
  }
}

export const segmentationsSchema = z.record(nameSchema, segmentationSchema)
