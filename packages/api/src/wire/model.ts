import { z } from 'zod'
import { instant } from './instant.ts'

/** One measure of how good a model is, with its 95 % interval. */
export const figure = z.object({
  name: z.string(),
  value: z.number(),
  interval: z.tuple([z.number(), z.number()]).optional(),
})
export type WireFigure = z.infer<typeof figure>

const answer = z.enum(['chance', 'amount'])
const single = z.union([z.number(), z.string()]).nullable()

/** A version of a model as a list shows it. */
export const modelVersion = z.object({
  version: z.int(),
  created_at: instant,
  author: z.string(),
  method: z.string(),
  answer,
  champion: z.boolean(),
  /** Whether it can be champion: whether SQL and closure can compute it. */
  has_formula: z.boolean(),
  rows: z.int(),
  figures: z.array(figure),
  /** Of a guess without a model, on the same rows. */
  baseline: z.array(figure),
})
export type WireModelVersion = z.infer<typeof modelVersion>

/** A model as it is defined, and what was trained of it. */
export const listedModel = z.object({
  id: z.string(),
  name: z.string(),
  population: z.string().optional(),
  target: z.string().optional(),
  lifetime: z.string().optional(),
  treatments: z.record(z.string(), z.string()).optional(),
  method: z.string(),
  /** The version that counts; absent: none does, and nobody has a score. */
  champion: z.int().optional(),
  /** The first problem of a model that is broken. */
  problem: z.string().optional(),
  /** The newest that was trained. */
  newest: modelVersion.optional(),
})
export type WireListedModel = z.infer<typeof listedModel>

const modelFeature = z.object({
  name: z.string(),
  is: z.string(),
  label: z.string(),
  kind: z.enum(['number', 'money', 'category', 'boolean']),
  why: z.string(),
  known_share: z.number(),
  typical: single.optional(),
  importance: z.number().optional(),
  dropped: z.string().optional(),
  dependence: z.array(z.object({ value: single, answer: z.number() })).optional(),
})

const triedMethod = z.object({
  method: z.string(),
  settings: z.string(),
  figure: figure.optional(),
  error: z.number(),
  chosen: z.boolean(),
  has_formula: z.boolean(),
  excluded: z.string().optional(),
})

const judged = z.object({
  /** `later`: an instant after all it learned from. `apart`: customers it did not learn from. */
  by: z.enum(['later', 'apart']),
  at: instant,
  rows: z.int(),
  /** Share of whom it was true, or the mean. */
  mean: z.number(),
  figures: z.array(figure),
  curves: z.object({
    roc: z.array(z.tuple([z.number(), z.number()])).optional(),
    tenths: z.array(
      z.object({
        rows: z.number(),
        score: z.number(),
        actual: z.number(),
        gain: z.number(),
        lift: z.number(),
      }),
    ),
    calibration: z.array(z.object({ foretold: z.number(), actual: z.number(), rows: z.number() })),
  }),
})

const judgedSegment = z.object({
  segment: z.string(),
  name: z.string(),
  rows: z.int(),
  mean: z.number(),
  foretold: z.number(),
  figure: figure.optional(),
})

/** What treatments change, by the rows that were not learned from. */
const upliftCard = z.object({
  learner: z.string(),
  control: z.object({ rows: z.int(), mean: z.number() }),
  /** The first is the one that the score is of. */
  treatments: z.array(
    z.object({
      name: z.string(),
      rows: z.int(),
      mean: z.number(),
      figures: z.array(figure),
      curve: z.array(
        z.object({
          share: z.number(),
          uplift: z.number(),
          gain: z.number(),
          /** Of the gain, 95 %. */
          within: z.tuple([z.number(), z.number()]).optional(),
        }),
      ),
      groups: z.array(
        z.object({
          group: z.enum(['persuadable', 'sure_thing', 'lost_cause', 'do_not_disturb']),
          rows: z.int(),
          foretold: z.number(),
          came: z.number().optional(),
        }),
      ),
    }),
  ),
  worth: z.object({ at: z.number(), says: z.string() }),
  sure: z.number(),
})

/** A version of a model with its card: everything somebody has to know who is to rely on it. */
export const fittedModel = z.object({
  id: z.string(),
  version: z.int(),
  created_at: instant,
  author: z.string(),
  champion: z.boolean(),
  method: z.string(),
  answer,
  currency: z.string().optional(),
  has_formula: z.boolean(),
  population: z.string().optional(),
  target: z.string().optional(),
  lifetime: z.string().optional(),
  /** Treatments by name, with who had each. */
  treatments: z.record(z.string(), z.string()).optional(),
  retrain: z.object({ every: z.string().optional(), drift: z.number().optional() }).optional(),
  benefit: z.number().optional(),
  cost: z.number().optional(),
  card: z.object({
    definitions_version: z.int(),
    batch: z.int(),
    seed: z.int(),
    budget: z.number(),
    /** Days that the target looks ahead. */
    ahead_days: z.number().optional(),
    population: z.object({ customers: z.int(), base: z.int() }),
    instants: z.array(z.object({ at: instant, customers: z.int(), rows: z.int(), mean: z.number() })),
    rows: z.int(),
    folds: z.int(),
    features: z.array(modelFeature),
    tried: z.array(triedMethod),
    recommendation: z.string(),
    calibration: z.object({ by: z.enum(['none', 'platt', 'isotonic', 'level']), says: z.string() }),
    /** Of an amount: what a customer of the later period came to and what was foretold, before it is multiplied by the factor. */
    level: z.object({ factor: z.number(), foretold: z.number(), came: z.number() }).optional(),
    judged,
    baseline: z.object({ says: z.string(), figures: z.array(figure) }),
    segments: z.array(judgedSegment),
    threshold: z
      .object({
        at: z.number(),
        says: z.string(),
        true_positives: z.number(),
        false_positives: z.number(),
        false_negatives: z.number(),
        true_negatives: z.number(),
        profit: z.number().optional(),
      })
      .optional(),
    uplift: upliftCard.optional(),
    notes: z.array(z.string()),
  }),
})
export type WireFittedModel = z.infer<typeof fittedModel>

/** What one input does to the answer of one customer. */
export const inputEffect = z.object({
  input: z.string(),
  label: z.string(),
  value: single,
  typical: single,
  /** Against a customer in the middle. */
  effect: z.number(),
  unit: z.enum(['log_odds', 'chance', 'amount']),
  says: z.string(),
})
