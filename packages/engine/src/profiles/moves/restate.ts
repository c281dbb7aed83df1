import type { LiveAnswer } from '@kindred/language'
import type { LiveTransition } from '../../records/live.ts'
import type { MembershipLayout } from '../../records/refresh.ts'
import { classNameOf, isIn, type LiveSince, type LiveStanding, NO_CLASS } from '../record/live-standing.ts'
import { changedSince } from '../record/packed-since.ts'

/** One move that has no number yet. */
export type LiveMove = Omit<LiveTransition, 'seq'>

/** Where she stood, and the layout by which that is to be read. */
export interface StoodBefore {
  readonly standing: LiveStanding
  readonly layout: MembershipLayout
}

/** Why she may stand elsewhere now. */
export interface Occasion extends Pick<LiveMove, 'at' | 'cause' | 'event' | 'late'> {
  readonly customer: string
  /** She was there from the first: no moves, no since. */
  readonly isFirst?: boolean
}

export interface Restated {
  readonly standing: LiveStanding
  readonly moves: readonly LiveMove[]
}

/**
 * Where a customer stands by a new answer, with her moves. Definitions are the same by their kind and id, whatever their
 * position: what she has been in stays with its since; what is not defined any more she leaves.
 *
 * @param layout - Of the answer.
 */
export function restate(
  before: StoodBefore,
  answer: LiveAnswer,
  layout: MembershipLayout,
  occasion: Occasion,
): Restated {
  if (before.layout === layout) return inSameLayout(before.standing, answer, layout, occasion)
  const moves: LiveMove[] = []
  const since = new Map<number, LiveSince>()
  const arrival = arrivalOf(occasion)
  for (const place of placesOf(before.layout, layout)) {
    const from = place.nameIn(before, place.before)
    const to = place.nameIn({ standing: answer, layout }, place.after)
    if (from !== to) moves.push(moveOf(place, from, to, occasion))
    if (place.after === undefined) continue
    const known = place.before === undefined ? undefined : before.standing.since.get(place.sinceBefore)
    const kept = from === to ? known : occasion.isFirst === true ? undefined : arrival
    if (kept !== undefined) since.set(place.sinceAfter, kept)
  }
  const standing = { mask: answer.mask, classes: answer.classes, since }
  return { standing, moves: occasion.isFirst === true ? [] : moves }
}

function arrivalOf({ at, cause, event }: Occasion): LiveSince {
  return event === undefined ? { at, cause } : { at, cause, event }
}

/** Only where she moves is looked at: everything else is as it was. */
function inSameLayout(
  standing: LiveStanding,
  answer: LiveAnswer,
  layout: MembershipLayout,
  occasion: Occasion,
): Restated {
  const places = placesOf(layout, layout)
  const moved = movedPositions(standing, answer, layout.segments.length)
  if (moved.length === 0) return { standing, moves: [] }
  const arrival = occasion.isFirst === true ? undefined : arrivalOf(occasion)
  const since = changedSince(standing.since, new Map(moved.map(position => [position, arrival])))
  const moves: LiveMove[] = []
  if (arrival !== undefined)
    for (const position of moved) {
      const place = places[position]
      if (place === undefined) throw new Error('a move is of no definition')
      const from = place.nameIn({ standing, layout }, place.before)
      const to = place.nameIn({ standing: answer, layout }, place.after)
      moves.push(moveOf(place, from, to, occasion))
    }
  return { standing: { mask: answer.mask, classes: answer.classes, since }, moves }
}

/** Positions of segments, then of segmentations, at which two answers differ. */
function movedPositions(before: LiveAnswer, after: LiveAnswer, segments: number): number[] {
  const moved: number[] = []
  for (let word = 0; word < after.mask.length; word += 1) {
    let bits = (before.mask[word] ?? 0) ^ (after.mask[word] ?? 0)
    for (; bits !== 0; bits &= bits - 1) moved.push(word * 32 + 31 - Math.clz32(bits & -bits))
  }
  for (let at = 0; at < after.classes.length; at += 1)
    if (before.classes[at] !== after.classes[at]) moved.push(segments + at)
  return moved
}

/** One definition and where either layout has it. */
interface Place {
  readonly kind: LiveMove['kind']
  readonly id: string
  readonly before: number | undefined
  readonly after: number | undefined
  /** Positions among the sinces. */
  readonly sinceBefore: number
  readonly sinceAfter: number
  nameIn(
    side: { readonly standing: Pick<LiveStanding, 'mask' | 'classes'>; readonly layout: MembershipLayout },
    position: number | undefined,
  ): string
}

/** Of two layouts: computed once, as long as both are in use. */
const knownPlaces = new WeakMap<MembershipLayout, WeakMap<MembershipLayout, readonly Place[]>>()

function placesOf(before: MembershipLayout, after: MembershipLayout): readonly Place[] {
  const ofBefore = knownPlaces.get(before) ?? new WeakMap<MembershipLayout, readonly Place[]>()
  knownPlaces.set(before, ofBefore)
  const known = ofBefore.get(after)
  if (known !== undefined) return known
  const places = [...segmentPlaces(before, after), ...classPlaces(before, after)]
  ofBefore.set(after, places)
  return places
}

function segmentPlaces(before: MembershipLayout, after: MembershipLayout): readonly Place[] {
  return pairs(before.segments, after.segments).map(pair => ({
    kind: 'segment',
    ...pair,
    sinceBefore: pair.before ?? 0,
    sinceAfter: pair.after ?? 0,
    nameIn: ({ standing }, position) => (position !== undefined && isIn(standing, position) ? 'in' : 'out'),
  }))
}

function classPlaces(before: MembershipLayout, after: MembershipLayout): readonly Place[] {
  const ids = (layout: MembershipLayout) => layout.segmentations.map(({ id }) => id)
  return pairs(ids(before), ids(after)).map(pair => ({
    kind: 'segmentation',
    ...pair,
    sinceBefore: before.segments.length + (pair.before ?? 0),
    sinceAfter: after.segments.length + (pair.after ?? 0),
    nameIn: ({ standing, layout }, position) =>
      position === undefined ? '' : classNameOf({ classes: standing.classes }, layout, position),
  }))
}

function pairs(
  before: readonly string[],
  after: readonly string[],
): readonly {
  readonly id: string
  readonly before: number | undefined
  readonly after: number | undefined
}[] {
  const [was, is] = [positions(before), positions(after)]
  return [...new Set([...before, ...after])].map(id => ({ id, before: was.get(id), after: is.get(id) }))
}

function positions(ids: readonly string[]): ReadonlyMap<string, number> {
  return new Map(ids.map((id, position) => [id, position]))
}

function moveOf({ kind, id }: Place, from: string, to: string, occasion: Occasion): LiveMove {
  const { at, cause, customer, event, late } = occasion
  return {
    at,
    kind,
    definition: id,
    customer,
    from,
    to,
    cause,
    ...(event === undefined ? {} : { event }),
    ...(late === true ? { late } : {}),
  }
}

/** The answer of somebody who is not known: in nothing. */
export function nowhere(layout: MembershipLayout): LiveAnswer {
  return {
    mask: new Uint32Array((layout.segments.length + 31) >> 5),
    classes: new Uint16Array(layout.segmentations.length).fill(NO_CLASS),
  }
}
