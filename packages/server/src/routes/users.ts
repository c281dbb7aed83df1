import type { Contract, GivenOf, WireUser } from '@kindred/api'
import type { User, UserChange } from '@kindred/engine'
import { newUser } from '../access/new-user.ts'
import { type HandedLink, makeLink } from '../access/one-time-links.ts'
import { acceptedPassword, type SigningPorts, signOutEverywhere } from '../access/signing-in.ts'
import { instantText } from '../answers/typed-value.ts'
import { ServerError } from '../errors.ts'
import type { Handlers } from '../http/handler.ts'
import type { Services } from '../services.ts'

export function userHandlers({
  engine,
  gate,
}: Services): Handlers<'users' | 'addUser' | 'changeUser' | 'resetUser'> {
  const { clock } = engine
  const store = engine.catalog.access
  const { users, links } = store
  const ports: SigningPorts = { store, gate, clock }
  const answer = (user: User) => userAnswer(user, clock())
  return {
    users: async () => ({ users: (await users.list()).map(answer) }),
    async addUser({ password, ...given }, { isAbout }) {
      const accepted = password === undefined ? undefined : await acceptedPassword(password, given)
      const user = newUser({ ...given, password: accepted }, clock())
      await users.add(user)
      isAbout('user', user.id)
      if (password !== undefined) return { user: answer(user) }
      return { user: answer(user), link: linkAnswer(await makeLink({ links, clock }, 'password', user.id)) }
    },
    async changeUser({ id, disabled, ...given }) {
      const before = await requireUser(ports, id)
      const change = { ...defined(given), ...disabling(before, disabled, clock()) }
      await keepAnAdmin(ports, before, { ...before, ...change })
      const changed = await users.change(id, change)
      gate.forget()
      if (changed?.disabledAt !== undefined) await signOutEverywhere(ports, id)
      return answer(changed ?? before)
    },
    async resetUser({ id, password }) {
      const user = await requireUser(ports, id)
      const open = { failures: 0, lockedUntil: undefined }
      if (password === undefined) {
        const opened = await users.change(id, open)
        return {
          user: answer(opened ?? user),
          link: linkAnswer(await makeLink({ links, clock }, 'password', id)),
        }
      }
      const changed = await users.change(id, { ...open, password: await acceptedPassword(password, user) })
      await signOutEverywhere(ports, id)
      return { user: answer(changed ?? user) }
    },
  }
}

/** @throws ServerError `user_unknown` */
async function requireUser({ store }: SigningPorts, id: string): Promise<User> {
  const user = await store.users.get(id)
  if (user === undefined) throw new ServerError('user_unknown', { id })
  return user
}

function disabling(
  { disabledAt }: User,
  disabled: boolean | undefined,
  at: number,
): Pick<UserChange, 'disabledAt'> {
  if (disabled === undefined) return {}
  return { disabledAt: disabled ? (disabledAt ?? at) : undefined }
}

type Given = GivenOf<Contract['changeUser']>

function defined({
  name,
  role,
  teams,
}: { [K in 'name' | 'role' | 'teams']?: Given[K] | undefined }): UserChange {
  return {
    ...(name !== undefined && { name }),
    ...(role !== undefined && { role }),
    ...(teams !== undefined && { teams }),
  }
}

/** @throws ServerError `last_admin` when nobody would be left who can give out access by signing in. */
async function keepAnAdmin({ store }: SigningPorts, before: User, after: User): Promise<void> {
  if (!isAdmin(before) || isAdmin(after)) return
  const all = await store.users.list()
  if (!all.some(user => user.id !== before.id && isAdmin(user))) throw new ServerError('last_admin', {})
}

/** One who can sign in. */
export function isAdmin({ role, disabledAt, password, identity }: User): boolean {
  return role === 'admin' && disabledAt === undefined && (password !== undefined || identity !== undefined)
}

function userAnswer({ id, name, email, role, teams, createdAt, ...user }: User, at: number): WireUser {
  return {
    id,
    name,
    email,
    role,
    teams: [...teams],
    created_at: instantText(createdAt),
    state: stateOf(user, at),
  }
}

function stateOf(
  {
    disabledAt,
    lockedUntil,
    password,
    identity,
  }: Pick<User, 'disabledAt' | 'lockedUntil' | 'password' | 'identity'>,
  at: number,
): WireUser['state'] {
  if (disabledAt !== undefined) return 'disabled'
  if (lockedUntil !== undefined && lockedUntil > at) return 'locked'
  return password === undefined && identity === undefined ? 'invited' : 'active'
}

function linkAnswer({ token, expiresAt }: HandedLink) {
  return { token, expires_at: instantText(expiresAt) }
}
