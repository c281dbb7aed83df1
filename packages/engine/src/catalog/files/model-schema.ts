import { nearestName } from '@kindred/language'
import { z } from 'zod'
import type { LifetimeDefinition } from '../../records/definitions.ts'
import { upliftLearners } from '../../records/definitions.ts'
import { modelMethods } from '../../records/model-methods.ts'
import { stretchMillis } from '../../records/stretch.ts'
import { describedKeys, expressionSchema, nameSchema } from './scalar-schemas.ts'

export const stretchSchema = z
  .string()
  .regex(/^[1-9]\d{0,3}[hdw]$/, { error: 'bad_stretch' })
  .meta({ description: 'So many hours, days or weeks: 12h, 30d, 4w.' })

/** As the language reads instants: without a zone it is that of the workspace. */
const DAY_OR_INSTANT = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:\d\d)?)?$/

const instantsSchema = z
  .strictObject({
    count: z
      .int()
      .min(1)
      .max(36)
      .default(4)
      .meta({ description: 'How many past instants rows are taken of. Default 4.' }),
    every: stretchSchema.default('30d').meta({ description: 'How far they are apart. Default 30d.' }),
    at: z
      .array(z.string().regex(DAY_OR_INSTANT, { error: 'bad_instant' }))
      .min(1)
      .max(36)
      .exactOptional()
      .meta({ description: 'Days or instants in place of those, such as the days of mailings: 2026-03-01.' }),
  })
  .meta({ description: 'Past instants of which training rows are taken.' })

const lifetimeKeys = z.strictObject({
  event: nameSchema.meta({ description: 'What a customer does again and again, or what begins a contract.' }),
  value: expressionSchema
    .exactOptional()
    .meta({ description: 'What one is worth: a property of the event, such as purchase.amount.' }),
  model: z.enum(['bg_nbd', 'mbg_nbd', 'pareto_nbd', 'sbg', 'bg_bb']).default('bg_nbd').meta({
    description:
      'The lifetime model. Default bg_nbd. sbg: contracts that are renewed; bg_bb: occasions that come round.',
  }),
  gives: z.enum(['alive', 'purchases', 'value']).exactOptional().meta({
    description:
      'What the score is: the chance that she still buys, expected purchases, or expected value. Default: value, if one is given, else purchases; of sbg alive.',
  }),
  period: stretchSchema
    .exactOptional()
    .meta({ description: 'Of sbg and bg_bb: how long a contract or an occasion lasts. Default 30d.' }),
  ends: nameSchema.exactOptional().meta({ description: 'Of sbg: the event that ends a contract.' }),
  horizon: stretchSchema.exactOptional().meta({
    description: 'How far ahead. Default 365d; of sbg and bg_bb whole periods, default 12.',
  }),
  margin: z
    .number()
    .gt(0)
    .max(1)
    .exactOptional()
    .meta({ description: 'What remains of the value, 0 to 1. Default 1.' }),
  discount: z
    .number()
    .min(0)
    .max(10)
    .default(0)
    .meta({ description: 'What a year costs: 0.1 is ten per cent. Default 0.' }),
})

type Lifetime = z.output<typeof lifetimeKeys>

const lifetimeSchema = lifetimeKeys
  .superRefine((lifetime, context) => {
    const { model, period = PERIOD, horizon, ends, gives } = lifetime
    const report = (message: string, path: string[], params: Record<string, unknown>) =>
      context.addIssue({ code: 'custom', message, path, params })
    for (const key of strayKeys(lifetime)) report('key_out_of_place', [key], { key, way: model })
    if (model === 'sbg' && ends === undefined) report('end_missing', [], {})
    if (model === 'sbg' && gives === 'purchases')
      report('key_out_of_place', ['gives'], { key: 'gives: purchases', way: model })
    if (isDiscrete(model) && horizon !== undefined && stretchMillis(horizon) % stretchMillis(period) > 0)
      report('horizon_not_whole', ['horizon'], { horizon, period })
  })
  .transform((lifetime): LifetimeDefinition => {
    const { model, gives, value, margin = 1, horizon, period = PERIOD, ends, ...rest } = lifetime
    if (model === 'sbg' || model === 'bg_bb')
      return {
        ...{ ...rest, model, period, horizon: horizon ?? times(period, PERIODS) },
        gives: gives === 'purchases' || (gives === undefined && model === 'bg_bb') ? 'purchases' : 'alive',
        ...(ends !== undefined && { ends }),
      }
    return {
      ...{ ...rest, model, margin, horizon: horizon ?? '365d' },
      ...(value !== undefined && { value }),
      gives: gives ?? (value === undefined ? 'purchases' : 'value'),
    }
  })

const PERIOD = '30d'
const PERIODS = 12

function isDiscrete(model: Lifetime['model']): model is 'sbg' | 'bg_bb' {
  return model === 'sbg' || model === 'bg_bb'
}

function times(stretch: string, count: number): string {
  return `${Number(stretch.slice(0, -1)) * count}${stretch.slice(-1)}`
}

/** Keys that mean nothing to a model. */
function strayKeys({ model, value, margin, period, ends, gives }: Lifetime): string[] {
  const wrong = isDiscrete(model)
    ? { value, margin, ...(gives === 'value' && { gives }), ...(model === 'bg_bb' && { ends }) }
    : { period, ends }
  return Object.entries(wrong).flatMap(([key, given]) => (given === undefined ? [] : [key]))
}

const upliftSchema = z
  .strictObject({
    treatments: z
      .record(
        nameSchema,
        expressionSchema.meta({ description: 'A condition: who had it; it may look ahead.' }),
      )
      .refine(given => Object.keys(given).length > 0, { error: 'empty' })
      .meta({ description: 'By the name of a treatment the condition that says who had it.' }),
    control: expressionSchema
      .exactOptional()
      .meta({ description: 'Who was left alone. Default: who had none of the treatments.' }),
    learner: z.enum(upliftLearners).default('auto').meta({
      description: 'How effects are learned. Default auto: several are compared by the same folds.',
    }),
  })
  .meta({ description: 'Treatments: the score is what the first of them changes of the target.' })

const retrainSchema = z
  .strictObject({
    every: stretchSchema.exactOptional().meta({ description: 'How long after it was trained last.' }),
    drift: z.number().gt(0).max(100).exactOptional().meta({
      description:
        'From which population stability index of its inputs or its score on: 0.1 is a little, 0.25 is much.',
    }),
  })
  .refine(({ every, drift }) => every !== undefined || drift !== undefined, { error: 'empty' })
  .meta({ description: 'When it is trained anew by itself. Default: by hand only.' })

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
    uplift: upliftSchema.exactOptional(),
    features: z.array(expressionSchema).min(1).max(200).exactOptional().meta({
      description: 'From what: names or expressions. Default: the set that discovery uses.',
    }),
    method: z
      .enum(modelMethods)
      .default('auto')
      .meta({ description: 'How it is fitted. Default auto: several are compared by the same folds.' }),
    monotone: z
      .record(expressionSchema, z.enum(['rising', 'falling']))
      .refine(given => Object.keys(given).length > 0, { error: 'empty' })
      .exactOptional()
      .meta({
        description:
          'Of features as they are written above: with which the score may only rise, or only fall, others as they are. By boosting.',
      }),
    instants: instantsSchema.default({ count: 4, every: '30d' }),
    benefit: amountSchema
      .exactOptional()
      .meta({ description: 'What treating one of whom it is true brings; with cost it sets the threshold.' }),
    cost: amountSchema.exactOptional().meta({ description: 'What treating one costs.' }),
    promote: z.enum(['by_hand', 'better']).default('by_hand').meta({
      description:
        'better: a version that is better on the same later period becomes champion by itself. Default by_hand.',
    }),
    retrain: retrainSchema.exactOptional(),
  })
  .superRefine((model, context) => {
    if (model.uplift !== undefined && model.target === undefined)
      context.addIssue({ code: 'custom', message: 'uplift_without_target' })
    for (const [path, message, params] of monotoneFaults(model))
      context.addIssue({ code: 'custom', message, path: ['monotone', ...path], params })
    const given = (['target', 'lifetime'] as const).filter(key => model[key] !== undefined)
    if (given.length !== 1)
      context.addIssue({ code: 'custom', message: 'one_question', params: { given: [...given] } })
  })

type MonotoneFault = readonly [path: string[], message: string, params: Record<string, unknown>]

interface AskedMonotone {
  readonly monotone?: Readonly<Record<string, string>>
  readonly features?: readonly string[]
  readonly method: string
  readonly uplift?: unknown
  readonly lifetime?: unknown
}

/** Directions are those of features that are written down, and of a method that keeps to them. */
function monotoneFaults({
  monotone,
  features = [],
  method,
  uplift,
  lifetime,
}: AskedMonotone): MonotoneFault[] {
  if (monotone === undefined) return []
  const way = (['uplift', 'lifetime'] as const).find(key => ({ uplift, lifetime })[key] !== undefined)
  if (way !== undefined) return [[[], 'key_out_of_place', { key: 'monotone', way }]]
  if (method !== 'auto' && method !== 'boosting')
    return [[[], 'key_out_of_place', { key: 'monotone', way: `method: ${method}` }]]
  return Object.keys(monotone)
    .filter(name => !features.includes(name))
    .map((name): MonotoneFault => {
      const params = { what: "'monotone'", name, kind: "feature under 'features'" }
      return [[name], 'named_unknown', { ...params, nearest: nearestName(name, features) }]
    })
}

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
