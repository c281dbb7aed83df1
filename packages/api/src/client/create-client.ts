import type { z } from 'zod'
import { type Contract, contract, type RouteId } from '../contract/contract.ts'
import type { AnswerOf, InputOf, ProgressOf, Route } from '../contract/route.ts'
import { failure } from '../wire/failure.ts'
import { ApiError, notUnderstood, streamBroken, unreachable } from './api-error.ts'
import { buildRequest } from './build-request.ts'
import { readEvents } from './read-events.ts'
import { readLines } from './read-lines.ts'
import type { Fetch, FetchResponse } from './transport.ts'

export interface ClientOptions {
  readonly fetch: Fetch
  /** `http://127.0.0.1:4390`; without a slash at the end. */
  readonly baseUrl: string
  /** Sent as a bearer token. */
  readonly token?: string
}

export interface CallOptions<Progress> {
  readonly signal?: AbortSignal
  /** Called for every line of progress, in order. */
  readonly progress?: (line: Progress) => void
  /** The file of an upload. */
  readonly content?: ReadableStream<Uint8Array>
  /** Sent as `Idempotency-Key`: what is taken in with it is taken in once, however often it is sent. */
  readonly key?: string
  /** Of a stream of events: called with the id up to which all has been told, also where nothing of it was asked for. */
  readonly position?: (id: number) => void
}

/** A file that came back, to be read once. */
export interface ReceivedFile {
  readonly contentType: string
  readonly content: AsyncIterable<Uint8Array>
}

type Answer<R> = R extends { readonly gives: 'file' }
  ? ReceivedFile
  : R extends { readonly gives: 'events' }
    ? AsyncIterable<AnswerOf<R>>
    : AnswerOf<R>
type Method<R extends Route> =
  Record<never, never> extends InputOf<R>
    ? (input?: InputOf<R>, options?: CallOptions<ProgressOf<R>>) => Promise<Answer<R>>
    : (input: InputOf<R>, options?: CallOptions<ProgressOf<R>>) => Promise<Answer<R>>

/** One method a route, under the route's name. */
export type Client = { readonly [Id in RouteId]: Method<Contract[Id]> }

type Call = (input?: Record<string, unknown>, options?: CallOptions<unknown>) => Promise<unknown>

/**
 * A client of the API with one typed method a route, made from the contract.
 *
 * @throws ApiError from every method: what the server refused with (its code, sentence and remedy), or
 *   `server_unreachable`, `answer_not_understood`, `stream_broken` when there was no proper answer.
 *
 * @example
 * const client = createClient({ fetch, baseUrl: 'http://127.0.0.1:4390', token })
 * const { segments } = await client.segments()
 * await client.refresh({ as_of: '2011-12-10' }, { progress: p => console.error(p.done, p.of) })
 * for await (const move of await client.transitionStream()) console.log(move.customer, move.to, move.definition)
 */
export function createClient(options: ClientOptions): Client {
  const calls = Object.entries(contract).map(([id, route]): [string, Call] => [
    id,
    (input, call) => callRoute(options, id, route, input ?? {}, call ?? {}),
  ])
  // The table above has exactly the contract's names, each with the behaviour its own entry declares.
  return Object.fromEntries(calls) as unknown as Client
}

async function callRoute(
  client: ClientOptions,
  id: string,
  route: Route,
  input: Record<string, unknown>,
  call: CallOptions<unknown>,
): Promise<unknown> {
  const response = await send(client, id, route, input, call)
  if (response.status >= 400) throw await refusal(id, response)
  if (route.gives === 'file') return receivedFile(id, response)
  if (route.gives === 'stream') return streamed(id, route, response, call.progress)
  if (route.gives === 'events') return eventsOf(id, route, response, call.position)
  return understood(
    id,
    response.status,
    route.response,
    parseJson(id, response.status, await response.text()),
  )
}

/** @param more - Headers beside those that every call has. */
export async function send(
  client: ClientOptions,
  id: string,
  route: Route,
  input: Record<string, unknown>,
  call: CallOptions<unknown>,
  more: Readonly<Record<string, string>> = {},
): Promise<FetchResponse> {
  const { target, body } = buildRequest(id, route, input)
  const content = call.content ?? body
  const headers: Record<string, string> = { ...more }
  if (client.token !== undefined) headers.authorization = `Bearer ${client.token}`
  if (call.key !== undefined) headers['idempotency-key'] = call.key
  if (content !== undefined) {
    headers['content-type'] = typeof content === 'string' ? 'application/json' : 'application/octet-stream'
  }
  try {
    return await client.fetch(client.baseUrl + target, {
      method: route.method,
      headers,
      ...(content === undefined ? {} : { body: content }),
      ...(typeof content === 'object' ? { duplex: 'half' } : {}),
      ...(call.signal === undefined ? {} : { signal: call.signal }),
    })
  } catch (cause) {
    if (call.signal?.aborted) throw cause
    throw unreachable(client.baseUrl, cause)
  }
}

export async function refusal(id: string, response: FetchResponse): Promise<ApiError> {
  const answer = parseJson(id, response.status, await response.text())
  return refusalOf(id, response.status, isRecord(answer) ? answer.error : undefined)
}

function refusalOf(id: string, status: number, given: unknown): ApiError {
  const parsed = failure.safeParse(given)
  return parsed.success
    ? new ApiError(status, parsed.data)
    : notUnderstood(id, status, `status ${status} without a reason`)
}

function receivedFile(id: string, response: FetchResponse): ReceivedFile {
  if (response.body === null) throw notUnderstood(id, response.status, 'there is no file in it')
  const contentType = response.headers.get('content-type') ?? 'application/octet-stream'
  return { contentType, content: response.body }
}

async function streamed(
  id: string,
  route: { readonly progress: z.ZodType; readonly response: z.ZodType },
  response: FetchResponse,
  progress: ((line: unknown) => void) | undefined,
): Promise<unknown> {
  for await (const text of readLines(response.body ?? emptyBytes())) {
    const line = parseJson(id, response.status, text)
    if (!isRecord(line)) throw notUnderstood(id, response.status, 'a line of it is no object')
    if ('error' in line) throw refusalOf(id, statusOf(line), line.error)
    if ('result' in line) return understood(id, response.status, route.response, line.result)
    progress?.(understood(id, response.status, route.progress, line.progress))
  }
  throw streamBroken(id)
}

async function* eventsOf(
  id: string,
  route: { readonly response: z.ZodType },
  response: FetchResponse,
  position: ((id: number) => void) | undefined,
): AsyncGenerator<unknown> {
  for await (const part of readEvents(response.body ?? emptyBytes())) {
    if (part.is === 'position') {
      position?.(part.id)
      continue
    }
    const data = parseJson(id, response.status, part.text)
    if (part.is === 'data') yield understood(id, response.status, route.response, data)
    else if (isRecord(data)) throw refusalOf(id, statusOf(data), data.error)
  }
}

/** The status an error would have had, had it come before the first line. */
function statusOf(line: Record<string, unknown>): number {
  return typeof line.status === 'number' ? line.status : 500
}

async function* emptyBytes(): AsyncGenerator<Uint8Array> {}

export function parseJson(id: string, status: number, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw notUnderstood(id, status, 'it is not JSON')
  }
}

export function understood(id: string, status: number, schema: z.ZodType, given: unknown): unknown {
  const parsed = schema.safeParse(given)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  throw notUnderstood(
    id,
    status,
    issue === undefined ? 'it does not fit' : `${issue.path.join('.')}: ${issue.message}`,
  )
}

function isRecord(given: unknown): given is Record<string, unknown> {
  return typeof given === 'object' && given !== null && !Array.isArray(given)
}
