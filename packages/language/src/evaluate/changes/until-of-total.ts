import type { Aggregate, Checked } from '../../ast/checked.ts'
import { addMoney, type Money, subtractMoney } from '../exact-money.ts'
import { fromMillionths, millionths } from '../exact-sum.ts'
import { number, quantity } from '../held-value.ts'
import type { SubjectEvent } from '../subject.ts'
import { looksAtClock } from './drifts.ts'
import { NEVER } from './horizon.ts'
import type { Until } from './until.ts'
import type { Watched } from './watched.ts'

/** A count or a sum over events: what each event adds, and what all of them come to. */
export interface Tally {
  readonly node: Aggregate
  readonly adds: (event: SubjectEvent) => Money
  readonly value: (total: Money) => Money
}

/** A count or sum whose events are let through whatever the time, itself or under the name of a feature. */
export function tallyOf(node: Checked): Tally | undefined {
  if (node.kind === 'feature') return tallyOf(node.is)
  if (node.kind !== 'aggregate' || (node.where !== undefined && looksAtClock(node.where))) return undefined
  if (node.function === 'count') return { node, adds: () => 1, value: total => total }
  return node.function === 'sum' ? tallyOfSum(node) : undefined
}

function tallyOfSum(node: Aggregate): Tally | undefined {
  const { property } = node
  if (property === undefined) return undefined
  const read = (event: SubjectEvent) => event.properties.get(property.name)
  if (property.type === 'money')
    return { node, adds: event => quantity(read(event) ?? 0), value: total => total }
  return { node, adds: event => millionths(number(read(event) ?? 0)), value: fromMillionths }
}

/** When there come to be events in the window, or none any more. */
export function untilOfAny(what: Watched): Until {
  return untilOfTotal(
    what,
    () => 1,
    total => total > 0,
  )
}

/**
 * When what the events in the window come to together turns out to mean something else: exact, however many come
 * and go before.
 *
 * @param meaning - What the total means: itself, or whether a comparison with it holds.
 *
 * Cost: a step for every event in the window or ahead of it; none for those of other windows.
 */
export function untilOfTotal(
  { around, stay, passes }: Watched,
  adds: Tally['adds'],
  meaning: (total: Money) => unknown,
): Until {
  return run => {
    const { events, first, next } = around(run)
    const present = events.slice(first, next).filter(event => passes(run, event))
    const passing = [...present, ...events.slice(next).filter(event => passes(run, event))]
    let total = present.reduce<Money>((sum, event) => addMoney(sum, adds(event)), 0)
    const before = meaning(total)
    let left = 0
    let entered = present.length
    const entersAt = (): number => edge(passing[entered], event => stay(event.at).enters)
    const leavesAt = (): number => edge(passing[left], event => stay(event.at).leaves)
    const nextEdge = (): number => Math.min(entersAt(), left < entered ? leavesAt() : NEVER)
    for (;;) {
      const at = nextEdge()
      if (at === NEVER) return NEVER
      const leaving = passing[left]
      const entering = passing[entered]
      if (entering !== undefined && entersAt() === at) {
        total = addMoney(total, adds(entering))
        entered += 1
      } else if (leaving !== undefined) {
        total = subtractMoney(total, adds(leaving))
        left += 1
      }
      // What comes and goes at one instant does so at once.
      if (nextEdge() > at && meaning(total) !== before) return at
    }
  }
}

function edge(event: SubjectEvent | undefined, of: (event: SubjectEvent) => number): number {
  return event === undefined ? NEVER : of(event)
}
