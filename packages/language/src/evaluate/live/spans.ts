import type { Aggregate } from '../../ast/checked.ts'
import type { Window } from '../../ast/window.ts'
import type { Zone } from '../../vocabulary/calendar.ts'
import { hashText } from './hash-bytes.ts'
import { type Measure, type Measures, measureKey, timesKey } from './measures.ts'
import { WindowRange } from './window-range.ts'

/** Between which instants a span is in force, which pages it begins and ends in, and when the first event of the last one is. */
const FACTS_OF_SPAN = 7

/** A window, and everything that some aggregate sums up in it. */
export interface Span {
  readonly range: WindowRange
  /** Where it begins among the numbers of all. */
  readonly start: number
  /** Each with where it lies among them: whether it is said, then its summary. */
  readonly places: ReadonlyMap<Measure, number>
}

/** The windows of a program, by `windowKey`. */
export interface Spans {
  readonly all: ReadonlyMap<string, Span>
  /** How many numbers all of them have. */
  readonly width: number
  /** Outlines of other spans say nothing. */
  readonly hash: readonly [number, number]
}

/** The same for windows that are written alike. */
export function windowKey(window: Window): string {
  return JSON.stringify(window)
}

export function spansOf(aggregates: readonly Aggregate[], measures: Measures, zone: Zone): Spans {
  const all = new Map<string, Span>()
  const keys: string[] = []
  let at = 0
  for (const [key, own] of byWindow(aggregates)) {
    const [first] = own
    if (first === undefined) continue
    const span = { range: new WindowRange(first.window, zone), start: at, places: new Map<Measure, number>() }
    at += FACTS_OF_SPAN
    for (const name of new Set(own.flatMap(node => [measureKey(node), timesKey(node)]))) {
      const measure = measures.all.get(name)
      if (measure === undefined) continue
      keys.push(`${key} ${name}`)
      span.places.set(measure, at)
      at += 1 + measure.newFold().width
    }
    all.set(key, span)
  }
  return { all, width: at, hash: hashText(JSON.stringify([...measures.hash, ...keys])) }
}

/** In an order that does not depend on the definitions'. */
function byWindow(aggregates: readonly Aggregate[]): readonly (readonly [string, Aggregate[]])[] {
  const sorted = [...aggregates].sort((a, b) => (measureKey(a) < measureKey(b) ? -1 : 1))
  return [...Map.groupBy(sorted, ({ window }) => windowKey(window))].sort(([a], [b]) => (a < b ? -1 : 1))
}
