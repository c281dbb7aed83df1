import type { Role, User, UserStore } from '@kindred/engine'
import type { SignInAddress } from '@kindred/stores/workspace'
import { ServerError } from '../errors.ts'
import { newUser } from './new-user.ts'
import type { ProvedPerson } from './sign-in-provider.ts'

/**
 * The user that a person is, whom an identity provider vouches for: the one who came through it before, else the one with
 * her verified e-mail, else a new one, if the provider says what she is. What it says goes before the role she had.
 *
 * @throws ServerError `not_invited`: she is nobody's user and has no role; `sign_in_wrong`: disabled.
 */
export async function userOfPerson(
  users: UserStore,
  { roles }: Pick<SignInAddress, 'roles'>,
  person: ProvedPerson,
  at: number,
): Promise<User> {
  const role = roles.find(([value]) => person.values.includes(value))?.[1]
  const { issuer, subject } = person
  const found = (await users.byIdentity({ issuer, subject })) ?? (await invited(users, person))
  if (found === undefined) return made(users, person, role, at)
  if (found.disabledAt !== undefined) throw new ServerError('sign_in_wrong', {})
  const change = { identity: { issuer, subject }, ...(role === undefined ? {} : { role }) }
  return (await users.change(found.id, change)) ?? found
}

/** One who has an identity already is not handed over to another that has the same e-mail. */
async function invited(users: UserStore, { email }: ProvedPerson): Promise<User | undefined> {
  const user = email === undefined ? undefined : await users.byEmail(email)
  return user?.identity === undefined ? user : undefined
}

async function made(
  users: UserStore,
  { issuer, subject, name, email }: ProvedPerson,
  role: Role | undefined,
  at: number,
): Promise<User> {
  if (role === undefined || email === undefined) throw new ServerError('not_invited', {})
  const user = newUser({ name, email, role, password: undefined, identity: { issuer, subject } }, at)
  await users.add(user)
  return user
}
