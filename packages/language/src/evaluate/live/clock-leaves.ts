import type { Checked } from '../../ast/checked.ts'
import { checkedPartsOf } from '../../ast/checked-parts.ts'
import { drifts, looksAtClock } from '../changes/drifts.ts'
import { writtenAlike } from '../written-alike.ts'

/**
 * What in some trees changes by itself, each once however often it is written: aggregates, sequences and trigger dates
 * as they stand, and what tests a number that moves with time together with its test. Nothing above them changes before
 * one of them does. Those that are found without a search come first.
 *
 * An aggregate's own change is earlier than that of a condition on it, and for all definitions together it is far less
 * work to find: a workspace has tens of aggregates and hundreds of conditions on them.
 */
export function clockLeaves(trees: Iterable<Checked>): readonly Checked[] {
  const leaves = new Map<string, Checked>()
  const seen = new Set<Checked>()
  const open = [...trees]
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (seen.has(node) || !looksAtClock(node)) continue
    seen.add(node)
    if (isLeaf(node)) leaves.set(writtenAlike(node), node)
    else open.push(...checkedPartsOf(node))
  }
  return [...leaves.values()].sort((a, b) => Number(isFound(b)) - Number(isFound(a)))
}

function isLeaf(node: Checked): boolean {
  const isOwn = node.kind === 'aggregate' || node.kind === 'sequence' || node.kind === 'in_window'
  if (isOwn || drifts(node)) return true
  // A reference stands for what it refers to, which is looked at itself; whatever else tests a moving number is a leaf.
  return node.kind !== 'segment' && node.kind !== 'feature' && checkedPartsOf(node).some(drifts)
}

/** Not searched for by halving. */
function isFound({ kind }: Checked): boolean {
  return kind === 'aggregate' || kind === 'sequence' || kind === 'in_window'
}
