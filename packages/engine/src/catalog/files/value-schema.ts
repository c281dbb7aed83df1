import { z } from 'zod'
import { classSchema, describedKeys, expressionSchema, labelSchema, shareSchema } from './scalar-schemas.ts'
import { reportRanges, rfmSchema } from './segmentation-schema.ts'

const unitSchema = z.number().min(0.000001).max(1e12)

const costSchema = z.strictObject({
  name: labelSchema,
  of: expressionSchema.meta({ description: 'What costs, such as count(call, 365d).' }),
  each: unitSchema.meta({ description: 'What one of it costs.' }),
})

const pointSchema = z.strictObject({
  name: labelSchema,
  when: expressionSchema.meta({ description: 'A condition.' }),
  points: z.number().min(-1e6).max(1e6).meta({ description: 'What it adds where it holds.' }),
})

/** The ways to value a customer; exactly one is taken. */
export const valueWays = ['revenue', 'amount', 'points', 'rfm'] as const

/** The segmentation that cuts a value into classes. */
export function valueClasses(id: string): string {
  return `${id}_class`
}

/** Quantiles that a score can be asked for in the language. */
const SCORED = [4, 5, 10]

/** A way to value customers, as a file has it. It becomes a feature and a segmentation. */
export const valueSchema = z
  .strictObject({
    ...describedKeys,
    revenue: expressionSchema
      .exactOptional()
      .meta({ description: 'What she brings or will bring, before margin and costs.' }),
    margin: z.number().gt(0).max(1).exactOptional().meta({
      description: 'What remains of revenue, 0 to 1. Default 1.',
    }),
    costs: z
      .array(costSchema)
      .min(1)
      .max(50)
      .exactOptional()
      .meta({ description: 'Of serving and of contacting her; taken from what remains of revenue.' }),
    amount: expressionSchema
      .exactOptional()
      .meta({ description: 'Any number or money, such as score(worth_next_year).' }),
    points: z
      .array(pointSchema)
      .min(1)
      .max(200)
      .exactOptional()
      .meta({ description: 'Conditions and what each adds where it holds.' }),
    rfm: rfmSchema.exactOptional(),
    among: expressionSchema
      .exactOptional()
      .meta({ description: 'A condition: of all others it says nothing. Default: everybody.' }),
    tells: z.enum(['present', 'expected', 'potential', 'prospect']).exactOptional().meta({
      description:
        'What it says: what she brings now, is expected to bring, could bring, or would bring once she buys.',
    }),
    method: z
      .enum(['quantile', 'cumulative_share'])
      .exactOptional()
      .meta({ description: 'How classes are cut. Default cumulative_share.' }),
    classes: z
      .array(z.strictObject({ class: classSchema, top: shareSchema }))
      .min(1)
      .max(100)
      .exactOptional()
      .meta({ description: 'Default: A to 80%, B to 95%.' }),
    otherwise: classSchema
      .exactOptional()
      .meta({ description: 'The class of all others. Default C, of RFM unscored.' }),
  })
  .superRefine((value, context) => {
    const report = (message: string, path: (string | number)[], params: Record<string, unknown> = {}) =>
      context.addIssue({ code: 'custom', message, path, params })
    const given = valueWays.filter(way => value[way] !== undefined)
    if (given.length !== 1) return report('one_way_of_value', [], { given })
    const stray = strayKeys(value)
    if (stray.length > 0)
      return report('key_out_of_place', [stray[0] ?? ''], { key: stray[0], way: given[0] })
    if (value.rfm === undefined) return
    if (SCORED.includes(value.rfm.quantiles)) reportRanges(value, report)
    else report('quantiles_not_scored', ['rfm', 'quantiles'], { given: value.rfm.quantiles })
  })

type Given = { readonly [K in 'revenue' | 'rfm' | 'margin' | 'costs' | 'method' | 'classes']?: unknown }

/** Keys that mean nothing beside the way that was taken. */
function strayKeys(value: Given): string[] {
  const wrong = [
    ...(value.revenue === undefined ? (['margin', 'costs'] as const) : []),
    ...(value.rfm === undefined ? [] : (['method', 'classes'] as const)),
  ]
  return wrong.filter(key => value[key] !== undefined)
}

export type WrittenValue = z.output<typeof valueSchema>
