import { z } from 'zod'
import { definitionRef } from '../wire/definition-ref.ts'
import { placedProblem } from '../wire/failure.ts'
import { instant } from '../wire/instant.ts'
import { limit } from '../wire/query-number.ts'
import { json } from './route.ts'

const file = z.object({ name: z.string().min(1).max(300), text: z.string().max(1_000_000) })

const proposal = z.object({
  id: z.string(),
  author: z.string(),
  at: instant,
  reason: z.string(),
  /** As they would be applied. */
  files: z.array(file),
  /** The version it was made against. */
  version: z.int(),
  definitions: z.array(
    z.object({
      definition: definitionRef,
      /** As it was when it was proposed; absent: it is new, or nobody's. */
      owner: z.string().optional(),
    }),
  ),
  state: z.enum(['open', 'accepted', 'refused']),
  closed: z.object({ by: z.string(), at: instant, note: z.string().optional() }).nullable(),
  /** Whether whoever asks may accept it: every definition is hers or nobody's. */
  decides: z.boolean(),
})
export type WireProposal = z.infer<typeof proposal>

const id = z.object({ id: z.string().min(1).max(100) })

export const proposalRoutes = {
  propose: json('POST', {
    path: '/v1/proposals',
    needs: 'definitions:propose',
    does: 'Asks the owners of some definitions to change them; nothing changes before one of them accepts.',
    body: z.object({ files: z.array(file).min(1).max(100), reason: z.string().trim().min(1).max(2000) }),
    response: z.object({
      /** Every problem of the files; with an error among them nothing is proposed. */
      problems: z.array(placedProblem),
      proposal: proposal.optional(),
    }),
  }),
  proposals: json('GET', {
    path: '/v1/proposals',
    needs: 'definitions:read',
    does: 'What was proposed, newest first; by default what is still to be decided.',
    query: z.object({ state: z.enum(['open', 'all']).default('open'), limit: limit(50, 500) }),
    response: z.object({ proposals: z.array(proposal) }),
  }),
  acceptProposal: json('POST', {
    path: '/v1/proposals/{id}/accept',
    needs: 'definitions:write',
    does: 'Makes the proposed change, for the owner or an admin: as the next version, whole or not at all.',
    params: id,
    response: z.object({
      /** The version in force now. */
      version: z.int(),
      /** False when a problem is an error: then it is still open. */
      stored: z.boolean(),
      problems: z.array(placedProblem),
    }),
  }),
  refuseProposal: json('POST', {
    path: '/v1/proposals/{id}/refuse',
    needs: 'definitions:propose',
    does: 'Ends a proposal without a change, for the owner, an admin, or who made it.',
    params: id,
    body: z.object({ note: z.string().trim().min(1).max(2000).optional() }),
    response: proposal,
  }),
}
