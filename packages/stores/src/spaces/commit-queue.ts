import type { OwnChanges } from './own-changes.ts'

/** Writes a group in one durable step: for each of its commits, in order, whether it was made. */
export type WriteGroup = (group: readonly OwnChanges[]) => Promise<readonly boolean[]>

interface Waiting {
  readonly changes: OwnChanges
  resolve(isMade: boolean): void
  reject(reason: unknown): void
}

/** A group is not made larger than this by a commit that joins it. */
const GROUP_BYTES = 32 * 1024 * 1024

/**
 * Puts commits together: one group is written at a time, and whatever is asked for meanwhile is the next. So a store
 * that pays for an `fsync` or a round trip pays once for all that are waiting.
 */
export class CommitQueue {
  readonly #write: WriteGroup
  #waiting: Waiting[] = []
  #working: Promise<void> | undefined

  constructor(write: WriteGroup) {
    this.#write = write
  }

  /** Resolves when the group it went with is written. A group that fails, fails for each of its commits. */
  add(changes: OwnChanges): Promise<boolean> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ changes, resolve, reject })
      this.#working ??= this.#work()
    })
  }

  /** Resolves when nothing is waiting and nothing under way. */
  async idle(): Promise<void> {
    await this.#working
  }

  async #work(): Promise<void> {
    // What is asked for in this same turn goes together.
    await Promise.resolve()
    while (this.#waiting.length > 0) await this.#writeNext(this.#takeGroup())
    this.#working = undefined
  }

  #takeGroup(): readonly Waiting[] {
    let bytes = 0
    const end = this.#waiting.findIndex((waiting, index) => {
      bytes += waiting.changes.bytes
      return index > 0 && bytes > GROUP_BYTES
    })
    return this.#waiting.splice(0, end < 0 ? this.#waiting.length : end)
  }

  async #writeNext(group: readonly Waiting[]): Promise<void> {
    try {
      const made = await this.#write(group.map(({ changes }) => changes))
      for (const [index, { resolve }] of group.entries()) resolve(made[index] === true)
    } catch (reason) {
      for (const { reject } of group) reject(reason)
    }
  }
}
