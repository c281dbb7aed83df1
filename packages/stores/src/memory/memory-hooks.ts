import { type DeadLetter, type Hook, type HookStore, lettersWithout } from '@kindred/engine'

/** Web hooks in memory. */
export class MemoryHooks implements HookStore {
  readonly #hooks = new Map<string, Hook>()
  #letters: DeadLetter[] = []
  #newest = 0

  async add(hook: Hook): Promise<void> {
    this.#hooks.set(hook.id, hook)
  }

  async get(id: string): Promise<Hook | undefined> {
    return this.#hooks.get(id)
  }

  async list(): Promise<readonly Hook[]> {
    return [...this.#hooks.values()]
  }

  async remove(id: string): Promise<boolean> {
    this.#letters = this.#letters.filter(letter => letter.hook !== id)
    return this.#hooks.delete(id)
  }

  async advance(id: string, delivered: number): Promise<void> {
    const hook = this.#hooks.get(id)
    if (hook !== undefined) this.#hooks.set(id, { ...hook, delivered })
  }

  async bury(letter: Omit<DeadLetter, 'id'>, delivered: number): Promise<void> {
    if (!this.#hooks.has(letter.hook)) return
    await this.advance(letter.hook, delivered)
    this.#newest += 1
    this.#letters.push({ ...letter, id: this.#newest })
  }

  async deadLetters(hook: string, limit: number): Promise<readonly DeadLetter[]> {
    return this.#letters.filter(letter => letter.hook === hook).slice(0, limit)
  }

  async countDeadLetters(): Promise<ReadonlyMap<string, number>> {
    const counts = new Map<string, number>()
    for (const { hook } of this.#letters) counts.set(hook, (counts.get(hook) ?? 0) + 1)
    return counts
  }

  async forget(customers: readonly string[]): Promise<void> {
    this.#letters = this.#letters.flatMap(letter => lettersWithout(letter, customers))
  }

  async dropDeadLetter(hook: string, id: number): Promise<void> {
    this.#letters = this.#letters.filter(letter => letter.hook !== hook || letter.id !== id)
  }
}
