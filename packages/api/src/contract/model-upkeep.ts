import { z } from 'zod'
import { instant } from '../wire/instant.ts'
import { fittedModel } from '../wire/model.ts'
import { plannedChange } from './definitions.ts'
import { modelId, modelVersionNumber, planProgress, promoting } from './models.ts'
import { json, stream } from './route.ts'

export const modelUpkeepRoutes = {
  modelDrift: json('GET', {
    path: '/v1/models/{id}/drift',
    needs: 'segments:read',
    about: { model: 'id' },
    does: 'How far the customers a model is about have moved since it was judged: of its score and of every input.',
    params: modelId,
    query: z.object({ version: modelVersionNumber.optional() }),
    response: z.object({
      id: z.string(),
      version: z.int(),
      as_of: instant,
      /** The instant it was judged at. */
      since: instant,
      /** Customers that were looked at; absent: it was trained before this was kept. */
      rows: z.int().optional(),
      /** Population stability index: below 0.1 is little, above 0.25 much. */
      score: z.number().optional(),
      inputs: z.array(z.object({ name: z.string(), label: z.string(), drift: z.number() })),
    }),
  }),
  registerModel: json('POST', {
    path: '/v1/models/{id}/register',
    needs: 'models:train',
    about: { model: 'id' },
    does: 'Stores a model that was fitted elsewhere (ONNX) as the next version, held against sample rows and judged by what came.',
    params: modelId,
    body: z.object({
      /** The ONNX file, in base64. */
      file: z.base64().max(64_000_000),
      /** Rows of which it is known what the file foretells: inputs in the order of the features. */
      samples: z
        .array(z.object({ inputs: z.array(z.number().nullable()).min(1).max(200), score: z.number() }))
        .min(1)
        .max(10_000),
      author: z.string().min(1).max(200).optional(),
    }),
    response: fittedModel,
  }),
  retrainModels: stream({
    path: '/v1/models/retrain',
    needs: 'models:train',
    does: 'Trains anew the models whose `retrain` says that they are due.',
    body: z.object({ author: z.string().min(1).max(200).optional() }),
    progress: z.object({ step: z.enum(['read', 'train', 'store']), done: z.int(), of: z.int() }),
    response: z.object({
      models: z.array(
        z.object({
          id: z.string(),
          why: z.string(),
          version: z.int().optional(),
          champion: z.int().optional(),
          /** Why it did, or did not, become champion; what it was refused for. */
          says: z.string(),
        }),
      ),
    }),
  }),
  publishUpliftGroups: stream({
    path: '/v1/models/{id}/groups',
    needs: 'definitions:write',
    about: { model: 'id' },
    does: 'Publishes the four groups of a model of treatments as a segmentation: persuadable, sure thing, lost cause, do not disturb.',
    params: modelId,
    body: z.object({
      /** What the segmentation is called. Default: the model and `_groups`. */
      segmentation: z.string().optional(),
      /** An effect of at least this is worth it. Default: as the card says. */
      worth: z.number().min(0).optional(),
      /** An effect of at most this disturbs. Default: −`worth`. */
      disturbs: z.number().optional(),
      /** Who answers with at least this if left alone is sure. Default: the mean. */
      sure: z.number().optional(),
      ...promoting,
    }),
    progress: planProgress,
    response: plannedChange.extend({
      segmentation: z.string(),
      classes: z.array(z.object({ class: z.string(), when: z.string() })),
      otherwise: z.string(),
      stored: z.boolean(),
    }),
  }),
}
