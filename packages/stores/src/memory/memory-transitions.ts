import type { Movement, Transition, TransitionsQuery, Warehouse } from '@kindred/engine'
import { localDate } from '@kindred/language'
import { MovementDays } from '../memberships/movement-days.ts'
import { compareIds } from '../order/compare-ids.ts'

type MovementQuery = Parameters<Warehouse['movement']>[0]

/** Everybody's moves, by refresh. */
export class MemoryTransitions {
  readonly #refreshes = new Map<number, readonly Transition[]>()

  store(refresh: number, transitions: readonly Transition[]): void {
    this.#refreshes.set(refresh, transitions)
  }

  countOf(customers: ReadonlySet<string>): number {
    return [...this.#refreshes.values()].flat().filter(({ customer }) => customers.has(customer)).length
  }

  forget(customers: ReadonlySet<string>): void {
    for (const [refresh, moves] of this.#refreshes)
      this.#refreshes.set(
        refresh,
        moves.filter(({ customer }) => !customers.has(customer)),
      )
  }

  drop(refresh: number): void {
    this.#refreshes.delete(refresh)
  }

  /** By instant and refresh, oldest or newest first; within one refresh by customer, kind and definition. */
  async *find(query: TransitionsQuery): AsyncIterable<Transition> {
    const found = this.#of(query.refreshes).filter(
      each =>
        (query.customer === undefined || each.customer === query.customer) &&
        (query.kind === undefined || each.kind === query.kind) &&
        (query.definition === undefined || each.definition === query.definition),
    )
    yield* found.sort(inOrder(query.descending === true ? -1 : 1)).slice(0, query.limit)
  }

  movement({ kind, definition, refreshes, timezone }: MovementQuery): readonly Movement[] {
    const days = new MovementDays(kind)
    for (const move of this.#of(refreshes)) {
      if (move.kind !== kind || move.definition !== definition) continue
      days.add(localDate(move.at, timezone), move.from, move.to, 1)
    }
    return days.result()
  }

  #of(refreshes: readonly number[]): Transition[] {
    return [...new Set(refreshes)].flatMap(id => this.#refreshes.get(id) ?? [])
  }
}

function inOrder(direction: 1 | -1): (a: Transition, b: Transition) => number {
  return (a, b) =>
    direction * (a.at - b.at || a.refresh - b.refresh) ||
    compareIds(a.customer, b.customer) ||
    compareIds(a.kind, b.kind) ||
    compareIds(a.definition, b.definition)
}
