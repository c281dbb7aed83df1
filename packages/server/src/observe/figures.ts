import { collectDefaultMetrics, Registry } from 'prom-client'
import type { LiveHost } from '../live/live-host.ts'
import { HookFigures } from './hook-figures.ts'
import { LiveFigures } from './live-figures.ts'
import { RequestFigures } from './request-figures.ts'

/** The figures of one server, in the words of Prometheus. */
export class Figures {
  readonly requests: RequestFigures
  readonly hooks: HookFigures
  readonly #registry = new Registry()
  #live: LiveFigures | undefined

  constructor() {
    // Looking at the event loop every ten milliseconds would be most of what an idle server does.
    collectDefaultMetrics({ register: this.#registry, eventLoopMonitoringPrecision: 200 })
    this.requests = new RequestFigures(this.#registry)
    this.hooks = new HookFigures(this.#registry)
  }

  get contentType(): string {
    return this.#registry.contentType
  }

  watch(host: LiveHost): void {
    this.#live = new LiveFigures(this.#registry, host)
  }

  async text(): Promise<string> {
    await this.#live?.collect()
    return this.#registry.metrics()
  }
}
