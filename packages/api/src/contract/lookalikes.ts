import { z } from 'zod'
import { instant } from '../wire/instant.ts'
import { figure } from '../wire/model.ts'
import { plannedChange } from './definitions.ts'
import { modelMethods } from './models.ts'
import { stream } from './route.ts'

const value = z.union([z.number(), z.string()]).nullable()

const reachPoint = z.object({
  /** The share of the segment that scores at most this: 0.5 is as typical of it as its own middle. */
  similarity: z.number(),
  least: z.number(),
  /** How many others score at least this. */
  reach: z.int(),
})

const asked = {
  /** A condition: among whom they are looked for. Default: everybody. */
  among: z.string().max(50_000).optional(),
  /** About so many. Default: as many as the segment has. */
  reach: z.int().min(1).optional(),
  /** In place of a number: at least as alike as this share of the segment itself. */
  similarity: z.number().gt(0).max(1).optional(),
  features: z.array(z.string()).min(1).max(200).optional(),
  /** How members are told from others. Default logistic. */
  method: z.enum(modelMethods).optional(),
  seed: z.int().optional(),
  budget: z.number().min(1).max(86_400).optional(),
  author: z.string().min(1).max(200).optional(),
}

export const lookalikeRoutes = {
  lookalikes: stream({
    path: '/v1/segments/{id}/lookalikes',
    needs: 'models:train',
    about: { definition: 'id' },
    does: 'The customers most like those of a segment and not in it: similarity against reach, and what makes them alike. Published as a segment where a name is given.',
    params: z.object({ id: z.string() }),
    body: z.object({
      ...asked,
      /** The new segment; absent: nothing is stored. */
      publish: z.string().optional(),
    }),
    progress: z.object({ step: z.enum(['read', 'train', 'store']), done: z.int(), of: z.int() }),
    response: z.object({
      segment: z.string(),
      as_of: instant,
      /** Customers of the segment, and all others that were looked at. */
      seed: z.int(),
      others: z.int(),
      method: z.string(),
      /** How well members are told from others that were not learned from. */
      figures: z.array(figure),
      curve: z.array(reachPoint),
      chosen: reachPoint,
      traits: z.array(
        z.object({
          name: z.string(),
          label: z.string(),
          kind: z.enum(['number', 'money', 'category', 'boolean']),
          /** What is usual in the segment, and among all others. */
          seed: value,
          others: value,
          importance: z.number(),
        }),
      ),
      /** Features that were not used because the segment asks them itself. */
      left_out: z.array(z.string()),
      published: plannedChange
        .extend({ segment: z.string(), model: z.string(), when: z.string() })
        .optional(),
    }),
  }),
}
