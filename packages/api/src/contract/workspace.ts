import { z } from 'zod'
import { instant } from '../wire/instant.ts'
import { refreshSummary } from './refreshes.ts'
import { json } from './route.ts'

export const workspaceRoutes = {
  workspace: json('GET', {
    path: '/v1/workspace',
    needs: 'workspace:read',
    does: 'Settings, how much is stored, and what is current.',
    response: z.object({
      workspace: z.string(),
      timezone: z.string(),
      currency: z.string(),
      week_starts: z.enum(['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']),
      /** The expression that shares of value are made with; absent when there is none. */
      value: z.string().optional(),
      customers: z.int(),
      events: z.int(),
      per_event: z.array(z.object({ event: z.string(), events: z.int() })),
      first_event_at: instant.nullable(),
      last_event_at: instant.nullable(),
      /** Number of the newest batch that can be seen. */
      batch: z.int(),
      definitions: z
        .object({
          version: z.int(),
          author: z.string(),
          at: instant,
          counts: z.object({
            attributes: z.int(),
            events: z.int(),
            features: z.int(),
            segments: z.int(),
            segmentations: z.int(),
            lists: z.int(),
            places: z.int(),
          }),
        })
        .nullable(),
      refresh: refreshSummary.nullable(),
    }),
  }),
}
