import { createHash, timingSafeEqual } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { ServerError } from '../errors.ts'

const COOKIE = 'kindred_owner'

/**
 * The address that opens the console for the one who started the server: it is shown in her terminal and nowhere
 * else, and gives the browser that follows it a cookie. Another user of the machine does not know it.
 *
 * @example
 * ownerLink('http://127.0.0.1:4390', token)   // http://127.0.0.1:4390/open?key=5c1f…
 */
export function ownerLink(address: string, token: string): string {
  return `${address}/open?key=${derived('link', token)}`
}

/** Answers such an address. */
export function mountOwnerLink(app: FastifyInstance, tokens: readonly string[]): void {
  app.get<{ Querystring: { key?: string } }>(
    '/open',
    { config: { isOpen: true, route: 'open' } },
    async (request, reply) => {
      const given = String(request.query.key ?? '')
      const token = tokens.find(each => isSame(given, derived('link', each)))
      if (token === undefined) throw new ServerError('token_wrong', {})
      const cookie = `${COOKIE}=${derived('cookie', token)}; Path=/; HttpOnly; SameSite=Strict`
      return reply.header('set-cookie', cookie).header('cache-control', 'no-store').redirect('/')
    },
  )
}

/**
 * Whether a request comes from a browser that was let in. What changes something must come from a page of this very
 * server: a page of another port of the same machine is of the same site, and would send the cookie along.
 */
export function isOwner(request: FastifyRequest, tokens: readonly string[]): boolean {
  const given = cookieOf(request.headers.cookie)
  if (given === undefined || !tokens.some(token => isSame(given, derived('cookie', token)))) return false
  if (request.method === 'GET' || request.method === 'HEAD') return true
  return request.headers.origin === `${request.protocol}://${request.headers.host}`
}

function cookieOf(header: string | undefined): string | undefined {
  const pair = header?.split(/;\s*/).find(each => each.startsWith(`${COOKIE}=`))
  return pair?.slice(COOKIE.length + 1)
}

/** From neither can the token, or the other, be found. */
function derived(purpose: 'link' | 'cookie', token: string): string {
  return createHash('sha256').update(`kindred console ${purpose}\n${token}`).digest('hex')
}

function isSame(given: string, wanted: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(wanted)]
  return a.length === b.length && timingSafeEqual(a, b)
}
