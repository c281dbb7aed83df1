import type { Live, Profiles } from '@kindred/engine'
import { ServerError } from '../errors.ts'

/** The live half with the store it stands on. */
export interface OpenedLive {
  readonly live: Live
  /** Absent where it stands on none that could be spoken of. */
  readonly profiles?: Profiles
  /** Closes both, once what was accepted is committed. */
  close(): Promise<void>
}

export interface LiveHostOptions {
  readonly open: () => Promise<OpenedLive>
  /** What else begins with it, and ends before it. */
  readonly companions: readonly LiveCompanion[]
  /** Told when catching up in the background has failed. */
  readonly failed: (error: unknown) => void
}

/** Something that works on the live half while that runs. */
export interface LiveCompanion {
  start(live: Live): Promise<void>
  stop(): Promise<void>
}

export type CatchUpProgress = (done: number, of: number) => void

/** The live half of this server: where it runs, it was started once; where it does not, routes that need it say so. */
export class LiveHost {
  readonly #options: LiveHostOptions
  #opened: OpenedLive | undefined
  #catchingUp: Promise<void> | undefined
  #again = false

  constructor(options: LiveHostOptions) {
    this.#options = options
  }

  /** `undefined` where it does not run. */
  get running(): Live | undefined {
    return this.#opened?.live
  }

  /** The store it stands on; `undefined` where it does not run. */
  get profiles(): Profiles | undefined {
    return this.#opened?.profiles
  }

  /** @throws ServerError `live_not_running` */
  require(): Live {
    if (this.#opened === undefined) throw new ServerError('live_not_running', {})
    return this.#opened.live
  }

  /** Opens it and takes in what came while it was away; routes are answered from the first moment on. */
  async start(progress?: CatchUpProgress): Promise<void> {
    if (this.#opened !== undefined) return
    const opened = await this.#options.open()
    this.#opened = opened
    for (const companion of this.#options.companions) await companion.start(opened.live)
    await opened.live.catchUp(progress)
  }

  /** Takes in, in the background, what an import, an apply or a refresh has changed. One run at a time, one more after it. */
  soon(): void {
    if (this.#opened === undefined) return
    if (this.#catchingUp !== undefined) {
      this.#again = true
      return
    }
    this.#catchingUp = this.#catchUp(this.#opened.live)
  }

  async #catchUp(live: Live): Promise<void> {
    try {
      do {
        this.#again = false
        await live.catchUp()
      } while (this.#again)
    } catch (error) {
      this.#options.failed(error)
    } finally {
      this.#catchingUp = undefined
    }
  }

  /** Waits for what `soon` began. */
  async settled(): Promise<void> {
    while (this.#catchingUp !== undefined) await this.#catchingUp
  }

  async close(): Promise<void> {
    const opened = this.#opened
    if (opened === undefined) return
    this.#opened = undefined
    this.#again = false
    for (const companion of [...this.#options.companions].reverse()) await companion.stop()
    await opened.close()
    await this.#catchingUp
  }
}
