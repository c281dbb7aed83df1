import { randomUUID } from 'node:crypto'
import type { User } from '@kindred/engine'

/** A user as she begins. */
export function newUser(
  given: Pick<User, 'name' | 'email' | 'role' | 'password'> & Partial<Pick<User, 'teams' | 'identity'>>,
  createdAt: number,
): User {
  const nothing = { identity: undefined, failures: 0, lockedUntil: undefined, disabledAt: undefined }
  return { id: randomUUID(), teams: [], ...nothing, createdAt, ...given }
}
