import type { Value } from '../../vocabulary/value.ts'
import type { DeclaredType } from '../../vocabulary/vocabulary.ts'

/** A value that would do; with `at_least` every larger one would too, with `at_most` every smaller. */
export interface Wish {
  readonly type: DeclaredType
  /** Undefined: unknown. */
  readonly value: Value | undefined
  readonly bound: Bound
}
export type Bound = 'exactly' | 'at_least' | 'at_most'

export type Wishes = ReadonlyMap<string, Wish>

/** Events of one kind that would have to happen. */
export interface WishedEvents {
  readonly event: string
  readonly count: number
  readonly properties: Wishes
}

/** Changes that together may give the answer wanted; whether they do is tried out. */
export interface Proposal {
  readonly events: readonly WishedEvents[]
  readonly attributes: Wishes
}

export const NOTHING: Proposal = { events: [], attributes: new Map() }

/** How many ways are kept at every step: the lightest. */
const WAYS = 16

/** An event weighs 1, an attribute 4: somebody can act on the one, and can only find out about the other. */
export function weightOf({ events, attributes }: Proposal): number {
  return events.reduce((sum, { count }) => sum + count, 0) + 4 * attributes.size
}

export function lightest(proposals: readonly Proposal[]): readonly Proposal[] {
  return [...proposals].sort((a, b) => weightOf(a) - weightOf(b)).slice(0, WAYS)
}

export function ofAttribute(name: string, wish: Wish): Proposal {
  return { events: [], attributes: new Map([[name, wish]]) }
}

export function ofEvents(events: WishedEvents): Proposal {
  return { events: [events], attributes: new Map() }
}

/** One way for each of several conditions, taken together in all combinations. */
export function together(each: readonly (readonly Proposal[])[]): readonly Proposal[] {
  let combined: readonly Proposal[] = [NOTHING]
  for (const ways of each)
    combined = lightest(combined.flatMap(before => ways.flatMap(way => bothOf(before, way))))
  return combined
}

/** Two ways at once: one event may do for both, or each has its own. */
function bothOf(a: Proposal, b: Proposal): readonly Proposal[] {
  const attributes = bothWishes(a.attributes, b.attributes)
  if (attributes === undefined) return []
  const apart = { events: [...a.events, ...b.events], attributes }
  const shared = sharedEvents(a.events, b.events)
  return shared === undefined ? [apart] : [{ events: shared, attributes }, apart]
}

function sharedEvents(
  a: readonly WishedEvents[],
  b: readonly WishedEvents[],
): readonly WishedEvents[] | undefined {
  const left = [...a]
  let any = false
  for (const events of b) {
    const index = left.findIndex(each => each.event === events.event)
    const same = left[index]
    const properties = same && bothWishes(same.properties, events.properties)
    if (same === undefined || properties === undefined) left.push(events)
    else {
      any = true
      left[index] = { event: same.event, count: Math.max(same.count, events.count), properties }
    }
  }
  return any ? left : undefined
}

/** Undefined where they contradict each other. */
function bothWishes(a: Wishes, b: Wishes): Wishes | undefined {
  const wishes = new Map(a)
  for (const [name, wish] of b) {
    const other = wishes.get(name)
    const agreed = other === undefined ? wish : agree(other, wish)
    if (agreed === undefined) return undefined
    wishes.set(name, agreed)
  }
  return wishes
}

function agree(a: Wish, b: Wish): Wish | undefined {
  if (a.value === b.value) return a.bound === 'exactly' ? a : b
  if (!isQuantity(a.value) || !isQuantity(b.value)) return undefined
  if (a.bound === 'at_least' && b.value > a.value) return b
  if (b.bound === 'at_least' && a.value > b.value) return a
  if (a.bound === 'at_most' && b.value < a.value) return b
  return b.bound === 'at_most' && a.value < b.value ? a : undefined
}

function isQuantity(value: Value | undefined): value is number | bigint {
  return typeof value === 'number' || typeof value === 'bigint'
}
