import type { Aggregate, Checked, Sequence } from '../ast/checked.ts'
import { checkedPartsOf } from '../ast/checked-parts.ts'
import type { Compiler } from '../evaluate/compiler.ts'
import { onFirstDay } from '../evaluate/event-times.ts'
import type { Run } from '../evaluate/run.ts'
import { sameValue } from '../evaluate/same-value.ts'
import type { SubjectEvent } from '../evaluate/subject.ts'
import type { Evidence } from './explanation.ts'

/** How many ids an explanation names. */
const LONGEST = 20

/** The events behind the value of an expression; undefined when it looks at none. */
export function evidenceOf(node: Checked, compiler: Compiler, run: Run): Evidence | undefined {
  const aggregates = aggregatesIn(node)
  if (aggregates.length === 0) return undefined
  const events = new Map<string, SubjectEvent>()
  for (const aggregate of aggregates)
    for (const event of eventsBehind(aggregate, compiler, run)) events.set(event.id, event)
  // The run gives each aggregate's events in order; together they are put in order again.
  const inOrder = run.subject.events.filter(event => events.get(event.id) === event)
  return {
    count: inOrder.length,
    ids: inOrder
      .slice(-LONGEST)
      .reverse()
      .map(event => event.id),
  }
}

/** The aggregates and sequences below a node, those of features included, each once. */
function aggregatesIn(node: Checked, seen = new Set<Checked>()): (Aggregate | Sequence)[] {
  if (seen.has(node)) return []
  seen.add(node)
  if (node.kind === 'aggregate' || node.kind === 'sequence') return [node]
  return checkedPartsOf(node).flatMap(part => aggregatesIn(part, seen))
}

/**
 * Of `first_day_sum` those of the first day; of `first`, `last`, `min`, `max` and `most_frequent` only the events that have the value; of a sequence the latest
 * that make it up, or that came furthest; of the rest all.
 */
function eventsBehind(node: Aggregate | Sequence, compiler: Compiler, run: Run): readonly SubjectEvent[] {
  if (node.kind === 'sequence') return compiler.sequence(node)(run).events
  const selected = compiler.selection(node)(run)
  const { property } = node
  if (property === undefined) return withoutProperty(node, selected)
  const looked = node.function === 'first_day_sum' ? onFirstDay(selected, compiler.timezone) : selected
  const known = looked.filter(event => event.properties.has(property.name))
  if (node.function === 'first') return known.slice(0, 1)
  if (node.function === 'last') return known.slice(-1)
  if (node.function !== 'min' && node.function !== 'max' && node.function !== 'most_frequent') return known
  const value = compiler.value(node)(run)
  return known.filter(event => {
    const own = event.properties.get(property.name)
    return own !== undefined && value !== undefined && sameValue(own, value)
  })
}

function withoutProperty(node: Aggregate, selected: readonly SubjectEvent[]): readonly SubjectEvent[] {
  if (node.function === 'first' || node.function === 'min') return selected.slice(0, 1)
  if (node.function === 'last' || node.function === 'max') return selected.slice(-1)
  return selected
}
