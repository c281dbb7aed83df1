import { z } from 'zod'
import { instantText } from '../wire/instant.ts'
import { hot } from './route.ts'

/** How many items one request may hold. */
export const MOST_ITEMS = 1000

const sentEvent = z.strictObject({
  /** The event's own id: sent again with it, it is counted once. Without one, an id is made up. */
  id: z.string().min(1).optional(),
  customer: z.string().min(1),
  event: z.string().min(1),
  /** When it happened; absent: now. */
  at: instantText.optional(),
  /** As declared: money and dates as text, an unknown value left out. */
  properties: z.record(z.string(), z.unknown()).optional(),
})

const sentCustomer = z.strictObject({
  id: z.string().min(1),
  /** From when on this holds; absent: now. */
  since: instantText.optional(),
  /** `null` makes an attribute unknown; what is left out stays as it is. */
  attributes: z.record(z.string(), z.unknown()),
})

const outcome = z.discriminatedUnion('outcome', [
  z.object({ index: z.int(), outcome: z.literal('accepted'), id: z.string() }),
  /** Known before: nothing changed. */
  z.object({ index: z.int(), outcome: z.literal('duplicate'), id: z.string() }),
  z.object({
    index: z.int(),
    outcome: z.literal('refused'),
    code: z.string(),
    says: z.string(),
    remedy: z.string(),
  }),
])

const takenIn = z.object({
  accepted: z.int(),
  duplicates: z.int(),
  refused: z.int(),
  /** One for each item, in their order. */
  outcomes: z.array(outcome),
})
export type WireOutcome = z.infer<typeof outcome>

export const ingestRoutes = {
  sendEvents: hot('POST', {
    path: '/v1/events',
    needs: 'events:write',
    does: 'Takes in up to 1,000 events. When it answers, those accepted are durable, counted once, and seen by the next read; a bad one is refused by its index, the others go on.',
    body: z.object({ events: z.array(sentEvent).min(1).max(MOST_ITEMS) }),
    response: takenIn,
  }),
  sendCustomers: hot('POST', {
    path: '/v1/customers',
    needs: 'events:write',
    does: 'Takes in what is known of up to 1,000 customers, as durably as events.',
    body: z.object({ customers: z.array(sentCustomer).min(1).max(MOST_ITEMS) }),
    response: takenIn,
  }),
}
