import { z } from 'zod'
import { type Contract, contract, type RouteId } from '../contract/contract.ts'
import type { AnswerOf, InputOf } from '../contract/route.ts'
import { type ClientOptions, parseJson, refusal, send, understood } from './create-client.ts'

/** A route of long work: one that answers with a stream. */
export type LongRoute = {
  [Id in RouteId]: Contract[Id] extends { readonly gives: 'stream' } ? Id : never
}[RouteId]

const begun = z.object({ job: z.string() })

/**
 * Begins long work that goes on without whoever began it.
 *
 * @returns The id of the job: `client.job({ id })` tells how far it is, and its result.
 * @throws ApiError as every method of the client; what is wrong with the input is refused at once.
 *
 * @example
 * const id = await startJob({ fetch, baseUrl, token }, 'refresh', {})
 * const { state, progress } = await client.job({ id })
 */
export async function startJob<Id extends LongRoute>(
  options: ClientOptions,
  id: Id,
  input: InputOf<Contract[Id]>,
): Promise<string> {
  const response = await send(options, id, contract[id], { ...input }, {}, { prefer: 'respond-async' })
  if (response.status >= 400) throw await refusal(id, response)
  const answer = parseJson(id, response.status, await response.text())
  return begun.parse(understood(id, response.status, begun, answer)).job
}

/**
 * The result of a job as its route would have answered it.
 *
 * @throws ApiError `answer_not_understood` where it does not fit: the server is of another version.
 */
export function readJobResult<Id extends LongRoute>(id: Id, result: unknown): AnswerOf<Contract[Id]> {
  // The schema is that very route's: only the pairing of both is lost by looking it up.
  return understood(id, 200, contract[id].response, result) as AnswerOf<Contract[Id]>
}
