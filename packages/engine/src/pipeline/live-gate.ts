/** Lets pass, except while somebody holds it: then everybody waits. */
export class LiveGate {
  #held: Promise<unknown> = Promise.resolve()

  /** Resolves when nobody holds it. */
  async pass(): Promise<void> {
    await this.#held
  }

  /** Holds it during some work; one holder after another. */
  async hold<T>(work: () => Promise<T>): Promise<T> {
    const before = this.#held
    const mine = before.then(work)
    // Whoever waits does not care how the work ended.
    this.#held = mine.then(
      () => undefined,
      () => undefined,
    )
    return mine
  }
}
