import type { Live, LiveStatus, LiveTransition } from '@kindred/engine'
import type { OpenedLive } from '../live/live-host.ts'

/** A live half whose moves are made by a test, one by one; what a test needs beside them it gives itself. */
export class LiveByHand {
  readonly moves: LiveTransition[] = []
  readonly #listeners = new Set<() => void>()
  /** Below it nothing is kept. */
  oldest = 1

  /** `customer` moves into the segment. */
  move(customer: string, definition = 'buyers', to: 'in' | 'out' = 'in'): LiveTransition {
    const seq = (this.moves.at(-1)?.seq ?? 0) + 1
    const from = to === 'in' ? 'out' : 'in'
    const made = {
      seq,
      at: 1_780_000_000_000 + seq,
      kind: 'segment',
      definition,
      customer,
      from,
      to,
    } as const
    this.moves.push({ ...made, cause: 'data' })
    for (const listener of this.#listeners) listener()
    return this.moves.at(-1) ?? { ...made, cause: 'data' }
  }

  /** How many listen. */
  get listeners(): number {
    return this.#listeners.size
  }

  readonly live: Pick<
    Live,
    'transitions' | 'onTransitions' | 'newestTransition' | 'oldestTransition' | 'status' | 'catchUp' | 'close'
  > = {
    transitions: async ({ after, limit, definitions }) =>
      this.moves
        .filter(({ seq }) => seq > after && seq >= this.oldest)
        .filter(({ definition }) => definitions?.has(definition) ?? true)
        .slice(0, limit),
    onTransitions: listener => {
      this.#listeners.add(listener)
      return () => this.#listeners.delete(listener)
    },
    newestTransition: async () => this.moves.at(-1)?.seq ?? 0,
    oldestTransition: async () => this.oldest,
    status: async () => quiet,
    catchUp: async () => {},
    close: async () => {},
  }

  /** To be started by a server. */
  opened(more: Partial<Live> = {}): OpenedLive {
    // Whatever else is asked of it is not there, and fails the test that asks.
    return { live: { ...this.live, ...more } as Live, close: async () => {} }
  }
}

const quiet: LiveStatus = {
  customers: 0,
  definitionsVersion: 1,
  outbox: { depth: 0, age: 0 },
  timers: { count: 0, dueAt: undefined },
  accepted: { events: 0, customers: 0, duplicates: 0, refused: 0 },
  transitions: 0,
}
