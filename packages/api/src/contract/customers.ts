import { z } from 'zod'
import { cause } from '../wire/cause.ts'
import { explanation } from '../wire/explanation.ts'
import { instant, instantText } from '../wire/instant.ts'
import { limit } from '../wire/query-number.ts'
import { namedValue, typedValue } from '../wire/value.ts'
import { hot, json } from './route.ts'

const belonging = z.object({
  id: z.string(),
  name: z.string(),
  /** When she came in, and what moved her; `null` when it has not been recorded. */
  since: instant.nullable(),
  cause: cause.nullable(),
  /** The event that brought her in, live. */
  event: z.string().optional(),
  /** Why she is in it, in words. */
  in_words: z.string(),
})

export const customerRoutes = {
  customers: json('GET', {
    path: '/v1/customers',
    needs: 'members:read',
    does: 'Ids that begin with a text, then those that contain it, a page at a time.',
    query: z.object({
      search: z.string().min(1).max(200),
      limit: limit(20, 1000),
      /** The last customer of the page before. */
      after: z.string().optional(),
    }),
    response: z.object({
      customers: z.array(z.object({ id: z.string() })),
      /** Give it as `after` for the next page; `null` at the end. */
      next: z.string().nullable(),
    }),
  }),
  customer: json('GET', {
    path: '/v1/customers/{id}',
    needs: 'customers:read',
    about: { customer: 'id' },
    does: 'One customer: attributes, features, segments and classes with since when and why, last events. As of now where the workspace is live, else of the last refresh.',
    params: z.object({ id: z.string().min(1) }),
    query: z.object({ as_of: instantText.optional(), events: limit(10, 1000) }),
    response: z.object({
      id: z.string(),
      as_of: instant,
      /** Whether this is as of now, from the live half; else from the last refresh, or as of the instant asked for. */
      live: z.boolean(),
      /** When she became known; `null`: no date was given. */
      known_since: instant.nullable(),
      attributes: z.array(namedValue),
      features: z.array(namedValue),
      segments: z.array(belonging),
      segmentations: z.array(belonging.extend({ class: z.string() })),
      event_count: z.int(),
      first_event_at: instant.nullable(),
      /** Newest first. */
      last_events: z.array(
        z.object({ id: z.string(), event: z.string(), at: instant, properties: z.array(namedValue) }),
      ),
      /** Definitions that could not be evaluated, by name. */
      failures: z.array(z.object({ kind: z.string(), id: z.string(), says: z.string() })),
    }),
  }),
  customerNow: hot('GET', {
    path: '/v1/customers/{id}/now',
    needs: 'customers:now',
    about: { customer: 'id' },
    does: 'Where she stands this moment, for callers in a hurry: features, segments with since when, classes, and of every other segment the first condition in the way.',
    params: z.object({ id: z.string().min(1) }),
    response: z.object({
      id: z.string(),
      as_of: instant,
      definitions_version: z.int(),
      /** By name; an unknown one is `null`. */
      features: z.record(z.string(), typedValue.shape.value),
      /** `since` is null where she was in it when live membership began. */
      segments: z.array(z.object({ id: z.string(), since: instant.nullable() })),
      classes: z.array(z.object({ id: z.string(), class: z.string(), since: instant.nullable() })),
      /** The segments she is not in, each with its first condition that does not hold, in words. */
      outside: z.array(z.object({ id: z.string(), reason: z.string() })),
    }),
  }),
  explain: json('GET', {
    path: '/v1/customers/{id}/explain',
    needs: 'customers:read',
    about: { customer: 'id', definition: 'definition' },
    does: 'Why she is or is not in a segment or class, at any instant; without a definition: in all.',
    params: z.object({ id: z.string().min(1) }),
    query: z.object({ definition: z.string().optional(), as_of: instantText.optional() }),
    response: z.object({
      customer: z.string(),
      as_of: instant,
      live: z.boolean(),
      explanations: z.array(explanation),
    }),
  }),
}
