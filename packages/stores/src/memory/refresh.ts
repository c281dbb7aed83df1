import type { Cause, RefreshOutcome, RefreshRequest, StoredMembership, Transition } from '@kindred/engine'
import type { Checked, Value } from '@kindred/language'
import { inOrderOf, inOrderOfId } from '../memberships/definition-order.ts'
import { carriedLayout, membershipLayout } from '../memberships/membership-layout.ts'
import { causeFinder } from './causes.ts'
import { classRead, type Evaluated, evaluatePopulation } from './evaluate-population.ts'
import type { MemoryData } from './memory-data.ts'
import type { MemoryMemberships } from './memory-memberships.ts'
import type { MemoryTransitions } from './memory-transitions.ts'
import { findMoves } from './moves.ts'
import { prefixed, valueUnder } from './named-expressions.ts'
import { RefreshTally } from './refresh-tally.ts'

interface Stores {
  readonly data: MemoryData
  readonly memberships: MemoryMemberships
  readonly transitions: MemoryTransitions
}

/** Evaluates everything for everybody, and keeps memberships and moves under the refresh's id. */
export function refresh(
  { data, memberships, transitions }: Stores,
  given: RefreshRequest,
  progress: (done: number, of: number) => void = () => {},
): RefreshOutcome {
  const request = inOrderOfId(given)
  const batch = data.batch
  const layout = membershipLayout(request)
  const before = request.previous === undefined ? new Map() : memberships.of(request.previous.id)
  const after = new Map<string, StoredMembership>()
  const tally = new RefreshTally(layout, request.value)
  const evaluated = [...evaluatePopulation(data, request.context, expressionsOf(request))]
  for (const each of evaluated) {
    const membership = membershipOf(request, each, before.get(each.customer.id))
    after.set(each.customer.id, membership)
    tally.add(membership, each.values.get('value'))
    progress(after.size, evaluated.length)
  }
  const moves = request.recordTransitions ? transitionsOf(data, request, before, after) : []
  for (const move of moves) tally.move(move)
  memberships.store(request.id, after)
  transitions.store(request.id, moves)
  const { results, ...whole } = tally.result()
  return { ...whole, results: inOrderOf(given, results), batch, layout, moves: countCauses(moves) }
}

function expressionsOf({ segments, segmentations, value }: RefreshRequest): ReadonlyMap<string, Checked> {
  return new Map([
    ...prefixed('segment', new Map(segments.map(({ id, when }) => [id, when]))),
    ...prefixed('class', new Map(segmentations.map(({ id, of }) => [id, classRead(of)]))),
    ...valueUnder(value),
  ])
}

function membershipOf(
  request: RefreshRequest,
  { values }: Evaluated,
  before: StoredMembership | undefined,
): StoredMembership {
  const carried = carriedLayout(request)
  const found = request.segments.map(({ id }) => id).filter(id => values.get(`segment ${id}`) === true)
  const kept = carried.segments.filter(id => before?.segments.includes(id))
  return {
    segments: [...found, ...kept],
    classes: new Map([
      ...request.segmentations.map(({ id }) => [id, asClass(values.get(`class ${id}`))] as const),
      // Who came after the definition failed stands where everybody unknown to it stands.
      ...carried.segmentations.map(
        ({ id, classes }) => [id, before?.classes.get(id) ?? classes.at(-1) ?? ''] as const,
      ),
    ]),
  }
}

function asClass(value: Value | undefined): string {
  return typeof value === 'string' ? value : ''
}

function transitionsOf(
  data: MemoryData,
  request: RefreshRequest,
  before: ReadonlyMap<string, StoredMembership>,
  after: ReadonlyMap<string, StoredMembership>,
): readonly Transition[] {
  const causeOf = causeFinder(data, request)
  const at = request.context.asOf
  return findMoves(before, after).map(move => ({
    ...move,
    refresh: request.id,
    at,
    cause: causeOf(move, before.has(move.customer)),
  }))
}

function countCauses(moves: readonly Transition[]): Readonly<Record<Cause, number>> {
  const counts = { data: 0, clock: 0, definition: 0 }
  for (const { cause } of moves) counts[cause] += 1
  return counts
}
