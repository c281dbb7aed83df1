import { z } from 'zod'
import { instant } from '../wire/instant.ts'
import { limit } from '../wire/query-number.ts'
import { json } from './route.ts'

const merge = z.object({
  id: z.int(),
  at: instant,
  /** The id that is no customer of its own any more, and whose it is now. */
  from: z.string(),
  into: z.string(),
  by: z.enum(['alias', 'hand', 'rule']),
  /** Of a rule: the attribute they share. */
  attribute: z.string().optional(),
  author: z.string().optional(),
  undone_at: instant.optional(),
  /** It was not made: one person would have come to have more ids than the rule allows. */
  refused: z.literal('limit').optional(),
})
export type WireMerge = z.infer<typeof merge>

const customerId = z.string().min(1)

export const identityRoutes = {
  alias: json('POST', {
    path: '/v1/aliases',
    needs: 'events:write',
    about: { customer: 'customer' },
    does: 'Joins an anonymous id to a customer: what was done under either is hers.',
    body: z.object({ anonymous: customerId, customer: customerId }),
    response: merge,
  }),
  merge: json('POST', {
    path: '/v1/merges',
    needs: 'identities:write',
    about: { customer: 'into' },
    does: 'Makes two customers one.',
    body: z.object({ from: customerId, into: customerId, author: z.string().min(1).max(200).optional() }),
    response: merge,
  }),
  merges: json('GET', {
    path: '/v1/merges',
    needs: 'members:read',
    does: 'Aliases and merges, newest first, those undone included.',
    query: z.object({ limit: limit(100, 1000) }),
    response: z.object({ merges: z.array(merge) }),
  }),
  unmerge: json('DELETE', {
    path: '/v1/merges/{id}',
    needs: 'identities:write',
    about: { merge: 'id' },
    does: 'Takes a merge back: two customers again, each with what was hers.',
    params: z.object({ id: z.coerce.number().int().min(0) }),
    response: merge,
  }),
}
