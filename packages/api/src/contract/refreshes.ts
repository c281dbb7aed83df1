import { z } from 'zod'
import { definitionRef } from '../wire/definition-ref.ts'
import { failure } from '../wire/failure.ts'
import { instant, instantText } from '../wire/instant.ts'
import { limit } from '../wire/query-number.ts'
import { typedValue } from '../wire/value.ts'
import { json, stream } from './route.ts'

export const refreshSummary = z.object({
  id: z.int(),
  as_of: instant,
  state: z.enum(['running', 'published', 'failed']),
  reason: z.string().optional(),
  started_at: instant,
  published_at: instant.nullable(),
  definitions_version: z.int(),
  batch: z.int(),
  customers: z.int(),
  value: typedValue.optional(),
})
export type RefreshSummary = z.infer<typeof refreshSummary>

const failedDefinition = failure.omit({ details: true }).extend({
  definition: definitionRef,
  /** The refresh whose result is served instead; absent when there is none. */
  served_from: z.int().optional(),
})

export const refreshRoutes = {
  refresh: stream({
    path: '/v1/refreshes',
    needs: 'refreshes:run',
    does: 'Evaluates every definition at one instant and publishes the result.',
    body: z.object({ as_of: instantText.optional() }),
    progress: z.object({
      step: z.enum(['compile', 'cut_offs', 'evaluate', 'publish']),
      done: z.int(),
      of: z.int(),
    }),
    response: z.object({
      refresh: refreshSummary,
      /** Whether this is now the present; a refresh of an earlier instant is not. */
      current: z.boolean(),
      segments: z.int(),
      segmentations: z.int(),
      moves: z.object({ data: z.int(), clock: z.int(), definition: z.int() }),
      failures: z.array(failedDefinition),
    }),
  }),
  refreshes: json('GET', {
    path: '/v1/refreshes',
    needs: 'operations:read',
    does: 'Published refreshes, latest instant first.',
    query: z.object({ limit: limit(50, 1000) }),
    response: z.object({ refreshes: z.array(refreshSummary) }),
  }),
}
