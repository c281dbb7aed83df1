import { EngineError } from '@kindred/engine'
import { CatalogError } from './errors.ts'

/** How the database is called in messages: never with its password. */
export interface DatabaseName {
  readonly node: string
  readonly user: string
  readonly database: string
}

/** What the driver or the database threw, as an error of our table; errors of ours stay as they are. */
export function errorOfDatabase(thrown: unknown, { node, user, database }: DatabaseName): Error {
  if (thrown instanceof EngineError || thrown instanceof CatalogError) return thrown
  const code = codeOf(thrown)
  const options = { cause: thrown }
  if (code.startsWith('28')) return new CatalogError('catalog_login_refused', { node, user }, options)
  if (code === '3D000') return new CatalogError('catalog_database_missing', { node, database }, options)
  if (code === '42501')
    return new CatalogError('catalog_rights_missing', { node, reason: 'insufficient rights' }, options)
  if (code === '53100') return new CatalogError('catalog_disk_full', { node }, options)
  if (code === '42P01' || code === '3F000')
    return new CatalogError('catalog_schema_missing', { node }, options)
  const reason = unreachable(thrown, code)
  if (reason !== undefined) return new CatalogError('catalog_unreachable', { node, reason }, options)
  return new CatalogError('catalog_failed', { node, code: code === '' ? nameOf(thrown) : code }, options)
}

const networkWords: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nobody listens there',
  ENOTFOUND: 'the host name is unknown',
  EAI_AGAIN: 'the host name could not be looked up',
  ETIMEDOUT: 'no answer in time',
  EHOSTUNREACH: 'no route to the host',
  ENOENT: 'the socket does not exist',
  ECONNRESET: 'the connection was cut',
  EPIPE: 'the connection was cut',
}

/** Class 08: connection; 57P: the server is going down or coming up; 53300: no connection is free. */
function unreachable(thrown: unknown, code: string): string | undefined {
  const words = networkWords[code]
  if (words !== undefined) return words
  if (/^(08|57P|53300)/.test(code)) return `PostgreSQL says ${code}`
  const message = thrown instanceof Error ? thrown.message : ''
  if (/timeout|terminated unexpectedly|Connection terminated|ended by/i.test(message))
    return 'no answer in time'
  return undefined
}

function codeOf(thrown: unknown): string {
  const code = typeof thrown === 'object' && thrown !== null ? Reflect.get(thrown, 'code') : undefined
  if (typeof code === 'string') return code
  // Several addresses of one host fail together.
  return thrown instanceof AggregateError ? codeOf(thrown.errors[0]) : ''
}

function nameOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.name : typeof thrown
}
