import { ClickHouseError } from '@clickhouse/client'
import { WarehouseError, type WarehouseErrorCode } from './errors.ts'

export interface NodeOfError {
  readonly node: string
  readonly user: string
  readonly database: string
  readonly cancelled: boolean
  /** What the node calls the others → what we call them. */
  readonly shards: ReadonlyMap<string, string>
  /** Of a server of ours that has ended. */
  readonly stopped: { readonly reason: string; readonly log: string } | undefined
}

/** ClickHouse's codes that have a remedy of their own. */
const codes: Readonly<Record<string, WarehouseErrorCode>> = {
  '159': 'query_too_long',
  '192': 'login_refused',
  '193': 'login_refused',
  '194': 'login_refused',
  '195': 'login_refused',
  '516': 'login_refused',
  '497': 'rights_missing',
  '241': 'memory_exhausted',
  '243': 'disk_full',
  '394': 'cancelled',
}

/** Said by one node of another: a connection between shards failed or broke off. */
const betweenShards = new Set(['32', '101', '102', '198', '209', '210', '279'])

/**
 * What the client threw, as an error of our table that names the node. The server's own words may quote a row,
 * so they stay in `cause` and out of the message.
 */
export function errorOfNode(error: unknown, at: NodeOfError): Error {
  if (error instanceof WarehouseError) return error
  if (at.cancelled) return new WarehouseError('cancelled', { node: at.node }, { cause: error })
  if (error instanceof ClickHouseError) return errorOfServer(error, at)
  if (error instanceof Error && isConnection(error)) {
    if (at.stopped !== undefined)
      return new WarehouseError('engine_stopped', { ...at.stopped, node: at.node }, { cause: error })
    return new WarehouseError(
      'node_unreachable',
      { node: at.node, reason: reasonOf(error) },
      { cause: error },
    )
  }
  if (error instanceof Error && beyondForm.test(error.message))
    return new WarehouseError('too_many_values', { node: at.node }, { cause: error })
  return error instanceof Error ? error : new Error(String(error))
}

/** Said before the server has understood that this is a statement: it has no code of its own. */
const beyondForm = /HTML Form Exception: (Too many form fields|Field value too long)/

function errorOfServer(error: ClickHouseError, at: NodeOfError): WarehouseError {
  if (betweenShards.has(error.code)) return errorOfShard(error, at)
  const code = codes[error.code] ?? 'query_failed'
  const { node, user, database } = at
  const parameters = { node, user, database, code: error.code, type: error.type ?? 'UNKNOWN' }
  return new WarehouseError(code, parameters, { cause: error })
}

/** The server names the shard it did not reach by host and port of its own protocol. */
function errorOfShard(error: ClickHouseError, at: NodeOfError): WarehouseError {
  const named = [...at.shards].find(([address]) => error.message.includes(address))?.[1]
  const parameters = {
    node: named ?? 'another node',
    by: at.node,
    reason: error.type ?? `code ${error.code}`,
  }
  return new WarehouseError('shard_unreachable', parameters, { cause: error })
}

const connectionCodes =
  /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN|UND_ERR)/

function isConnection(error: Error): boolean {
  return (
    connectionCodes.test(codeOf(error)) || /socket hang up|timeout error|aborted|closed/i.test(error.message)
  )
}

function reasonOf(error: Error): string {
  const code = codeOf(error)
  return code === '' ? 'the connection broke off' : code
}

function codeOf(error: Error): string {
  const first = error instanceof AggregateError ? error.errors[0] : undefined
  const code =
    'code' in error ? error.code : first instanceof Error && 'code' in first ? first.code : undefined
  return typeof code === 'string' ? code : ''
}
