import { z } from 'zod'
import { cause } from '../wire/cause.ts'
import { consent } from '../wire/consent.ts'
import { heldCount } from '../wire/held.ts'
import { instant, instantText } from '../wire/instant.ts'
import { namedValue } from '../wire/value.ts'
import { file, json } from './route.ts'

const id = z.string().min(1)

const move = z.object({
  at: instant,
  customer: z.string(),
  kind: z.enum(['segment', 'segmentation']),
  definition: z.string(),
  from: z.string(),
  to: z.string(),
  cause,
  event: z.string().optional(),
})

const personalData = z.object({
  id: z.string(),
  as_of: instant,
  /** All her ids, and which were joined. */
  ids: z.array(z.string()),
  joined: z.array(z.object({ from: z.string(), into: z.string() })),
  known_since: instant.nullable(),
  attributes: z.array(namedValue),
  /** Everything that was ever said of her; `since` is null where no date was given. */
  said: z.array(z.object({ id: z.string(), since: instant.nullable(), attributes: z.array(namedValue) })),
  /** Oldest first. */
  events: z.array(
    z.object({ id: z.string(), event: z.string(), at: instant, properties: z.array(namedValue) }),
  ),
  consents: z.array(consent),
  /** By the last refresh; `null`: it did not know her. */
  membership: z
    .object({
      as_of: instant,
      segments: z.array(z.string()),
      classes: z.array(z.object({ id: z.string(), class: z.string() })),
    })
    .nullable(),
  /** Between refreshes, and live. */
  moves: z.array(move),
  /** Moves that a web hook could not be told. */
  undelivered: z.array(move),
  /** Groups in which she is the typical member, with what is shown of her. */
  typical_in: z.array(
    z.object({
      discovery: z.string(),
      round: z.int(),
      group: z.string(),
      values: z.array(z.object({ feature: z.string(), text: z.string() })),
    }),
  ),
  /** Who looked at her and changed something of hers, newest first: pseudonymous to whoever does not know her id. */
  audit: z.array(
    z.object({ number: z.int(), at: instant, who: z.string(), action: z.string(), outcome: z.string() }),
  ),
  /** Rows there are of her in every store, also of what is shown above. */
  held: z.array(heldCount),
  notes: z.array(z.string()),
})
export type WirePersonalData = z.infer<typeof personalData>

export const personalDataRoutes = {
  personalData: json('GET', {
    path: '/v1/customers/{id}/export',
    needs: 'privacy:read',
    about: { customer: 'id' },
    does: 'Everything that is held on one person, out of every store, under all her ids.',
    params: z.object({ id }),
    response: personalData,
  }),
  personalReport: file({
    path: '/v1/customers/{id}/export/report',
    needs: 'privacy:read',
    about: { customer: 'id' },
    does: 'The same as one page for people: HTML that opens by itself and runs nothing.',
    params: z.object({ id }),
  }),
  consents: json('GET', {
    path: '/v1/customers/{id}/consents',
    needs: 'customers:read',
    about: { customer: 'id' },
    does: 'What a customer has consented to, by channel and purpose, with its history.',
    params: z.object({ id }),
    response: z.object({ consents: z.array(consent) }),
  }),
  recordConsent: json('POST', {
    path: '/v1/customers/{id}/consents',
    needs: 'consents:write',
    about: { customer: 'id' },
    does: 'Notes that a customer has given or withdrawn her consent. What was said before stays in the history.',
    params: z.object({ id }),
    body: z.object({
      channel: z.string().min(1).max(100),
      purpose: z.string().min(1).max(100).optional(),
      /** `null`: it is not known any more. */
      given: z.boolean().nullable(),
      /** From when on; absent: now. */
      at: instantText.optional(),
    }),
    response: z.object({ consents: z.array(consent) }),
  }),
}
