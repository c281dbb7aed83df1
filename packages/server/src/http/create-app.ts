import { timingSafeEqual } from 'node:crypto'
import type { RouteId } from '@kindred/api'
import { type FastifyInstance, fastify } from 'fastify'
import { ServerError } from '../errors.ts'
import { failureAnswer } from './failure-answer.ts'
import type { Handlers } from './handler.ts'
import { mount } from './mount.ts'

export interface AppOptions {
  /** Without it every request is refused. */
  readonly token: string
  /** Told of every error that is answered with 500 or more. */
  readonly failed: (error: unknown) => void
}

const LARGEST_BODY = 32 * 1024 * 1024
/** Customer ids are free text and stand in paths. */
const LONGEST_PARAMETER = 4096

/** The HTTP application: every route of the contract behind one token. It keeps no log of addresses, which hold customer ids. */
export function createApp(handlers: Handlers<RouteId>, options: AppOptions): FastifyInstance {
  const app = fastify({
    logger: false,
    bodyLimit: LARGEST_BODY,
    routerOptions: { maxParamLength: LONGEST_PARAMETER },
    forceCloseConnections: 'idle',
  })
  app.addContentTypeParser('application/octet-stream', (_request, payload, done) => done(null, payload))
  app.addHook('onRequest', async request => requireToken(request.headers.authorization, options.token))
  app.setNotFoundHandler(async request => {
    throw new ServerError('route_unknown', { method: request.method, path: request.url.split('?')[0] ?? '' })
  })
  const failed = (error: unknown): void => {
    if (failureAnswer(error).status >= 500) options.failed(error)
  }
  app.setErrorHandler((error, _request, reply) => {
    const known = ofFramework(error)
    failed(known)
    const { status, failure } = failureAnswer(known)
    return reply.status(status).send({ error: failure })
  })
  mount(app, handlers, failed)
  return app
}

function requireToken(header: string | undefined, token: string): void {
  const given = Buffer.from(header ?? '')
  const wanted = Buffer.from(`Bearer ${token}`)
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted))
    throw new ServerError('token_wrong', {})
}

/** Fastify's own refusals, in our words. */
function ofFramework(error: unknown): unknown {
  if (!(error instanceof Error) || !('code' in error) || 'remedy' in error) return error
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') {
    return new ServerError('request_too_large', { limit: `${LARGEST_BODY / 1024 / 1024} MB` })
  }
  const status = 'statusCode' in error ? error.statusCode : 500
  if (typeof status !== 'number' || status >= 500) return error
  return new ServerError('request_invalid', { route: 'body', parts: ['it is not JSON'] }, { cause: error })
}
