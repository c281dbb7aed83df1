import { MONEY_SCALE, type Value } from '../../vocabulary/value.ts'
import type { DeclaredType } from '../../vocabulary/vocabulary.ts'

/** A value that would do; with `at_least` every larger one would too, with `at_most` every smaller. */
export interface Wish {
  readonly type: DeclaredType
  /** Undefined: unknown. */
  readonly value: Value | undefined
  readonly bound: Bound
  /** What one event would have to bring to a sum, and several of them together. */
  readonly ofSum?: boolean
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
  const shared = [inEqualParts, asItIs].flatMap(part => sharedEvents(a.events, b.events, part) ?? [])
  return [...shared.map(events => ({ events, attributes })), apart]
}

/** What each of more events would have to bring. */
type Part = (events: WishedEvents, count: number) => Wishes

const asItIs: Part = ({ properties }) => properties

/** Of a sum, as much less as there are more events to bring it: of money whole cents, of whole numbers whole ones. */
const inEqualParts: Part = ({ properties, count }, among) =>
  new Map(
    [...properties].map(([name, wish]) => {
      const { type, value, ofSum } = wish
      if (ofSum !== true || typeof value !== 'number') return [name, wish]
      const unit = type === 'money' ? MONEY_SCALE / 100 : Number.isInteger(value) ? 1 : 0
      const share = (value * count) / among
      return [name, { ...wish, value: unit === 0 ? share : Math.ceil(share / unit) * unit }]
    }),
  )

function sharedEvents(
  a: readonly WishedEvents[],
  b: readonly WishedEvents[],
  part: Part,
): readonly [readonly WishedEvents[]] | undefined {
  const left = [...a]
  let any = false
  for (const events of b) {
    const index = left.findIndex(each => each.event === events.event)
    const same = left[index]
    const count = Math.max(same?.count ?? 0, events.count)
    const properties = same && bothWishes(part(same, count), part(events, count))
    if (same === undefined || properties === undefined) left.push(events)
    else {
      any = true
      left[index] = { event: same.event, count, properties }
    }
  }
  return any ? [left] : undefined
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
