import type { LiveTransition, LiveTransitionsQuery } from '@kindred/engine'

/** Moves as they were delivered. */
export class MemoryLiveTransitions {
  #moves: LiveTransition[] = []

  add(moves: readonly LiveTransition[]): void {
    this.#moves.push(...moves)
    this.#moves.sort((a, b) => a.at - b.at || a.seq - b.seq)
  }

  countOf(customers: ReadonlySet<string>): number {
    return this.#moves.filter(({ customer }) => customers.has(customer)).length
  }

  forget(customers: ReadonlySet<string>): void {
    this.#moves = this.#moves.filter(({ customer }) => !customers.has(customer))
  }

  async *find(query: LiveTransitionsQuery): AsyncIterable<LiveTransition> {
    yield* this.#moves.filter(move => isAsked(move, query)).slice(0, Math.max(0, query.limit))
  }
}

function isAsked({ kind, definition, customer, at }: LiveTransition, query: LiveTransitionsQuery): boolean {
  return (
    (query.kind === undefined || query.kind === kind) &&
    (query.definition === undefined || query.definition === definition) &&
    (query.customer === undefined || query.customer === customer) &&
    at >= (query.from ?? Number.NEGATIVE_INFINITY) &&
    at < (query.to ?? Number.POSITIVE_INFINITY)
  )
}
