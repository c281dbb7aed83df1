import type { SignIn, SignInStore } from '@kindred/engine'

/** Browsers that are signed in, in memory. */
export class MemorySignIns implements SignInStore {
  readonly #signIns = new Map<string, SignIn>()

  async add(signIn: SignIn): Promise<void> {
    this.#signIns.set(signIn.hash, signIn)
  }

  async get(hash: string): Promise<SignIn | undefined> {
    return this.#signIns.get(hash)
  }

  async remove(hash: string): Promise<void> {
    this.#signIns.delete(hash)
  }

  async removeOf(user: string): Promise<void> {
    this.#removeWhere(signIn => signIn.user === user)
  }

  async removeExpired(at: number): Promise<void> {
    this.#removeWhere(signIn => signIn.expiresAt <= at)
  }

  #removeWhere(isGone: (signIn: SignIn) => boolean): void {
    for (const [hash, signIn] of this.#signIns) if (isGone(signIn)) this.#signIns.delete(hash)
  }
}
