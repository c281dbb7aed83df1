import { z } from 'zod'
import { liveStatus } from './live.ts'
import { json } from './route.ts'

const advice = z.object({ says: z.string(), remedy: z.string() })

const node = z.object({
  store: z.enum(['warehouse', 'catalog', 'profiles']),
  kind: z.enum(['memory', 'embedded', 'server', 'cluster']),
  node: z.string(),
  reachable: z.boolean(),
  engine_version: z.string().optional(),
  schema_version: z.int().optional(),
  problem: advice.optional(),
})

export const healthRoutes = {
  health: json('GET', {
    path: '/v1/health',
    needs: 'operations:read',
    does: 'What is reachable, in which versions, what is wrong and how to mend it.',
    response: z.object({
      ok: z.boolean(),
      version: z.string(),
      node_version: z.string(),
      platform: z.string(),
      /** The workspace folder; absent in a server without one. */
      folder: z.string().optional(),
      stores: z.array(node),
      /** The live half, where this server runs it. */
      live: liveStatus.nullable(),
      problems: z.array(advice),
    }),
  }),
}
