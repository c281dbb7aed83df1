import type { FastifyRequest } from 'fastify'

type Asked = Pick<FastifyRequest, 'method' | 'headers'>

/** Whether it only asks: what browsers let every page do, and what changes nothing here. */
function onlyAsks({ method }: Asked): boolean {
  return method === 'GET' || method === 'HEAD'
}

/**
 * Whether a browser's request may carry a cookie: what changes something must come from a page of this very server. The
 * host and port are compared, and not the scheme, which a proxy that ends TLS changes.
 */
export function isOfThisServer(request: Asked): boolean {
  if (onlyAsks(request)) return true
  const { origin, host } = request.headers
  return origin !== undefined && URL.canParse(origin) && new URL(origin).host === host
}

/** The same for requests without a cookie, such as a sign-in: one without an origin comes from no page. */
export function isOfNoOtherPage(request: Asked): boolean {
  return request.headers.origin === undefined || isOfThisServer(request)
}

const LOOPBACK = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/

/** Whether the browser speaks with this machine itself: there cookies may go without TLS. */
export function isLoopback({ headers }: Asked): boolean {
  return LOOPBACK.test(headers.host ?? '')
}
