import { isUtf8 } from 'node:buffer'
import type { Need, RouteId } from '@kindred/api'
import { type FastifyInstance, type FastifyReply, type FastifyRequest, fastify } from 'fastify'
import type { Logger } from 'pino'
import { admit, type Gate } from '../access/gate.ts'
import { NOBODY, type Principal } from '../access/principal.ts'
import { mountConsole } from '../console/mount-console.ts'
import { mountOwnerLink } from '../console/owner-link.ts'
import { ServerError } from '../errors.ts'
import { mountProbes, type Probed } from '../observe/probes.ts'
import type { Audited } from './audited.ts'
import { failureAnswer } from './failure-answer.ts'
import type { Handlers } from './handler.ts'
import type { Jobs } from './jobs.ts'
import { letConnectionsGo } from './let-connections-go.ts'
import { loggedError } from './logged-error.ts'
import { mount } from './mount.ts'
import { mountReference } from './reference.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Answers without a token: nothing in it is about anybody. */
    readonly isOpen?: boolean
    /** Of a route of the contract. */
    readonly needs?: Need
  }
  interface FastifyRequest {
    principal: Principal
  }
}

export interface AppOptions {
  /** Of the owner of the folder: what opens the console for her is made from them. */
  readonly tokens: readonly string[]
  readonly gate: Gate
  readonly audited?: Audited
  readonly jobs: Jobs
  readonly probed: Probed
  readonly log: Logger
  /** Told of every error that is answered with 500 or more, whole: its message may hold a person's data. */
  readonly failed: (error: unknown) => void
}

const LARGEST_BODY = 32 * 1024 * 1024
/** Customer ids are free text and stand in paths. */
const LONGEST_PARAMETER = 4096

/** The HTTP application: every route of the contract for those who may call it. Its log knows routes by name; addresses hold customer ids. */
export function createApp(handlers: Handlers<RouteId>, options: AppOptions): FastifyInstance {
  const stopping = new AbortController()
  const app = fastify({
    logger: false,
    bodyLimit: LARGEST_BODY,
    routerOptions: { maxParamLength: LONGEST_PARAMETER },
    forceCloseConnections: 'idle',
    // A proxy of this machine says from where it was asked: tries to sign in are counted by that.
    trustProxy: 'loopback',
    frameworkErrors: (_error, _request, reply) => {
      const { status, failure } = failureAnswer(
        new ServerError('request_invalid', { route: 'address', parts: ['it has an escape that is none'] }),
      )
      reply.raw.writeHead(status, { 'content-type': 'application/json; charset=utf-8' })
      reply.raw.end(JSON.stringify({ error: failure }))
    },
  })
  readJson(app)
  app.addContentTypeParser('application/octet-stream', (_request, payload, done) => done(null, payload))
  // One object for all until somebody is recognised: a request must not be given another's.
  app.decorateRequest('principal')
  app.addHook('onRequest', async request => {
    request.principal = NOBODY
    await letIn(request, options)
  })
  app.addHook('onResponse', (request, reply, done) => {
    noteAnswered(request, reply, options)
    done()
  })
  const letGo = letConnectionsGo(app.server)
  app.addHook('preClose', async () => {
    stopping.abort()
    letGo()
  })
  app.setNotFoundHandler(async request => {
    throw new ServerError('route_unknown', { method: request.method, path: request.url.split('?')[0] ?? '' })
  })
  const failed = (error: unknown): void => {
    if (failureAnswer(error).status < 500) return
    options.log.error(loggedError(error), 'failed')
    options.failed(error)
  }
  app.setErrorHandler((error, _request, reply) => {
    const known = ofFramework(error)
    failed(known)
    const { status, failure, retryAfter } = failureAnswer(known)
    if (retryAfter !== undefined) reply.header('retry-after', retryAfter)
    return reply.status(status).send({ error: failure })
  })
  mountProbes(app, options.probed)
  mountReference(app)
  mountOwnerLink(app, options.tokens)
  mountConsole(app)
  mount(app, handlers, {
    ...{ failed, jobs: options.jobs, stopping: stopping.signal },
    stillMay: request => stillMay(request, options),
    ...(options.audited === undefined ? {} : { audited: options.audited }),
  })
  return app
}

/** An address without a need, such as one that does not exist, is for whoever has come in. */
async function letIn(request: FastifyRequest, { gate, audited }: AppOptions): Promise<void> {
  const { isOpen, needs = 'signed_in', route = 'none' } = request.routeOptions.config
  if (isOpen === true) return
  request.principal = await gate.recognise(request)
  try {
    admit(request.principal, route, needs)
  } catch (error) {
    if (request.principal.kind !== 'nobody') audited?.refused(request.principal, route, error)
    throw error
  }
}

/** Whether somebody who was let in would be again: her key was not revoked, nor she disabled or given another role. */
async function stillMay(request: FastifyRequest, { gate }: AppOptions): Promise<boolean> {
  const { needs = 'signed_in', route = 'none' } = request.routeOptions.config
  try {
    admit(await gate.recognise(request), route, needs)
    return true
  } catch (error) {
    // Nobody was turned out because she asks for much.
    return error instanceof ServerError && error.code === 'rate_limited'
  }
}

/** Answers that went well are many and alike: only who asks for every detail is told of each. */
function noteAnswered(request: FastifyRequest, reply: FastifyReply, { probed, log }: AppOptions): void {
  const { route = 'none' } = request.routeOptions.config
  const { statusCode: status, elapsedTime: millis } = reply
  probed.figures.requests.answered(route, status, millis)
  if (status < 400 && !log.isLevelEnabled('debug')) return
  const line = { route, status, millis: Math.round(millis * 1000) / 1000, request: request.id }
  if (status >= 400) log.info(line, 'refused')
  else log.debug(line, 'answered')
}

/** Only what says that it is JSON, and is UTF-8: a character that cannot be read must not become another in silence. */
function readJson(app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  const parse = app.getDefaultJsonParser('error', 'error')
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    if (typeof body === 'string' || isUtf8(body)) return parse(request, String(body), done)
    done(invalidBody('it is not UTF-8'))
  })
}

function invalidBody(part: string, cause?: unknown): ServerError {
  return new ServerError('request_invalid', { route: 'body', parts: [part] }, { cause })
}

/** Fastify's own refusals, in our words. */
function ofFramework(error: unknown): unknown {
  if (!(error instanceof Error) || !('code' in error) || 'remedy' in error) return error
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') {
    return new ServerError('request_too_large', { limit: `${LARGEST_BODY / 1024 / 1024} MB` })
  }
  const status = 'statusCode' in error ? error.statusCode : 500
  if (typeof status !== 'number' || status >= 500) return error
  if (error.code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') {
    return invalidBody("its header 'content-type' is not 'application/json'", error)
  }
  return invalidBody('it is not JSON', error)
}
