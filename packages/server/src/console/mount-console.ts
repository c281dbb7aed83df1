import { randomBytes } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { ServerError } from '../errors.ts'
import { type ConsoleFile, readConsole } from './console-files.ts'

/** Stands in the built page wherever the nonce of an answer belongs. */
const NONCE = '__NONCE__'
/** A year: the name of such a file changes with its content. */
const FOR_GOOD = 'public, max-age=31536000, immutable'

const notBuilt = `<!doctype html><html lang="en"><title>Kindred</title><h1>The console is not built</h1>
<p>In a checkout, <code>npm run console</code> builds it; <code>npm ci</code> does so by itself. The API is described at <a href="/docs">/docs</a>.</p></html>`

/**
 * The console, at `/`: its files, and its page for every address that is no file's and no route's. Nothing in them is
 * about anybody, so they are given without a token; what they show they ask the API for.
 */
export function mountConsole(app: FastifyInstance): void {
  let files: ReadonlyMap<string, ConsoleFile> | undefined
  app.get('/v1/*', async request => unknown(request))
  app.get('/*', { config: { isOpen: true, route: 'console' } }, async (request, reply) => {
    files ??= readConsole()
    const path = request.url.split('?')[0] ?? ''
    const file = files?.get(path)
    if (file !== undefined && path !== '/index.html') return sendFile(file, request, reply)
    // A file that is gone is no page: an old page that asks for it should hear so.
    if (path.startsWith('/assets/')) throw unknown(request)
    return sendPage(files?.get('/index.html'), reply)
  })
}

function unknown(request: FastifyRequest): never {
  throw new ServerError('route_unknown', { method: request.method, path: request.url.split('?')[0] ?? '' })
}

async function sendFile(file: ConsoleFile, request: FastifyRequest, reply: FastifyReply): Promise<Buffer> {
  reply.type(file.type).header('cache-control', FOR_GOOD).header('vary', 'accept-encoding')
  reply.header('x-content-type-options', 'nosniff')
  if (!/\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''))) return file.body
  reply.header('content-encoding', 'gzip')
  return file.gzipped()
}

function sendPage(page: ConsoleFile | undefined, reply: FastifyReply): string {
  const nonce = randomBytes(16).toString('base64')
  reply
    .type('text/html; charset=utf-8')
    .header('cache-control', 'no-store')
    .header('content-security-policy', policy(nonce))
    .header('referrer-policy', 'same-origin')
    .header('x-content-type-options', 'nosniff')
  return page === undefined ? notBuilt : page.body.toString('utf8').replaceAll(NONCE, nonce)
}

/** Scripts are files of ours and nothing else. Style elements carry the nonce; a style attribute can run nothing. */
function policy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "connect-src 'self'",
    "font-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ')
}
