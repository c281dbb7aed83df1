import { z } from 'zod'
import { instant, instantText } from '../wire/instant.ts'
import { figure, fittedModel, inputEffect, listedModel, modelVersion } from '../wire/model.ts'
import { limit, queryNumber } from '../wire/query-number.ts'
import { plannedChange } from './definitions.ts'
import { file, json, stream } from './route.ts'

export const modelId = z.object({ id: z.string() })
export const modelVersionNumber = queryNumber(1, 999_999_999)
/** How a model may be fitted. */
export const modelMethods = [
  'auto',
  'logistic',
  'ridge',
  'median',
  'tree',
  'bayes',
  'svm',
  'svm_rbf',
  'network',
  'neighbours',
  'forest',
  'boosting',
  'voting',
  'stacking',
] as const
export const planProgress = z.object({ step: z.string(), done: z.int(), of: z.int() })

/** What promoting changes, and for whom. */
const promotion = plannedChange.extend({
  model: z.string(),
  /** The version that counts, or would. */
  champion: z.int(),
  /** The one that counted before. */
  before: z.int().optional(),
  stored: z.boolean(),
})

export const promoting = {
  /** Shows what would change, and for whom; changes nothing. */
  dry_run: z.boolean().default(false),
  author: z.string().min(1).max(200).optional(),
}

export const modelRoutes = {
  models: json('GET', {
    path: '/v1/models',
    needs: 'segments:read',
    does: 'The models that are defined, which version of each counts, and how good the newest is.',
    response: z.object({ models: z.array(listedModel) }),
  }),
  trainModel: stream({
    path: '/v1/models/{id}/train',
    needs: 'models:train',
    about: { model: 'id' },
    does: 'Trains a model of what is known, judges it by a later period, and stores it as its next version.',
    params: modelId,
    body: z.object({
      method: z.enum(modelMethods).optional(),
      /** Default 1. */
      seed: z.int().optional(),
      /** Seconds for trying methods and settings. Default 60. */
      budget: z.number().min(1).max(86_400).optional(),
      /** Settings of each method that are drawn by chance and tried beside the usual ones. Default 0. */
      draws: z.int().min(0).max(1000).optional(),
      as_of: instantText.optional(),
      /** Above so many rows it learns from a sample. Default 200,000. */
      learn_from: z.int().min(100).max(10_000_000).optional(),
      /** Whether it may become champion: the first, or one that is better where the model says so. Default true. */
      promote: z.boolean().default(true),
      author: z.string().min(1).max(200).optional(),
    }),
    progress: z.object({ step: z.enum(['read', 'train', 'store']), done: z.int(), of: z.int() }),
    response: fittedModel.extend({
      /** Why it did, or did not, become champion. */
      says: z.string(),
    }),
  }),
  model: json('GET', {
    path: '/v1/models/{id}',
    needs: 'segments:read',
    about: { model: 'id' },
    does: 'One trained version of a model with its card: the newest, or the one named.',
    params: modelId,
    query: z.object({ version: modelVersionNumber.optional() }),
    response: fittedModel,
  }),
  modelVersions: json('GET', {
    path: '/v1/models/{id}/versions',
    needs: 'segments:read',
    about: { model: 'id' },
    does: 'All trained versions of one model, newest first.',
    params: modelId,
    response: z.object({ id: z.string(), versions: z.array(modelVersion) }),
  }),
  modelReport: file({
    path: '/v1/models/{id}/report',
    needs: 'segments:read',
    about: { model: 'id' },
    does: 'One trained version as a page for people, which opens from disk.',
    params: modelId,
    query: z.object({ version: modelVersionNumber.optional() }),
  }),
  compareModel: json('GET', {
    path: '/v1/models/{id}/comparison',
    needs: 'segments:read',
    about: { model: 'id' },
    does: 'Versions of a model side by side: each foretells the same customers at the last instant of which it is known what came.',
    params: modelId,
    query: z.object({
      versions: z
        .string()
        .regex(/^\d{1,9}(,\d{1,9}){1,9}$/)
        .optional(),
    }),
    response: z.object({
      id: z.string(),
      at: instant,
      /** `later`: the same customers at one instant. `apart`: each by customers that it did not learn from. */
      by: z.enum(['later', 'apart']),
      versions: z.array(
        z.object({
          version: z.int(),
          method: z.string(),
          champion: z.boolean(),
          rows: z.int(),
          figures: z.array(figure),
        }),
      ),
    }),
  }),
  promoteModel: stream({
    path: '/v1/models/{id}/promote',
    needs: 'definitions:write',
    about: { model: 'id' },
    does: 'Makes a version the one that gives the score: the newest, or the one named.',
    params: modelId,
    body: z.object({ version: z.int().min(1).optional(), ...promoting }),
    progress: planProgress,
    response: promotion,
  }),
  rollBackModel: stream({
    path: '/v1/models/{id}/roll-back',
    needs: 'definitions:write',
    about: { model: 'id' },
    does: 'Makes that version count again which counted before.',
    params: modelId,
    body: z.object(promoting),
    progress: planProgress,
    response: promotion,
  }),
  scores: json('GET', {
    path: '/v1/models/{id}/scores',
    needs: 'members:read',
    about: { model: 'id' },
    does: 'The customers a model is about by their score, highest first.',
    params: modelId,
    query: z.object({
      /** One of several answers: a treatment, or left_alone. */
      output: z.string().max(100).optional(),
      version: modelVersionNumber.optional(),
      as_of: instantText.optional(),
      limit: limit(50, 100_000),
      /** Only those with at least this score. */
      least: z.coerce.number().optional(),
    }),
    response: z.object({
      id: z.string(),
      version: z.int(),
      as_of: instant,
      customers: z.int(),
      scored: z.int(),
      mean: z.number(),
      highest: z.array(z.object({ customer: z.string(), score: z.number() })),
    }),
  }),
  exportScores: file({
    path: '/v1/models/{id}/scores/export',
    needs: 'members:export',
    about: { model: 'id' },
    does: 'All customers a model is about with their score, highest first, as CSV.',
    params: modelId,
    query: z.object({
      output: z.string().max(100).optional(),
      version: modelVersionNumber.optional(),
      as_of: instantText.optional(),
      least: z.coerce.number().optional(),
    }),
  }),
  explainScore: json('GET', {
    path: '/v1/models/{id}/customers/{customer}',
    needs: 'customers:read',
    about: { customer: 'customer', model: 'id' },
    does: 'The score of a customer, and what of her makes it so.',
    params: modelId.extend({ customer: z.string() }),
    query: z.object({ version: modelVersionNumber.optional(), as_of: instantText.optional() }),
    response: z.object({
      id: z.string(),
      version: z.int(),
      customer: z.string(),
      as_of: instant,
      answer: z.enum(['chance', 'amount']),
      /** The treatment whose effect the score is; absent: it is what comes. */
      effect_of: z.string().optional(),
      currency: z.string().optional(),
      /** `null`: it is unknown. */
      score: z.number().nullable(),
      /** Whether she is in the population of the model. */
      is_meant: z.boolean(),
      threshold: z.number().optional(),
      effects: z.array(inputEffect),
    }),
  }),
}
