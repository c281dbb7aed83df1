import { timingSafeEqual } from 'node:crypto'
import { type About, type Need, type Noted, type Permission, permissions, type Route } from '@kindred/api'
import type { AccessStore, Clock } from '@kindred/engine'
import type { FastifyRequest } from 'fastify'
import { isOwner } from '../console/owner-link.ts'
import { ServerError } from '../errors.ts'
import { KEY_PREFIX } from './key-prefix.ts'
import { mayDo, NOBODY, type Principal } from './principal.ts'
import { RateLimits } from './rate-limits.ts'
import { isLoopback, isOfNoOtherPage, isOfThisServer } from './same-origin.ts'
import { hashOfSecret } from './secret.ts'
import { sessionSecret } from './session-cookie.ts'

export interface GateOptions {
  /** Of the lock, and the lasting one: who has one owns the folder. */
  readonly tokens: readonly string[]
  /** As whom the owner is known. */
  readonly owner: string
  /** Absent where the catalog cannot be used: then only the owner comes in. */
  readonly store?: AccessStore
  readonly clock: Clock
}

/** For so long a key, or a sign-in, is not looked up again; other servers of one workspace hear of its end so late. */
const REMEMBERED = 5_000
const MOST_REMEMBERED = 10_000

interface Remembered {
  readonly until: number
  readonly principal: Principal
}

/** Tells who asks, and whether she may. */
export class Gate {
  readonly #options: GateOptions
  readonly #tokens: readonly Buffer[]
  readonly #limits = new RateLimits()
  #remembered = new Map<string, Remembered>()

  constructor(options: GateOptions) {
    this.#options = options
    this.#tokens = options.tokens.map(token => Buffer.from(`Bearer ${token}`))
  }

  /**
   * Who asks; a key's call is counted.
   *
   * @throws ServerError `origin_wrong`, `rate_limited`
   */
  recognise(request: FastifyRequest): Principal | Promise<Principal> {
    const { authorization } = request.headers
    if (authorization !== undefined) return this.#byHeader(authorization)
    const secret = sessionSecret(request)
    if (secret !== undefined && secret !== '') {
      if (!isOfThisServer(request)) throw new ServerError('origin_wrong', {})
      const found = this.#bySignIn(secret)
      return found.then(principal => (principal.kind === 'nobody' ? this.#withoutSignIn(request) : principal))
    }
    return this.#withoutSignIn(request)
  }

  #withoutSignIn(request: FastifyRequest): Principal {
    if (isLoopback(request) && isOwner(request, this.#options.tokens)) return this.#owner()
    if (!isOfNoOtherPage(request)) throw new ServerError('origin_wrong', {})
    return NOBODY
  }

  #owner(): Principal {
    return { kind: 'owner', name: this.#options.owner, role: 'admin' }
  }

  #byHeader(authorization: string): Principal | Promise<Principal> {
    const given = Buffer.from(authorization)
    if (this.#tokens.some(wanted => given.length === wanted.length && timingSafeEqual(given, wanted)))
      return this.#owner()
    const secret = authorization.replace(/^Bearer /, '')
    return secret.startsWith(KEY_PREFIX) ? this.#byKey(secret) : NOBODY
  }

  async #byKey(secret: string): Promise<Principal> {
    const hash = hashOfSecret(secret)
    const principal = await this.#known(hash, async ({ keys }) => {
      const key = await keys.byHash(hash)
      return key === undefined ? NOBODY : { kind: 'key', key, role: key.role }
    })
    if (principal.kind !== 'key') return NOBODY
    const { id, perMinute, expiresAt, revokedAt } = principal.key
    const now = this.#options.clock()
    if (revokedAt !== undefined || (expiresAt !== undefined && expiresAt <= now)) return NOBODY
    const seconds = this.#limits.take(id, perMinute, now)
    if (seconds > 0) throw new ServerError('rate_limited', { seconds, perMinute })
    return principal
  }

  #bySignIn(secret: string): Promise<Principal> {
    const hash = hashOfSecret(secret)
    return this.#known(hash, async ({ signIns, users }) => {
      const found = await signIns.get(hash)
      if (found === undefined || found.expiresAt <= this.#options.clock()) return NOBODY
      const user = await users.get(found.user)
      if (user === undefined || user.disabledAt !== undefined) return NOBODY
      return { kind: 'user', user, role: user.role, signIn: hash }
    })
  }

  async #known(hash: string, look: (store: AccessStore) => Promise<Principal>): Promise<Principal> {
    const { store, clock } = this.#options
    if (store === undefined) return NOBODY
    const found = this.#remembered.get(hash)
    if (found !== undefined && found.until > clock()) return found.principal
    const principal = await look(store)
    if (this.#remembered.size >= MOST_REMEMBERED) this.#remembered = new Map()
    this.#remembered.set(hash, { until: clock() + REMEMBERED, principal })
    return principal
  }

  /** After a change of users, sign-ins or keys: whoever asks next is looked up. */
  forget(): void {
    this.#remembered = new Map()
  }

  /** Counts a try from an address, to sign in or with a link. @throws ServerError `rate_limited` */
  countTry(address: string): void {
    const perMinute = 30
    const seconds = this.#limits.take(`try ${address}`, perMinute, this.#options.clock())
    if (seconds > 0) throw new ServerError('rate_limited', { seconds, perMinute })
  }
}

/** @throws ServerError `token_wrong`, `permission_missing`, `key_not_for_this` */
export function admit(principal: Principal, id: string, needs: Need): void {
  if (needs === 'nothing') return
  if (principal.kind === 'nobody') throw new ServerError('token_wrong', {})
  if (needs !== 'signed_in') requirePermission(principal, id, needs)
  if (principal.kind === 'key' && principal.key.routes.length > 0 && !principal.key.routes.includes(id))
    throw new ServerError('key_not_for_this', { route: id, what: 'this' })
}

/** For what only some calls of a route do. @throws ServerError `permission_missing` */
export function requirePermission(principal: Principal, id: string, needs: Permission): void {
  if (mayDo(principal, needs)) return
  const role = principal.kind === 'nobody' ? 'nobody' : principal.role
  throw new ServerError('permission_missing', { route: id, needs, role })
}

/**
 * Holds a key to the segments it is for: a route that names none could tell of others.
 *
 * @throws ServerError `key_not_for_this`
 */
export function admitTo(principal: Principal, id: string, { about }: { about: About }, given: unknown): void {
  if (principal.kind !== 'key' || principal.key.definitions.length === 0) return
  const asked = Object.entries(given ?? {}).find(([name]) => name === about.definition)?.[1]
  const names = asked === undefined ? [] : [asked].flat()
  const isAllowed = names.length > 0 && names.every(name => principal.key.definitions.includes(String(name)))
  if (!isAllowed) throw new ServerError('key_not_for_this', { route: id, what: 'this segment, or for all' })
}

/** Whether a route's calls are noted, and how: of those without a permission, whoever signs in, or changes how. */
export function notedOf({ needs, method }: Pick<Route, 'needs' | 'method'>): Noted {
  if (needs === 'nothing' || needs === 'signed_in') return method === 'GET' ? 'no' : 'change'
  return permissions[needs].noted
}
