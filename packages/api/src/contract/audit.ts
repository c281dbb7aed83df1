import { z } from 'zod'
import { instant, instantText } from '../wire/instant.ts'
import { limit, queryNumber } from '../wire/query-number.ts'
import { json } from './route.ts'

const entry = z.object({
  /** 1, 2, 3 … without gaps. */
  number: z.int(),
  at: instant,
  actor: z.object({ kind: z.enum(['user', 'key', 'owner', 'nobody']), id: z.string(), name: z.string() }),
  /** The name of a route. */
  action: z.string(),
  /** What it was about, each as `kind:name`; a customer by a pseudonym: `customer:~3f2a…`. */
  targets: z.array(z.string()),
  outcome: z.enum(['done', 'refused', 'failed']),
  /** Of a refusal or failure. */
  code: z.string().optional(),
  /** How many calls this stands for: those of programs are counted by the minute. */
  count: z.int(),
})
export type WireAuditEntry = z.infer<typeof entry>

const number = queryNumber(1, Number.MAX_SAFE_INTEGER)

export const auditRoutes = {
  audit: json('GET', {
    path: '/v1/audit',
    needs: 'audit:read',
    does: 'Who did what, and who looked at whom, newest first, a page at a time.',
    query: z.object({
      /** Id or name of a user or key. */
      who: z.string().min(1).max(300).optional(),
      /** Name of a route. */
      what: z.string().min(1).max(100).optional(),
      /** `definition:vip`, `user:ID`, `customer:C000042`: the id of a customer is turned into her pseudonym. */
      target: z.string().min(1).max(1000).optional(),
      from: instantText.optional(),
      to: instantText.optional(),
      /** The `next` of the page before. */
      before: number.optional(),
      limit: limit(100, 1000),
    }),
    response: z.object({
      entries: z.array(entry),
      /** Give it as `before` for the page that follows; `null` at the end. */
      next: z.int().nullable(),
    }),
  }),
  auditCheck: json('GET', {
    path: '/v1/audit/check',
    needs: 'audit:read',
    does: 'Whether every entry is as it was written: each carries a hash over itself and all before it.',
    response: z.object({
      sound: z.boolean(),
      entries: z.int(),
      /** The first that was changed, or follows one that is gone. */
      broken_at: z.int().optional(),
      /** Noted elsewhere, it shows later that nothing was taken off the end; `null`: there is no entry. */
      newest: z.object({ number: z.int(), hash: z.string() }).nullable(),
    }),
  }),
}
