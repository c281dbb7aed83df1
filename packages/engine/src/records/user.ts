import type { Role } from './role.ts'

/** A person who may sign in. */
export interface User {
  readonly id: string
  readonly name: string
  /** In small letters; of one user only. */
  readonly email: string
  readonly role: Role
  /** In whose name, beside her own, she owns definitions: `key-accounts`. */
  readonly teams: readonly string[]
  readonly createdAt: number
  /** Hashed; undefined until she has chosen one. */
  readonly password: string | undefined
  /** Who she is to an identity provider she has signed in through. */
  readonly identity: Identity | undefined
  /** Passwords tried in a row that were wrong. */
  readonly failures: number
  /** Until then no password is looked at. */
  readonly lockedUntil: number | undefined
  readonly disabledAt: number | undefined
}

export interface Identity {
  readonly issuer: string
  readonly subject: string
}

/** What of a user may be another afterwards. */
export type UserChange = Partial<
  Pick<User, 'name' | 'role' | 'teams' | 'password' | 'identity' | 'failures' | 'lockedUntil' | 'disabledAt'>
>
