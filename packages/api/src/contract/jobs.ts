import { z } from 'zod'
import { failure } from '../wire/failure.ts'
import { instant } from '../wire/instant.ts'
import { limit } from '../wire/query-number.ts'
import { json } from './route.ts'

const job = z.object({
  id: z.string(),
  /** The name of a route that answers with a stream. */
  route: z.string(),
  /** Who began it. */
  by: z.string(),
  /** What it is about, such as `model:churn`; never a customer. */
  about: z.array(z.string()),
  started_at: instant,
  ended_at: instant.nullable(),
  /** `stopped`: called off by somebody, or by the end of the server. */
  state: z.enum(['running', 'done', 'failed', 'stopped']),
  /** The newest line of progress, as the route would send it. */
  progress: z.record(z.string(), z.unknown()).optional(),
  failure: failure.omit({ details: true }).optional(),
})
export type WireJob = z.infer<typeof job>

const id = z.object({ id: z.string().min(1).max(100) })

/**
 * Long work. A route that answers with a stream goes on alone where it is asked with the header `Prefer: respond-async`
 * (RFC 7240): it answers 202 with `{"job"}` at once, and how far it is, and its result, are asked for here.
 */
export const jobRoutes = {
  jobs: json('GET', {
    path: '/v1/jobs',
    needs: 'operations:read',
    does: 'Long work that runs, and that ran since the server was started, newest first.',
    query: z.object({ limit: limit(50, 200) }),
    response: z.object({ jobs: z.array(job) }),
  }),
  job: json('GET', {
    path: '/v1/jobs/{id}',
    needs: 'signed_in',
    does: 'How far one piece of long work is, and its result once it is done; for who began it, and for admins.',
    params: id,
    response: job.extend({
      /** What the route would have answered; only where it went on alone. */
      result: z.unknown().optional(),
      failure: failure.optional(),
    }),
  }),
  stopJob: json('DELETE', {
    path: '/v1/jobs/{id}',
    needs: 'signed_in',
    does: 'Calls long work off; for who began it, and for admins. Nothing is left half done.',
    params: id,
    response: job,
  }),
}
