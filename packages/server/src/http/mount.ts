import { Readable } from 'node:stream'
import { contract, type RouteId, type Subject } from '@kindred/api'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import { admitTo } from '../access/gate.ts'
import { actorOf, type Principal } from '../access/principal.ts'
import { sessionCookie } from '../access/session-cookie.ts'
import { targetsOf } from '../access/targets-of.ts'
import { ServerError } from '../errors.ts'
import type { Audited } from './audited.ts'
import { eventLines } from './event-lines.ts'
import type { Call, Handlers, HotCall, SentEvent, SentFile } from './handler.ts'
import { issueWords } from './issue-words.ts'
import type { Jobs, Work } from './jobs.ts'
import { jsonLines } from './json-lines.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The route's name in the contract: what logs and figures know it by. */
    readonly route?: string
  }
}

type AnyRoute = (typeof contract)[RouteId]
type AnyHandler = (given: unknown, call: Call) => Promise<unknown>
type AnyHotHandler = (call: HotCall) => Promise<string>

export interface MountOptions {
  /** Told of every error that comes after the status has been sent. */
  readonly failed: (error: unknown) => void
  /** Aborted when the server is about to stop: streams without an end of their own end then. */
  readonly stopping: AbortSignal
  /** Whether whoever asked may still: what goes on telling asks again from time to time. */
  readonly stillMay: (request: FastifyRequest) => Promise<boolean>
  /** Absent where there is no catalog to write it to; then no route answers but those about the state of things. */
  readonly audited?: Audited
  /** Every call of long work is one of them. */
  readonly jobs: Jobs
}

/** Makes every route of the contract answer with its handler. */
export function mount(app: FastifyInstance, handlers: Handlers<RouteId>, options: MountOptions): void {
  for (const [id, route] of Object.entries(contract)) {
    const isHot = 'isHot' in route
    // The mapped type above pairs each handler with its own route; only that pairing is lost by looping over both.
    const handler = handlers[id as RouteId] as unknown
    app.route({
      method: route.method,
      url: route.path.replaceAll(/\{(\w+)\}/g, ':$1'),
      config: { route: id, needs: route.needs },
      handler: isHot
        ? (request, reply) => answerHot(id, route, handler as AnyHotHandler, { request, reply }, options)
        : (request, reply) => answer(id, route, handler as AnyHandler, { request, reply }, options),
    })
  }
}

interface Exchange {
  readonly request: FastifyRequest
  readonly reply: FastifyReply
}

/** The handler reads and writes; nothing is checked twice. */
function answerHot(
  id: string,
  route: AnyRoute,
  handler: AnyHotHandler,
  { request, reply }: Exchange,
  { audited }: MountOptions,
): Promise<string> {
  reply.header('content-type', 'application/json; charset=utf-8')
  const { principal } = request
  // A router gives every parameter of its path, as text.
  const params = request.params as Readonly<Record<string, string>>
  admitTo(principal, id, route, params)
  const run = () =>
    handler({ params, body: request.body, key: headerOf(request, 'idempotency-key'), principal })
  if (audited === undefined) return run()
  return audited.run({ id, route, given: params, principal: () => principal, alsoAbout: [] }, run)
}

async function answer(
  id: string,
  route: AnyRoute,
  handler: AnyHandler,
  exchange: Exchange,
  { failed, stopping, audited, jobs, stillMay }: MountOptions,
): Promise<unknown> {
  const { request, reply } = exchange
  const given = givenOf(id, route, request)
  admitTo(request.principal, id, route, given)
  const gone = goneSignal(reply)
  const { call, seen } = callOf(exchange, gone)
  const run = (more: Record<string, unknown>): Promise<unknown> => {
    const handled = () => handler(given, { ...call, ...more })
    return audited === undefined ? handled() : audited.run({ id, route, given, ...seen }, handled)
  }
  if (route.gives === 'file') return sendFile(reply, (await run({})) as SentFile)
  if (route.gives === 'events') {
    const signal = AbortSignal.any([gone, stopping, turnedOut(() => stillMay(request), reply)])
    const found = await run({ signal, lastEventId: headerOf(request, 'last-event-id') })
    const lines = eventLines(found as AsyncIterable<SentEvent<unknown>>, failed)
    return reply.type('text/event-stream').header('cache-control', 'no-store').send(lines)
  }
  if (route.gives === 'stream') {
    const work = async (more: Work) => kept(id, route.response, await run({ ...more }))
    const about = { route: id as RouteId, by: actorOf(request.principal), about: aboutOf(route, given) }
    if (!goesOnAlone(request)) {
      const lines = jsonLines(told => jobs.begin({ ...about, waiting: { gone, told } }, work).ended, failed)
      return reply.type('application/x-ndjson').send(lines)
    }
    const { id: job, ended } = jobs.begin(about, work)
    ended.catch(failed)
    return reply.status(202).header('preference-applied', RESPOND_ASYNC).send({ job })
  }
  return kept(id, route.response, await run('takes' in route ? { content: request.body } : {}))
}

const RESPOND_ASYNC = 'respond-async'

/** RFC 7240: whoever asks does not wait for the result. */
function goesOnAlone(request: FastifyRequest): boolean {
  const preferences = headerOf(request, 'prefer')?.split(',') ?? []
  return preferences.some(each => each.trim().toLowerCase() === RESPOND_ASYNC)
}

/** What is listed to others: customers are not. */
function aboutOf({ about: { customer: _, ...about } }: AnyRoute, given: unknown): string[] {
  return targetsOf({ about }, given, '')
}

/** What every handler is told, and what the audit log sees of it. */
function callOf({ request, reply }: Exchange, signal: AbortSignal) {
  let principal = request.principal
  const alsoAbout: string[] = []
  const call: Call = {
    signal,
    principal,
    become: (next: Principal) => {
      principal = next
    },
    cookie: sessionCookie(request, reply),
    address: request.ip,
    isAbout: (subject: Subject, name: string) => alsoAbout.push(`${subject}:${name}`),
  }
  return { call, seen: { principal: () => principal, alsoAbout } }
}

function headerOf(request: FastifyRequest, name: string): string | undefined {
  const given = request.headers[name]
  return Array.isArray(given) ? given.join(',') : given
}

function givenOf(id: string, route: AnyRoute, request: FastifyRequest): unknown {
  const body = 'takes' in route ? {} : (request.body ?? {})
  return {
    ...checkedPart(id, route.params, request.params),
    ...checkedPart(id, route.query, request.query),
    ...checkedPart(id, route.body, body),
  }
}

function checkedPart(id: string, schema: z.ZodObject, given: unknown): Record<string, unknown> {
  const parsed = schema.strict().safeParse(given)
  if (parsed.success) return parsed.data
  throw new ServerError('request_invalid', { route: id, parts: parsed.error.issues.map(issueWords) })
}

/** What goes out is checked like what comes in: a client would refuse it otherwise, with less to say. */
function kept(id: string, schema: z.ZodType, given: unknown): unknown {
  const parsed = schema.safeParse(given)
  if (parsed.success) return parsed.data
  const part = parsed.error.issues[0]?.path.join('.') ?? ''
  throw new ServerError('answer_invalid', { route: id, part }, { cause: parsed.error })
}

/** So long somebody who was turned out is told on. */
const ASKED_AGAIN = 15_000

/** Aborted when whoever asked may not any more; asked until the answer has ended. */
function turnedOut(stillMay: () => Promise<boolean>, reply: FastifyReply): AbortSignal {
  const ended = new AbortController()
  const timer = setInterval(() => {
    stillMay().then(
      may => may || ended.abort(),
      () => ended.abort(),
    )
  }, ASKED_AGAIN).unref()
  reply.raw.once('close', () => clearInterval(timer))
  return ended.signal
}

/** Aborted when the connection closes before the answer was given in full. */
function goneSignal(reply: FastifyReply): AbortSignal {
  const gone = new AbortController()
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) gone.abort()
  })
  return gone.signal
}

function sendFile(reply: FastifyReply, file: SentFile): FastifyReply {
  const name = encodeURIComponent(file.name)
  return reply
    .type(file.contentType)
    .header('content-disposition', `attachment; filename*=UTF-8''${name}`)
    .send(Readable.from(file.content, { objectMode: false }))
}
