import { z } from 'zod'

/** How many there are of something of one person's. */
export const heldCount = z.object({
  store: z.enum(['warehouse', 'catalog', 'profiles', 'files']),
  /** `events`, `changes`, `memberships`, `transitions`, `records`, … */
  what: z.string(),
  count: z.int(),
})
