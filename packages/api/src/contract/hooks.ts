import { z } from 'zod'
import { instant } from '../wire/instant.ts'
import { limit } from '../wire/query-number.ts'
import { json } from './route.ts'
import { transition } from './transitions.ts'

const hook = z.object({
  id: z.string(),
  url: z.string(),
  /** The segments and segmentations it is about; none: all. */
  definitions: z.array(z.string()),
  /** Of segments: which moves. A change of class is always told. */
  moves: z.enum(['enter', 'leave', 'both']),
  created_at: instant,
  /** The last transition it has been told, or was passed over with; `null`: it begins when the workspace is live. */
  delivered: z.int().nullable(),
  dead_letters: z.int(),
  /** Why the last try failed, and how many have; absent while all is well. */
  failing: z.object({ tries: z.int(), reason: z.string() }).optional(),
})
export type WireHook = z.infer<typeof hook>

const deadLetter = z.object({
  id: z.int(),
  /** When it was given up, and after how many tries. */
  at: instant,
  tries: z.int(),
  reason: z.string(),
  transitions: z.array(transition),
})
export type WireDeadLetter = z.infer<typeof deadLetter>

const id = z.object({ id: z.string().min(1).max(100) })

export const hookRoutes = {
  addHook: json('POST', {
    path: '/v1/hooks',
    needs: 'hooks:write',
    does: 'Has every move of some segments sent to an address, signed. The secret is in this answer and in no other.',
    body: z.object({
      url: z.string().min(1).max(2000),
      definitions: z.array(z.string().min(1)).max(1000).default([]),
      moves: z.enum(['enter', 'leave', 'both']).default('both'),
    }),
    response: hook.extend({ secret: z.string() }),
  }),
  hooks: json('GET', {
    path: '/v1/hooks',
    needs: 'hooks:read',
    does: 'All web hooks, how far each is and what is wrong with it.',
    response: z.object({ hooks: z.array(hook) }),
  }),
  removeHook: json('DELETE', {
    path: '/v1/hooks/{id}',
    needs: 'hooks:write',
    about: { hook: 'id' },
    does: 'Ends a web hook; its dead letters go with it.',
    params: id,
    response: z.object({ id: z.string() }),
  }),
  deadLetters: json('GET', {
    path: '/v1/hooks/{id}/dead-letters',
    needs: 'hooks:read',
    about: { hook: 'id' },
    does: 'What could not be delivered after all tries, oldest first.',
    params: id,
    query: z.object({ limit: limit(100, 1000) }),
    response: z.object({ dead_letters: z.array(deadLetter) }),
  }),
  resendDeadLetters: json('POST', {
    path: '/v1/hooks/{id}/dead-letters/resend',
    needs: 'hooks:write',
    about: { hook: 'id' },
    does: 'Sends dead letters once more, oldest first, up to the first that fails; those delivered are dead letters no more.',
    params: id,
    body: z.object({
      /** Ids of dead letters; absent: all. */
      letters: z.array(z.int()).min(1).max(1000).optional(),
    }),
    response: z.object({
      sent: z.int(),
      left: z.int(),
      /** Why the first that failed did. */
      reason: z.string().optional(),
    }),
  }),
}
