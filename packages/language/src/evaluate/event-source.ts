import type { Aggregate } from '../ast/checked.ts'
import type { Money } from './exact-money.ts'
import type { Evaluate, Run } from './run.ts'
import type { SubjectEvent } from './subject.ts'

/** Where closures take a customer's events from, when it is not the list of the subject. */
export interface EventSource {
  /** The events of a name with `after < at <= until`, at least, in order of time and id. */
  eventsOf(run: Run, event: string, after: number, until: number): readonly SubjectEvent[]
  /** An aggregate without looking at its events one by one, where that can be had. `byEvents` works it out from them. */
  aggregate(node: Aggregate, byEvents: Evaluate): Evaluate | undefined
  /** When an aggregate could differ, where that can be had without its events. */
  untilOf(node: Aggregate): ((run: Run) => number) | undefined
  /** When what the total of a count or sum means could differ; of what is not before a bound, any such instant. */
  untilOfTotal(
    node: Aggregate,
  ): ((run: Run, meaning: (total: Money) => unknown, bound: number) => number) | undefined
}
