import type { WireUser } from '@kindred/api'
import { nearestName } from '@kindred/language'
import { cliError } from '../errors.ts'
import type { Session } from '../session.ts'

/** A user by her e-mail or id. @throws CliError `no_such_user` */
export async function findUser({ client }: Pick<Session, 'client'>, given: string): Promise<WireUser> {
  const { users } = await client.users()
  const wanted = given.toLowerCase()
  const user = users.find(({ id, email }) => id === given || email === wanted)
  if (user !== undefined) return user
  const nearest =
    nearestName(
      wanted,
      users.map(({ email }) => email),
    ) ?? ''
  throw cliError('no_such_user', { given, nearest })
}
