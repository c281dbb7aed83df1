import type { WireSession } from '@kindred/api'
import { permissionsOf } from '@kindred/api'
import type { User } from '@kindred/engine'
import { newUser } from '../access/new-user.ts'
import { makeLink, requireLink, useLink } from '../access/one-time-links.ts'
import { NOBODY, type Principal } from '../access/principal.ts'
import {
  acceptedPassword,
  checkPassword,
  type SigningPorts,
  signIn,
  signOutEverywhere,
  userOfPassword,
} from '../access/signing-in.ts'
import { instantText } from '../answers/typed-value.ts'
import { ServerError } from '../errors.ts'
import type { Handlers } from '../http/handler.ts'
import type { Services } from '../services.ts'

type SessionRoutes =
  | 'session'
  | 'signIn'
  | 'signOut'
  | 'setUp'
  | 'choosePassword'
  | 'changePassword'
  | 'setupLink'

export function sessionHandlers(services: Services): Handlers<SessionRoutes> {
  const { engine, gate } = services
  const store = engine.catalog.access
  const { users, links, signIns } = store
  const ports: SigningPorts = { store, gate, clock: engine.clock }
  const linkPorts = { links, clock: engine.clock }
  const answer = (principal: Principal) => sessionAnswer(services, principal)
  return {
    session: (_, { principal }) => answer(principal),
    async signIn(given, call) {
      gate.countTry(call.address)
      const user = await userOfPassword(ports, given, ({ id }) => call.isAbout('user', id))
      return answer(await signIn(ports, user, call))
    },
    async signOut(_, call) {
      if (call.principal.kind === 'user') await signIns.remove(call.principal.signIn)
      gate.forget()
      call.cookie.clear()
      return answer(NOBODY)
    },
    async setUp({ token, name, email, password }, call) {
      gate.countTry(call.address)
      await requireLink(linkPorts, 'setup', token)
      await requireNobody(services)
      const accepted = await acceptedPassword(password, { name, email })
      // Only now: a password that is refused must not use it up.
      await useLink(links, token)
      const user = newUser({ name, email, role: 'admin', password: accepted }, engine.clock())
      await users.add(user)
      call.isAbout('user', user.id)
      return answer(await signIn(ports, user, call))
    },
    async choosePassword({ token, password }, call) {
      gate.countTry(call.address)
      const link = await requireLink(linkPorts, 'password', token)
      const user = await users.get(link.user ?? '')
      if (user === undefined || user.disabledAt !== undefined) throw new ServerError('link_not_good', {})
      const accepted = await acceptedPassword(password, user)
      await useLink(links, token)
      call.isAbout('user', user.id)
      return answer(await signIn(ports, await renewed(ports, user, accepted), call))
    },
    async changePassword({ current, password }, call) {
      const { principal } = call
      if (principal.kind !== 'user') throw new ServerError('user_unknown', { id: 'of this request' })
      gate.countTry(call.address)
      const user = await users.get(principal.user.id)
      await checkPassword(ports, user, current)
      const accepted = await acceptedPassword(password, principal.user)
      call.isAbout('user', principal.user.id)
      return answer(await signIn(ports, await renewed(ports, principal.user, accepted), call))
    },
    async setupLink() {
      await requireNobody(services)
      const { token, expiresAt } = await makeLink(linkPorts, 'setup')
      return { token, expires_at: instantText(expiresAt) }
    },
  }
}

/** With another password, and signed out everywhere. */
async function renewed(ports: SigningPorts, user: User, password: string): Promise<User> {
  const change = { password, failures: 0, lockedUntil: undefined }
  const changed = await ports.store.users.change(user.id, change)
  await signOutEverywhere(ports, user.id)
  return changed ?? user
}

/** @throws ServerError `already_set_up` */
async function requireNobody({ engine }: Services): Promise<void> {
  if ((await engine.catalog.access.users.list()).length > 0) throw new ServerError('already_set_up', {})
}

async function sessionAnswer({ engine, provider }: Services, principal: Principal): Promise<WireSession> {
  const isEmpty = principal.kind !== 'user' && (await engine.catalog.access.users.list()).length === 0
  return {
    user: userAnswer(principal),
    permissions: principal.kind === 'nobody' ? [] : [...permissionsOf(principal.role)],
    setup: isEmpty,
    provider: provider === undefined ? null : { name: provider.address.name },
  }
}

function userAnswer(principal: Principal): WireSession['user'] {
  if (principal.kind === 'owner')
    return { id: 'owner', name: principal.name, email: null, role: principal.role }
  if (principal.kind !== 'user') return null
  const { id, name, email } = principal.user
  return { id, name, email, role: principal.role }
}
