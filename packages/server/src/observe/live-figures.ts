import type { Live, LiveStatus } from '@kindred/engine'
import { Counter, Gauge, type Registry } from 'prom-client'
import type { LiveHost } from '../live/live-host.ts'

/** The most moves looked through at one scrape; the rest is counted at the next. */
const MOST_MOVES = 100_000
const PAGE = 1_000

/** What is told of the live half, read when somebody asks. */
export class LiveFigures {
  readonly #host: LiveHost
  readonly #moves: Counter<'cause'>
  readonly #gauges: readonly { readonly gauge: Gauge; readonly of: (status: LiveStatus) => number }[]
  readonly #taken: Counter<'what'>
  /** Up to where moves have been counted. */
  #counted: number | undefined

  constructor(registry: Registry, host: LiveHost) {
    this.#host = host
    const registers = [registry]
    this.#taken = new Counter({
      name: 'kindred_ingest_items_total',
      help: 'Items taken in since the start: events and customers accepted, duplicates, refused.',
      labelNames: ['what'],
      registers,
    })
    this.#moves = new Counter({
      name: 'kindred_transitions_total',
      help: 'Moves of customers since the start, by cause.',
      labelNames: ['cause'],
      registers,
    })
    const gauge = (name: string, help: string, of: (status: LiveStatus) => number) => ({
      gauge: new Gauge({ name: `kindred_${name}`, help, registers }),
      of,
    })
    this.#gauges = [
      gauge('live_customers', 'Customers held live.', status => status.customers),
      gauge('outbox_entries', 'What the warehouse has yet to take.', status => status.outbox.depth),
      gauge('outbox_age_seconds', 'Age of the oldest of it.', status => status.outbox.age / 1000),
      gauge('outbox_failing', '1 while the warehouse does not take it.', status =>
        status.outbox.failure === undefined ? 0 : 1,
      ),
      gauge('timers', 'Timers set.', status => status.timers.count),
    ]
  }

  /** Brings the figures up to date. */
  async collect(): Promise<void> {
    const live = this.#host.running
    if (live === undefined) return
    const status = await live.status()
    for (const { gauge, of } of this.#gauges) gauge.set(of(status))
    this.#taken.reset()
    for (const [what, count] of Object.entries(status.accepted)) this.#taken.inc({ what }, count)
    await this.#countMoves(live)
  }

  /** Those from before the first scrape were counted by nobody: it begins with what follows. */
  async #countMoves(live: Live): Promise<void> {
    const newest = await live.newestTransition()
    let counted = this.#counted ?? newest
    const until = Math.min(newest, counted + MOST_MOVES)
    while (counted < until) {
      const page = await live.transitions({ after: counted, limit: PAGE })
      for (const { cause } of page) this.#moves.inc({ cause })
      counted = page.at(-1)?.seq ?? newest
    }
    this.#counted = counted
  }
}
