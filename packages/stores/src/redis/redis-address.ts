import { isIP } from 'node:net'
import type { RedisOptions } from 'iovalkey'
import { ProfilesError } from '../errors/profiles-errors.ts'

/** Where a server is, and how it is called in messages: never with its password. */
export interface RedisAddress {
  readonly node: string
  readonly user: string
  readonly database: number
  readonly options: RedisOptions
}

/**
 * Reads `redis://USER:PASSWORD@HOST:PORT/DATABASE`; `rediss://` is the same through TLS.
 *
 * @throws ProfilesError `profiles_url_wrong`
 */
export function readRedisAddress(text: string): RedisAddress {
  const url = URL.parse(text)
  if (url === null) throw new ProfilesError('profiles_url_wrong', { reason: 'it is no URL' })
  if (url.protocol !== 'redis:' && url.protocol !== 'rediss:')
    throw new ProfilesError('profiles_url_wrong', { reason: `it begins with ${url.protocol}//` })
  const database = databaseOf(url)
  // An address of IPv6 stands in brackets, which are no part of it.
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1')
  const login = {
    ...(url.username !== '' && { username: decodeURIComponent(url.username) }),
    ...(url.password !== '' && { password: decodeURIComponent(url.password) }),
  }
  const port = url.port === '' ? 6379 : Number(url.port)
  return {
    node: `${url.protocol}//${url.hostname}:${port}/${database}`,
    user: login.username ?? 'default',
    database,
    options: { host, port, ...login, ...(url.protocol === 'rediss:' && { tls: tlsFor(host) }) },
  }
}

/** Nodes of a cluster name each other by number, and have the certificate of the name they were reached by. */
function tlsFor(host: string): NonNullable<RedisOptions['tls']> {
  return isIP(host) === 0 ? { servername: host } : {}
}

function databaseOf({ pathname }: URL): number {
  const text = pathname.replace(/^\/|\/$/g, '')
  if (!/^\d{0,4}$/.test(text))
    throw new ProfilesError('profiles_url_wrong', { reason: `'${text}' is no number of a database` })
  return Number(text)
}
