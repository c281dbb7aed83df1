import type { ApiKey } from '../records/api-key.ts'
import type { AuditEntry, AuditEvent, AuditQuery } from '../records/audit-entry.ts'
import type { OneTimeLink, SignIn } from '../records/sign-in.ts'
import type { Identity, User, UserChange } from '../records/user.ts'

/** Who may come in, and by what. Secrets come here hashed. */
export interface AccessStore {
  readonly users: UserStore
  readonly signIns: SignInStore
  readonly links: LinkStore
  readonly keys: KeyStore
}

export interface UserStore {
  /** Refused by name when the e-mail is another user's. */
  add(user: User): Promise<void>
  get(id: string): Promise<User | undefined>
  byEmail(email: string): Promise<User | undefined>
  byIdentity(identity: Identity): Promise<User | undefined>
  /** Oldest first. */
  list(): Promise<readonly User[]>
  /** @returns the user as she is now; undefined where there is none. */
  change(id: string, change: UserChange): Promise<User | undefined>
  /** One more wrong password, however many are tried at once. @returns how many in a row. */
  countFailure(id: string): Promise<number>
}

export interface SignInStore {
  add(signIn: SignIn): Promise<void>
  get(hash: string): Promise<SignIn | undefined>
  remove(hash: string): Promise<void>
  removeOf(user: string): Promise<void>
  removeExpired(at: number): Promise<void>
}

export interface LinkStore {
  /** Those of the same purpose and user are good no more. */
  add(link: OneTimeLink): Promise<void>
  /** Without using it up. */
  get(hash: string): Promise<OneTimeLink | undefined>
  /** Uses it up: of many who try at once, one gets it. */
  take(hash: string): Promise<OneTimeLink | undefined>
}

export interface KeyStore {
  add(key: ApiKey): Promise<void>
  get(id: string): Promise<ApiKey | undefined>
  byHash(hash: string): Promise<ApiKey | undefined>
  /** Oldest first, those revoked included. */
  list(): Promise<readonly ApiKey[]>
  /** @returns whether there is one; one that was revoked before keeps its instant. */
  revoke(id: string, at: number): Promise<boolean>
}

/** What was done. Nothing in it is ever changed or taken away. */
export interface AuditLog {
  /** In this order, all or none, each chained to the one before it. */
  append(events: readonly AuditEvent[]): Promise<void>
  /** Newest first. */
  list(query: AuditQuery): Promise<readonly AuditEntry[]>
  /** Oldest first, those with a greater number. */
  after(number: number, limit: number): Promise<readonly AuditEntry[]>
}
