import { EngineError, type Identity, type User, type UserChange, type UserStore } from '@kindred/engine'

/** Users in memory. */
export class MemoryUsers implements UserStore {
  readonly #users = new Map<string, User>()

  async add(user: User): Promise<void> {
    if ((await this.byEmail(user.email)) !== undefined) throw new EngineError('email_taken', {})
    this.#users.set(user.id, user)
  }

  async get(id: string): Promise<User | undefined> {
    return this.#users.get(id)
  }

  async byEmail(email: string): Promise<User | undefined> {
    return this.#find(user => user.email === email)
  }

  async byIdentity({ issuer, subject }: Identity): Promise<User | undefined> {
    return this.#find(({ identity }) => identity?.issuer === issuer && identity.subject === subject)
  }

  #find(isIt: (user: User) => boolean): User | undefined {
    return [...this.#users.values()].find(isIt)
  }

  async list(): Promise<readonly User[]> {
    return [...this.#users.values()]
  }

  async change(id: string, change: UserChange): Promise<User | undefined> {
    const user = this.#users.get(id)
    if (user === undefined) return undefined
    const changed = { ...user, ...change }
    this.#users.set(id, changed)
    return changed
  }

  async countFailure(id: string): Promise<number> {
    const failures = (this.#users.get(id)?.failures ?? 0) + 1
    await this.change(id, { failures })
    return failures
  }
}
