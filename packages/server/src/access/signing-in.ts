import type { AccessStore, Clock, User } from '@kindred/engine'
import { lockedUntil, passwordProblem } from '@kindred/engine'
import { ServerError } from '../errors.ts'
import type { Gate } from './gate.ts'
import { hashPassword, isPassword } from './password.ts'
import type { Principal } from './principal.ts'
import { hashOfSecret, newSecret } from './secret.ts'
import type { SessionCookie } from './session-cookie.ts'

/** In seconds: a working day. Then one signs in again. */
const LASTS = 12 * 3600

/** What signing in needs. */
export interface SigningPorts {
  readonly store: AccessStore
  readonly gate: Gate
  readonly clock: Clock
}

/**
 * The user of an e-mail and a password.
 *
 * @param found - Told of the user before the password is looked at.
 * @throws ServerError `sign_in_wrong`, whatever of the two is wrong; `sign_in_locked`.
 */
export async function userOfPassword(
  { store, clock }: SigningPorts,
  { email, password }: { readonly email: string; readonly password: string },
  found: (user: User) => void,
): Promise<User> {
  const user = await store.users.byEmail(email)
  if (user !== undefined) found(user)
  await checkPassword({ store, clock }, user, password)
  if (user === undefined || user.disabledAt !== undefined) throw new ServerError('sign_in_wrong', {})
  return user
}

/**
 * Holds a password to the one of a user. One that is wrong counts towards a lock; one that is right ends the counting.
 *
 * @throws ServerError `sign_in_wrong`, `sign_in_locked`
 */
export async function checkPassword(
  { store, clock }: Pick<SigningPorts, 'store' | 'clock'>,
  user: User | undefined,
  password: string,
): Promise<void> {
  requireOpen(user, clock())
  if (await isPassword(password, user?.password)) {
    if (user !== undefined && user.failures > 0)
      await store.users.change(user.id, { failures: 0, lockedUntil: undefined })
    return
  }
  if (user !== undefined) {
    const until = lockedUntil(await store.users.countFailure(user.id), clock())
    if (until !== undefined) await store.users.change(user.id, { lockedUntil: until })
  }
  throw new ServerError('sign_in_wrong', {})
}

function requireOpen(user: User | undefined, at: number): void {
  const until = user?.lockedUntil ?? 0
  if (until > at) throw new ServerError('sign_in_locked', { seconds: Math.ceil((until - at) / 1000) })
}

/** Signs a browser in. */
export async function signIn(
  { store, clock }: SigningPorts,
  user: User,
  call: { readonly cookie: SessionCookie; readonly become: (principal: Principal) => void },
): Promise<Principal> {
  const secret = newSecret('')
  const hash = hashOfSecret(secret)
  const createdAt = clock()
  await store.signIns.removeExpired(createdAt)
  await store.signIns.add({ hash, user: user.id, createdAt, expiresAt: createdAt + LASTS * 1000 })
  call.cookie.set(secret, LASTS)
  const principal: Principal = { kind: 'user', user, role: user.role, signIn: hash }
  call.become(principal)
  return principal
}

/** Ends every sign-in of a user. */
export async function signOutEverywhere({ store, gate }: SigningPorts, user: string): Promise<void> {
  await store.signIns.removeOf(user)
  gate.forget()
}

/** A password as it is stored. @throws ServerError `password_weak` */
export async function acceptedPassword(
  password: string,
  { name, email }: Pick<User, 'name' | 'email'>,
): Promise<string> {
  const problem = passwordProblem(password, [name, email])
  if (problem !== undefined) throw new ServerError('password_weak', { problem })
  return hashPassword(password)
}
