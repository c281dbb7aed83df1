import type { Checked } from '../../ast/checked.ts'
import { checkedPartsOf } from '../../ast/checked-parts.ts'

/**
 * Whether a value moves with time without anything coming into or leaving a window: `days_since`, `age`, and what
 * is worked out from them. What conditions and aggregates make of such a value changes in steps again.
 */
export function drifts(node: Checked): boolean {
  return rememberedOf(drifting, node, driftsAnew)
}

/** Whether anything below a node looks at the clock. What has no such part stays what it is for ever. */
export function looksAtClock(node: Checked): boolean {
  return rememberedOf(looking, node, looksAnew)
}

/** Trees are frozen; a diamond of references is asked about once. */
const drifting = new WeakMap<Checked, boolean>()
const looking = new WeakMap<Checked, boolean>()

function rememberedOf(
  known: WeakMap<Checked, boolean>,
  node: Checked,
  find: (node: Checked) => boolean,
): boolean {
  const found = known.get(node) ?? find(node)
  known.set(node, found)
  return found
}

function driftsAnew(node: Checked): boolean {
  switch (node.kind) {
    case 'feature':
      return drifts(node.is)
    case 'arithmetic':
      return drifts(node.left) || drifts(node.right)
    case 'call':
      return readsClock(node) || node.arguments.some(drifts)
    case 'choice':
      return drifts(node.whenTrue) || drifts(node.otherwise)
    case 'convert':
      return drifts(node.value)
    case 'score':
      return node.of !== undefined && node.inputs.some(input => drifts(input.is))
    default:
      return false
  }
}

function looksAnew(node: Checked): boolean {
  return (
    node.kind === 'aggregate' ||
    node.kind === 'sequence' ||
    node.kind === 'in_window' ||
    readsClock(node) ||
    checkedPartsOf(node).some(looksAtClock)
  )
}

function readsClock(node: Checked): boolean {
  return node.kind === 'call' && (node.function === 'days_since' || node.function === 'age')
}
