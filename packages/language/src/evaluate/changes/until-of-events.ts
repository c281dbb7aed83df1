import type { Aggregate } from '../../ast/checked.ts'
import type { Run } from '../run.ts'
import { sameValue } from '../same-value.ts'
import type { SubjectEvent } from '../subject.ts'
import { looksAtClock } from './drifts.ts'
import { NEVER } from './horizon.ts'
import { nextMidnight } from './next-midnight.ts'
import type { Until, Watch } from './until.ts'
import { untilOfAny, untilOfTotal } from './until-of-total.ts'
import { type Bears, entersNext, inWindow, type Watched, watched } from './watched.ts'

/** When the value of an aggregate could differ: an event that made it leaves, or one comes in. */
export function untilOfAggregate(node: Aggregate, watch: Watch): Until {
  const what = watched(node, watch)
  if (node.where !== undefined && looksAtClock(node.where)) {
    const ofSet = untilOfMovingSet(what, watch.until(node.where))
    return node.function === 'streak' ? run => Math.min(ofSet(run), nextMidnight(run, watch.zone)) : ofSet
  }
  switch (node.function) {
    case 'did':
    case 'never':
      return untilOfAny(what)
    case 'count':
      return untilOfTotal(
        what,
        () => 1,
        total => total,
      )
    case 'streak':
      return untilOfStreak(node, what, watch)
    case 'first':
      return untilOfFirst(what, bears(node))
    case 'last':
      return untilOfLast(what, bears(node))
    case 'min':
      return node.property === undefined ? untilOfFirst(what, bears(node)) : untilOfExtreme(node, what, watch)
    case 'max':
      return node.property === undefined ? untilOfLast(what, bears(node)) : untilOfExtreme(node, what, watch)
    default:
      return untilOfSet(what, bears(node))
  }
}

/** Events without a known property make no difference to what is made of it, but for which day is the first. */
function bears({ property, function: name }: Aggregate): Bears {
  return property === undefined || name === 'first_day_sum'
    ? () => true
    : event => event.properties.get(property.name) !== undefined
}

/** Any coming or going is a change. */
function untilOfSet(what: Watched, bears: Bears): Until {
  return run => {
    const [first] = inWindow(what, run, bears)
    const leaves = first === undefined ? NEVER : what.stay(first.at).leaves
    return Math.min(leaves, entersNext(what, run, bears))
  }
}

/** The first stays the first until it leaves: nothing comes in before it. */
function untilOfFirst(what: Watched, bears: Bears): Until {
  return run => {
    const [first] = inWindow(what, run, bears)
    return first === undefined ? entersNext(what, run, bears) : what.stay(first.at).leaves
  }
}

function untilOfLast(what: Watched, bears: Bears): Until {
  return run => {
    const last = lastInWindow(what, run, bears)
    const leaves = last === undefined ? NEVER : what.stay(last.at).leaves
    return Math.min(leaves, entersNext(what, run, bears))
  }
}

function lastInWindow({ around, passes }: Watched, run: Run, bears: Bears): SubjectEvent | undefined {
  const { events, first, next } = around(run)
  for (let index = next - 1; index >= first; index -= 1) {
    const event = events[index]
    if (event !== undefined && bears(event) && passes(run, event)) return event
  }
  return undefined
}

/** The smallest or largest stays so while one event that has it stays. */
function untilOfExtreme(node: Aggregate, what: Watched, { compiler }: Watch): Until {
  const value = compiler.value(node)
  const bearing = bears(node)
  const name = node.property?.name ?? ''
  return run => {
    const extreme = value(run)
    const has = (event: SubjectEvent): boolean => {
      const own = event.properties.get(name)
      return own !== undefined && extreme !== undefined && sameValue(own, extreme)
    }
    const last = lastInWindow(what, run, has)
    const leaves = last === undefined ? NEVER : what.stay(last.at).leaves
    return Math.min(leaves, entersNext(what, run, bearing))
  }
}

/** A streak ends at midnight, to begin again with an event; where there is none today, only an event makes one. */
function untilOfStreak(node: Aggregate, what: Watched, watch: Watch): Until {
  const value = watch.compiler.value(node)
  const ofSet = untilOfSet(what, bears(node))
  return run => {
    if (value(run) === 0) return entersNext(what, run, bears(node))
    return Math.min(nextMidnight(run, watch.zone), ofSet(run))
  }
}

/** Where the `where` looks at the clock, every event can be let through or shut out as it stands. */
function untilOfMovingSet({ around, stay }: Watched, where: Until): Until {
  return run => {
    const { events, first } = around(run)
    let until = NEVER
    for (const event of events.slice(first)) {
      const { enters, leaves } = stay(event.at)
      run.event = event
      until = Math.min(until, where(run), enters > run.asOf ? enters : leaves)
    }
    return until
  }
}
