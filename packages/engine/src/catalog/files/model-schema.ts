import { z } from 'zod'
import { modelMethods } from '../../records/model-methods.ts'
import { describedKeys, expressionSchema, nameSchema } from './scalar-schemas.ts'

export const stretchSchema = z
  .string()
  .regex(/^[1-9]\d{0,3}[hdw]$/, { error: 'bad_stretch' })
  .meta({ description: 'So many hours, days or weeks: 12h, 30d, 4w.' })

const instantsSchema = z
  .strictObject({
    count: z
      .int()
      .min(1)
      .max(36)
      .default(4)
      .meta({ description: 'How many past instants rows are taken of. Default 4.' }),
    every: stretchSchema.default('30d').meta({ description: 'How far they are apart. Default 30d.' }),
  })
  .meta({ description: 'Past instants of which training rows are taken.' })

const lifetimeSchema = z
  .strictObject({
    event: nameSchema.meta({ description: 'What a customer does again and again as long as she stays.' }),
    value: expressionSchema
      .exactOptional()
      .meta({ description: 'What one is worth: a property of the event, such as purchase.amount.' }),
    model: z.enum(['bg_nbd', 'mbg_nbd', 'pareto_nbd']).default('bg_nbd').meta({
      description: 'The lifetime model. Default bg_nbd.',
    }),
    gives: z.enum(['alive', 'purchases', 'value']).exactOptional().meta({
      description:
        'What the score is: the chance that she still buys, expected purchases, or expected value. Default: value, if one is given, else purchases.',
    }),
    horizon: stretchSchema.default('365d').meta({ description: 'How far ahead. Default 365d.' }),
    margin: z
      .number()
      .gt(0)
      .max(1)
      .default(1)
      .meta({ description: 'What remains of the value, 0 to 1. Default 1.' }),
    discount: z
      .number()
      .min(0)
      .max(10)
      .default(0)
      .meta({ description: 'What a year costs: 0.1 is ten per cent. Default 0.' }),
  })
  .transform(({ gives, ...rest }) => ({
    ...rest,
    gives: gives ?? (rest.value === undefined ? ('purchases' as const) : ('value' as const)),
  }))

const amountSchema = z.number().min(0).max(1e12)

/** A model, as a file has it: shorthands and defaults written out. */
export const modelSchema = z
  .strictObject({
    ...describedKeys,
    population: expressionSchema
      .exactOptional()
      .meta({ description: 'A condition: who is asked about. Default: everybody.' }),
    target: expressionSchema.exactOptional().meta({
      description: 'What is to be foretold: an expression that looks ahead, or one of a column.',
    }),
    lifetime: lifetimeSchema.exactOptional().meta({
      description: 'A lifetime model in place of a target.',
    }),
    features: z.array(expressionSchema).min(1).max(200).exactOptional().meta({
      description: 'From what: names or expressions. Default: the set that discovery uses.',
    }),
    method: z
      .enum(modelMethods)
      .default('auto')
      .meta({ description: 'How it is fitted. Default auto: several are compared by the same folds.' }),
    instants: instantsSchema.default({ count: 4, every: '30d' }),
    benefit: amountSchema
      .exactOptional()
      .meta({ description: 'What treating one of whom it is true brings; with cost it sets the threshold.' }),
    cost: amountSchema.exactOptional().meta({ description: 'What treating one costs.' }),
    promote: z.enum(['by_hand', 'better']).default('by_hand').meta({
      description:
        'better: a version that is better on the same later period becomes champion by itself. Default by_hand.',
    }),
  })
  .superRefine((model, context) => {
    const given = (['target', 'lifetime'] as const).filter(key => model[key] !== undefined)
    if (given.length !== 1)
      context.addIssue({ code: 'custom', message: 'one_question', params: { given: [...given] } })
  })

/** Which version of a model counts: `churn: 3`. */
export const championSchema = z.union([
  z
    .int()
    .min(1)
    .transform(version => ({ version })),
  z.strictObject({
    ...describedKeys,
    version: z.int().min(1).meta({ description: 'A version that was trained.' }),
  }),
])
