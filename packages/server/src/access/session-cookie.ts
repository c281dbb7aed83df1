import type { FastifyReply, FastifyRequest } from 'fastify'
import { isLoopback } from './same-origin.ts'

const NAME = 'kindred_session'

/** The cookie of a browser that is signed in: what a handler may read and set. */
export interface SessionCookie {
  set(secret: string, seconds: number): void
  clear(): void
}

/** The secret of a request's cookie. */
export function sessionSecret({ headers }: Pick<FastifyRequest, 'headers'>): string | undefined {
  const pair = headers.cookie?.split(/;\s*/).find(each => each.startsWith(`${NAME}=`))
  return pair?.slice(NAME.length + 1)
}

/**
 * Not to be read by scripts, not sent by pages of other sites, and only through TLS: but for the loopback, where there
 * is none.
 */
export function sessionCookie(request: FastifyRequest, reply: FastifyReply): SessionCookie {
  const secure = isLoopback(request) ? '' : '; Secure'
  const write = (secret: string, seconds: number): void => {
    reply.header(
      'set-cookie',
      `${NAME}=${secret}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Strict${secure}`,
    )
    reply.header('cache-control', 'no-store')
  }
  return { set: write, clear: () => write('', 0) }
}
