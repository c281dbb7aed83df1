import { z } from 'zod'
import { cause } from '../wire/cause.ts'
import { instant } from '../wire/instant.ts'
import { limit, nameList, queryNumber } from '../wire/query-number.ts'
import { events, json } from './route.ts'

export const transition = z.object({
  /** Rises with each. */
  id: z.int(),
  /** The instant the answer changed; of the clock, the very millisecond the window let go. */
  at: instant,
  kind: z.enum(['segment', 'segmentation']),
  definition: z.string(),
  customer: z.string(),
  /** Of a segment `out` and `in`, of a segmentation its classes. */
  from: z.string(),
  to: z.string(),
  cause,
  /** The event that brought it, where one did. */
  event: z.string().optional(),
  /** Whether that event came late: after others of hers that are younger, or over a minute after its own instant. */
  late: z.boolean().optional(),
})
export type WireTransition = z.infer<typeof transition>

const query = z.object({
  /** The id of the last one known; what follows it is given. */
  after: queryNumber(0, 999_999_999_999).optional(),
  /** Only of these segments and segmentations. */
  definitions: nameList.optional(),
})

export const transitionRoutes = {
  transitions: json('GET', {
    path: '/v1/transitions',
    needs: 'members:read',
    about: { definition: 'definitions' },
    does: 'Who entered and left, oldest first, a page at a time; from the oldest that is kept, or after an id.',
    query: query.extend({ limit: limit(100, 1000) }),
    response: z.object({
      transitions: z.array(transition),
      /** Give it as `after` for what comes next. */
      next: z.int(),
      /** The oldest that is kept; where none is, the one that would come next. */
      oldest: z.int(),
      newest: z.int(),
    }),
  }),
  transitionStream: events({
    path: '/v1/transitions/stream',
    needs: 'members:read',
    about: { definition: 'definitions' },
    does: 'The same as it happens, as server-sent events: from now on, after an id, or after `Last-Event-ID`.',
    query,
    response: transition,
  }),
}
