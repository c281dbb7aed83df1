import { z } from 'zod'
import { instant, instantText } from '../wire/instant.ts'
import { role, shownName } from '../wire/role.ts'
import { json } from './route.ts'

const key = z.object({
  id: z.string(),
  name: z.string(),
  /** How its secret begins. */
  prefix: z.string(),
  role,
  /** Names of routes; none: all that its role may call. */
  routes: z.array(z.string()),
  /** Segments and segmentations it may ask about; none: everything its role may. */
  definitions: z.array(z.string()),
  per_minute: z.int(),
  created_at: instant,
  created_by: z.string(),
  expires_at: instant.nullable(),
  state: z.enum(['active', 'expired', 'revoked']),
})
export type WireKey = z.infer<typeof key>

export const keyRoutes = {
  keys: json('GET', {
    path: '/v1/keys',
    needs: 'access:read',
    does: 'All API keys, oldest first, without their secrets.',
    response: z.object({ keys: z.array(key) }),
  }),
  addKey: json('POST', {
    path: '/v1/keys',
    needs: 'access:write',
    does: 'Makes an API key. Its secret is in this answer and in no other.',
    body: z.object({
      name: shownName,
      role,
      /** Names of routes of this contract, such as `sendEvents`; default: all that the role may call. */
      routes: z.array(z.string().min(1).max(100)).max(200).default([]),
      /** Only routes that are about one of these segments and segmentations may be called then. */
      definitions: z.array(z.string().min(1).max(200)).max(1000).default([]),
      per_minute: z.int().min(1).max(10_000_000).default(6_000),
      /** Absent: it does not expire. */
      expires_at: instantText.optional(),
    }),
    response: key.extend({ secret: z.string() }),
  }),
  revokeKey: json('DELETE', {
    path: '/v1/keys/{id}',
    needs: 'access:write',
    about: { key: 'id' },
    does: 'Ends a key at once.',
    params: z.object({ id: z.string().min(1).max(100) }),
    response: key,
  }),
}
