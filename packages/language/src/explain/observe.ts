import type { Aggregate, Between, Checked, Compare, Near, Ranked } from '../ast/checked.ts'
import type { Compiler } from '../evaluate/compiler.ts'
import { isPlace, quantity } from '../evaluate/held-value.ts'
import type { Run } from '../evaluate/run.ts'
import { kilometresBetween } from '../vocabulary/sphere.ts'
import type { Value } from '../vocabulary/value.ts'
import type { Observed } from './explanation.ts'

/** What a condition looked at, and what it compared that with. */
export interface Observation {
  readonly observed?: Observed
  readonly threshold?: Observed
}

type Read = (node: Checked) => Observed

/** What was found for one condition that is not made of others. */
export function observe(node: Checked, compiler: Compiler, run: Run): Observation {
  const read: Read = part => ({ type: part.type, value: compiler.value(part)(run) })
  switch (node.kind) {
    case 'literal':
      return {}
    case 'compare':
      return observeCompare(node, read)
    case 'between':
      return observeBetween(node, read)
    case 'near':
      return observeNear(node, read)
    case 'aggregate':
      return observeAggregate(node, compiler, run, read)
    case 'ranked':
      return observeRanked(node, compiler, read)
    case 'one_of':
    case 'text_test':
    case 'tag_test':
    case 'known_test':
    case 'inside':
    case 'in_window':
      return { observed: read(node.value) }
    default:
      return { observed: read(node) }
  }
}

/** The side that is written out is the threshold, wherever it stands. */
function observeCompare(node: Compare, read: Read): Observation {
  const swapped = node.left.kind === 'literal' && node.right.kind !== 'literal'
  const [observed, threshold] = swapped ? [node.right, node.left] : [node.left, node.right]
  return { observed: read(observed), threshold: read(threshold) }
}

/** The end that was overstepped; the lower one when neither was. */
function observeBetween(node: Between, read: Read): Observation {
  const observed = read(node.value)
  const high = read(node.high)
  const above = isAbove(observed.value, high.value)
  return { observed, threshold: above ? high : read(node.low) }
}

function isAbove(value: Value | undefined, high: Value | undefined): boolean {
  return value !== undefined && high !== undefined && quantity(value) > quantity(high)
}

function observeNear(node: Near, read: Read): Observation {
  const { value } = read(node.value)
  const distance =
    value !== undefined && isPlace(value) ? metres(kilometresBetween(value, node.center)) : undefined
  return {
    observed: { type: 'number', value: distance },
    threshold: { type: 'number', value: node.kilometres },
  }
}

/** Kilometres to the metre: more would be false precision. */
function metres(kilometres: number): number {
  return Math.round(kilometres * 1000) / 1000
}

/** Where the population was cut, when it was cut once. */
function observeRanked({ cut }: Ranked, compiler: Compiler, read: Read): Observation {
  const [cuts = []] = compiler.cutsOf(cut)
  const [only] = cuts
  const observed = read(cut.by)
  if (only === undefined || cuts.length > 1) return { observed }
  return { observed, threshold: { type: cut.by.type, value: only } }
}

/** `did` and `never` have counted; everything else is its own value. */
function observeAggregate(node: Aggregate, compiler: Compiler, run: Run, read: Read): Observation {
  if (node.function !== 'did' && node.function !== 'never') return { observed: read(node) }
  return {
    observed: { type: 'number', value: compiler.selection(node)(run).length },
    threshold: { type: 'number', value: node.function === 'did' ? 1 : 0 },
  }
}
