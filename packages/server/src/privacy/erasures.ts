import {
  continueErasures,
  type ErasePorts,
  type EraseRequest,
  type Erasure,
  eraseCustomer,
} from '@kindred/engine'
import type { LiveCompanion } from '../live/live-host.ts'

/** Milliseconds until what could not be removed is tried again: twice as long with each try, up to ten minutes. */
const [FIRST_RETRY, LONGEST_RETRY] = [5_000, 600_000]

/** Erases customers, and goes on with what is left until nothing is: whatever was down, whoever was killed. */
export class Erasures implements LiveCompanion {
  readonly ports: ErasePorts
  readonly #failed: (error: unknown) => void
  #running: Promise<unknown> = Promise.resolve()
  #retry: NodeJS.Timeout | undefined
  #tries = 0
  #isClosed = false

  /** @param failed - Told when a pass has failed in the background. */
  constructor(ports: ErasePorts, failed: (error: unknown) => void) {
    this.ports = ports
    this.#failed = failed
  }

  async erase(request: EraseRequest): Promise<Erasure> {
    const erasure = await this.#inTurn(() => eraseCustomer(this.ports, request))
    if (erasure.doneAt === undefined) this.#later()
    return erasure
  }

  /** Goes on with what an earlier process, or an earlier try, has left. */
  async resume(): Promise<void> {
    if ((await this.ports.catalog.erasures.open()).length === 0) return
    await this.#inTurn(() => this.#pass())
  }

  /** The live half has begun: what waited for it can go on. */
  async start(): Promise<void> {
    this.#tries = 0
    void this.resume().catch(this.#failed)
  }

  async stop(): Promise<void> {
    clearTimeout(this.#retry)
    this.#retry = undefined
    await this.#running.catch(() => undefined)
  }

  async close(): Promise<void> {
    this.#isClosed = true
    await this.stop()
  }

  async #pass(): Promise<void> {
    const left = await continueErasures(this.ports)
    if (left.length > 0) this.#later()
    else this.#tries = 0
  }

  #later(): void {
    if (this.#isClosed || this.#retry !== undefined) return
    const wait = Math.min(FIRST_RETRY * 2 ** this.#tries, LONGEST_RETRY)
    this.#tries += 1
    this.#retry = setTimeout(() => {
      this.#retry = undefined
      void this.#inTurn(() => this.#pass()).catch(error => {
        this.#failed(error)
        this.#later()
      })
    }, wait).unref()
  }

  /** One pass after the other. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#running.then(work, work)
    this.#running = mine
    return mine
  }
}
