import { randomUUID } from 'node:crypto'
import { contract, type WireKey } from '@kindred/api'
import type { ApiKey } from '@kindred/engine'
import { nearestName } from '@kindred/language'
import { KEY_PREFIX, SHOWN } from '../access/key-prefix.ts'
import { authorOf } from '../access/principal.ts'
import { hashOfSecret, newSecret } from '../access/secret.ts'
import { optionalReadInstant } from '../answers/read-instant.ts'
import { instantText, optionalInstant } from '../answers/typed-value.ts'
import { ServerError } from '../errors.ts'
import type { Handlers } from '../http/handler.ts'
import type { Services } from '../services.ts'
import { knownDefinitions } from './transitions.ts'
import { workspaceZone } from './workspace-zone.ts'

export function keyHandlers(services: Services): Handlers<'keys' | 'addKey' | 'revokeKey'> {
  const { engine, gate } = services
  const { clock } = engine
  const { keys } = engine.catalog.access
  return {
    keys: async () => ({ keys: (await keys.list()).map(key => keyAnswer(key, clock())) }),
    async addKey(
      { name, role, routes, definitions, per_minute: perMinute, expires_at },
      { principal, isAbout },
    ) {
      requireRoutes(routes)
      if (definitions.length > 0) await knownDefinitions(services, definitions)
      const expiresAt = await expiryOf(services, expires_at)
      const secret = newSecret(KEY_PREFIX)
      const key: ApiKey = {
        ...{ id: randomUUID(), name, prefix: secret.slice(0, SHOWN), hash: hashOfSecret(secret), role },
        routes: [...new Set(routes)],
        definitions: [...new Set(definitions)],
        ...{ perMinute, createdAt: clock(), createdBy: authorOf(principal, undefined), expiresAt },
        revokedAt: undefined,
      }
      await keys.add(key)
      isAbout('key', key.id)
      return { ...keyAnswer(key, clock()), secret }
    },
    async revokeKey({ id }) {
      await keys.revoke(id, clock())
      gate.forget()
      const key = await keys.get(id)
      if (key === undefined) throw new ServerError('key_unknown', { id })
      return keyAnswer(key, clock())
    },
  }
}

/** @throws ServerError `route_name_unknown` */
function requireRoutes(names: readonly string[]): void {
  const known = Object.keys(contract)
  const name = names.find(each => !known.includes(each))
  if (name !== undefined)
    throw new ServerError('route_name_unknown', { name, nearest: nearestName(name, known) })
}

/** @throws ServerError `expires_in_the_past` */
async function expiryOf(services: Services, given: string | undefined): Promise<number | undefined> {
  const at = optionalReadInstant(given, await workspaceZone(services), 'expires_at')
  if (at !== undefined && at <= services.engine.clock())
    throw new ServerError('expires_in_the_past', { given: instantText(at) })
  return at
}

/** Everything but the secret's hash. */
function keyAnswer(key: ApiKey, at: number): WireKey {
  const { id, name, prefix, role, expiresAt, revokedAt } = key
  const isExpired = expiresAt !== undefined && expiresAt <= at
  return {
    ...{ id, name, prefix, role, routes: [...key.routes], definitions: [...key.definitions] },
    per_minute: key.perMinute,
    created_at: instantText(key.createdAt),
    created_by: key.createdBy,
    expires_at: optionalInstant(expiresAt),
    state: revokedAt !== undefined ? 'revoked' : isExpired ? 'expired' : 'active',
  }
}
