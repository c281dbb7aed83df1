import { z } from 'zod'
import { instant } from '../wire/instant.ts'
import { json, stream } from './route.ts'

const progress = z.object({ done: z.int(), of: z.int() })

export const liveStatus = z.object({
  customers: z.int(),
  definitions_version: z.int(),
  /** While records or memberships are being filled: how far. Until then answers come from the warehouse. */
  filling: progress.optional(),
  outbox: z.object({
    /** What the warehouse has yet to take. */
    depth: z.int(),
    /** Since the oldest of it was accepted; 0 when there is nothing. */
    age_seconds: z.number(),
    /** Why the warehouse did not take it the last time. */
    failure: z.string().optional(),
  }),
  timers: z.object({ count: z.int(), due_at: instant.nullable() }),
  accepted: z.object({
    events: z.int(),
    customers: z.int(),
    duplicates: z.int(),
    refused: z.int(),
  }),
  transitions: z.int(),
})
export type WireLiveStatus = z.infer<typeof liveStatus>

const difference = z.object({
  customer: z.string(),
  kind: z.enum(['segment', 'segmentation']),
  definition: z.string(),
  live: z.string(),
  batch: z.string(),
  live_why: z.string(),
  batch_why: z.string(),
})

const parity = z.object({
  as_of: instant,
  customers: z.int(),
  /** Memberships compared. */
  compared: z.int(),
  differences: z.int(),
  /** At most a hundred of them. */
  examples: z.array(difference),
})
export type WireParity = z.infer<typeof parity>

export const liveRoutes = {
  live: json('GET', {
    path: '/v1/live',
    needs: 'operations:read',
    does: 'How the live half is: customers held, outbox, timers, what was taken in.',
    response: liveStatus,
  }),
  parity: stream({
    path: '/v1/parity',
    needs: 'members:read',
    does: 'Compares live and batch membership of every customer at one instant, once the warehouse has everything.',
    progress,
    response: parity,
  }),
}
