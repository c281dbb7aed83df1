import { z } from 'zod'
import { heldCount } from '../wire/held.ts'
import { instant } from '../wire/instant.ts'
import { limit } from '../wire/query-number.ts'
import { json } from './route.ts'

const erasure = z.object({
  id: z.string(),
  /** Since when nobody sees her. */
  at: instant,
  author: z.string(),
  reason: z.string().optional(),
  /** How many ids she had. Which they were is not kept. */
  ids: z.int(),
  /** What was found of her, and has been removed. */
  found: z.array(heldCount),
  /** Since when nothing is left; `null`: it goes on by itself, and `waits` says what for. */
  done_at: instant.nullable(),
  waits: z.array(z.string()),
  /** What is beyond its reach. */
  notes: z.array(z.string()),
})
export type WireErasure = z.infer<typeof erasure>

const id = z.string().min(1)

export const erasureRoutes = {
  erasurePlan: json('GET', {
    path: '/v1/customers/{id}/erasure',
    needs: 'privacy:read',
    about: { customer: 'id' },
    does: 'What erasing a customer would remove, store by store, under all her ids. Nothing is changed.',
    params: z.object({ id }),
    response: z.object({
      /** All ids of the person. */
      ids: z.array(z.string()),
      held: z.array(heldCount),
      /** What could not be looked at now. */
      waits: z.array(z.string()),
      /** There are live profiles, and the live half does not run: with it, all is done at once. */
      needs_live: z.boolean(),
      notes: z.array(z.string()),
    }),
  }),
  erase: json('POST', {
    path: '/v1/customers/{id}/erasure',
    needs: 'privacy:erase',
    about: { customer: 'id' },
    does: 'Erases a customer under all her ids: nobody sees her from now on, every store forgets her, and she does not come back by a late event or import. It cannot be undone.',
    params: z.object({ id }),
    body: z.object({
      /** Kept with the receipt: no personal data. */
      reason: z.string().min(1).max(500).optional(),
    }),
    response: erasure,
  }),
  erasures: json('GET', {
    path: '/v1/erasures',
    needs: 'privacy:read',
    does: 'Receipts of erasures, newest first.',
    query: z.object({ limit: limit(100, 1000) }),
    response: z.object({ erasures: z.array(erasure) }),
  }),
  erasure: json('GET', {
    path: '/v1/erasures/{id}',
    needs: 'privacy:read',
    about: { erasure: 'id' },
    does: 'The receipt of one erasure, and what it waits for while it is open.',
    params: z.object({ id }),
    response: erasure,
  }),
}
