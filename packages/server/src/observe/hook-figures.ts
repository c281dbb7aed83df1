import { Counter, type Registry } from 'prom-client'

type Outcome = 'delivered' | 'failed' | 'buried'

/** What is counted of deliveries to web hooks. */
export class HookFigures {
  readonly #deliveries: Counter<'outcome'>

  constructor(registry: Registry) {
    this.#deliveries = new Counter({
      name: 'kindred_hook_deliveries_total',
      help: 'Tries to deliver to web hooks: delivered, failed; and those buried as dead letters.',
      labelNames: ['outcome'],
      registers: [registry],
    })
  }

  count(outcome: Outcome): void {
    this.#deliveries.inc({ outcome })
  }
}
