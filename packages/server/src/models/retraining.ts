import { retrainDue, type TrainingPorts, type WrittenSettings } from '@kindred/engine'
import { CONFIG_FILE } from '@kindred/stores/workspace'
import type { LiveCompanion } from '../live/live-host.ts'

const HOUR = 3_600_000

export interface RetrainingOptions {
  readonly engine: TrainingPorts
  readonly author: string
  readonly settings: WrittenSettings
  /** Told when a version was promoted. */
  readonly promoted: () => void
  /** Told of every model that was to be trained anew: which, why, and what came of it. */
  readonly told: (model: string, why: string, says: string) => void
  readonly failed: (error: unknown) => void
  /** How often it is looked whether a model is due. Default an hour. */
  readonly every?: number
}

/** Looks every hour whether a model is to be trained anew, as its `retrain` says, and trains it. One look at a time. */
export class Retraining implements LiveCompanion {
  readonly #options: RetrainingOptions
  #timer: NodeJS.Timeout | undefined
  #looking: Promise<void> | undefined
  #stop = new AbortController()

  constructor(options: RetrainingOptions) {
    this.#options = options
  }

  start(): Promise<void> {
    this.#stop = new AbortController()
    this.#timer = setInterval(() => {
      this.#looking ??= this.look().finally(() => {
        this.#looking = undefined
      })
    }, this.#options.every ?? HOUR).unref()
    return Promise.resolve()
  }

  /** Stops what is being trained; nothing of it is stored. */
  async stop(): Promise<void> {
    clearInterval(this.#timer)
    this.#stop.abort(new Error('the server is stopping'))
    await this.#looking
  }

  async look(): Promise<void> {
    const { engine, author, settings, promoted, told, failed } = this.#options
    const { signal } = this.#stop
    try {
      const defaults = { file: CONFIG_FILE, settings }
      for (const { model, why, report, error } of await retrainDue(
        engine,
        { author, defaults },
        { signal },
      )) {
        told(model, why, report?.says ?? (error instanceof Error ? error.message : ''))
        if (report?.promotion?.stored === true) promoted()
      }
    } catch (error) {
      if (!signal.aborted) failed(error)
    }
  }
}
