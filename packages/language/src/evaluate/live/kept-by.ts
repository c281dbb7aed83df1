import type { Aggregate, Checked, Sequence } from '../../ast/checked.ts'
import { checkedPartsOf, segmentationPartsOf } from '../../ast/checked-parts.ts'
import type { DeclaredType } from '../../vocabulary/vocabulary.ts'
import { longestStay } from '../changes/stay.ts'
import type { KeptEvent, KeptEvents, LiveDefinitions } from './live-program.ts'

/** Everything a definition can be evaluated from, references included. */
export function treesOf({ features, segments, segmentations }: LiveDefinitions): readonly Checked[] {
  return [
    ...features.values(),
    ...segments.values(),
    ...[...segmentations.values()].flatMap(segmentationPartsOf),
  ]
}

/** Every part of the trees once, however many paths lead to it. */
export function* partsOf(trees: readonly Checked[]): Generator<Checked> {
  const seen = new Set<Checked>()
  const open = [...trees]
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (seen.has(node)) continue
    seen.add(node)
    yield node
    open.push(...checkedPartsOf(node))
  }
}

/**
 * Which events the trees look at, which properties of them, and for how long: as long as the longest window that one
 * can be in. Windows of the calendar are taken at their longest, so that nothing is dropped an hour too early.
 */
export function keptBy(trees: readonly Checked[]): KeptEvents {
  const kept = new Map<string, Growing>()
  for (const node of partsOf(trees)) {
    if (node.kind === 'aggregate') noteAggregate(kept, node)
    else if (node.kind === 'sequence') noteSequence(kept, node)
    else if (node.kind === 'property') growing(kept, node.event).properties.set(node.name, node.type)
  }
  return {
    events: sorted(
      kept,
      ({ properties, lasts }): KeptEvent => ({ properties: sorted(properties, type => type), lasts }),
    ),
  }
}

/** Equal for what has to be kept alike. */
export function fingerprintOf({ events }: KeptEvents): string {
  return JSON.stringify(
    [...events].map(([name, { properties, lasts }]) => [name, [...properties], String(lasts)]),
  )
}

interface Growing {
  readonly properties: Map<string, DeclaredType>
  lasts: number
}

function growing(kept: Map<string, Growing>, event: string): Growing {
  const found = kept.get(event) ?? { properties: new Map(), lasts: 0 }
  kept.set(event, found)
  return found
}

function noteAggregate(kept: Map<string, Growing>, { event, property, window }: Aggregate): void {
  const found = growing(kept, event)
  found.lasts = Math.max(found.lasts, longestStay(window))
  if (property !== undefined) found.properties.set(property.name, property.type)
}

/** What an absent step looks for beyond the window's end is younger than what its window holds. */
function noteSequence(kept: Map<string, Growing>, { steps, window }: Sequence): void {
  for (const { event } of steps) {
    const found = growing(kept, event)
    found.lasts = Math.max(found.lasts, longestStay(window))
  }
}

function sorted<A, B>(map: ReadonlyMap<string, A>, of: (value: A) => B): ReadonlyMap<string, B> {
  const entries = [...map].sort(([a], [b]) => (a < b ? -1 : 1))
  return new Map(entries.map(([name, value]) => [name, of(value)]))
}
