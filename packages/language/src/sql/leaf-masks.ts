import type { ScorerNode } from '../ast/scorer.ts'

/** A question of a tree with the leaves it decides about: left `from` … `middle`, right `middle` … `to`, ends out. */
export interface Split {
  readonly question: Exclude<ScorerNode, { kind: 'leaf' }>
  readonly from: number
  readonly middle: number
  readonly to: number
}

/** A tree by its leaves, from left to right. */
export interface LeafTree {
  readonly leaves: readonly number[]
  readonly splits: readonly Split[]
}

export function leafTree(nodes: readonly ScorerNode[]): LeafTree {
  const leaves: number[] = []
  const splits: Split[] = []
  const visit = (at: number): void => {
    const node = nodes[at]
    if (node === undefined) return
    if (node.kind === 'leaf') {
      leaves.push(node.value)
      return
    }
    const from = leaves.length
    visit(node.left)
    const middle = leaves.length
    visit(node.right)
    splits.push({ question: node, from, middle, to: leaves.length })
  }
  visit(0)
  return { leaves, splits }
}

/** So many leaves have a bit each in one slot. */
export const SLOT_BITS = 32

/** Up to 32 leaves of one tree next to each other. */
export interface LeafSlot {
  readonly tree: LeafTree
  readonly start: number
  readonly leaves: readonly number[]
}

export function slotsOf(tree: LeafTree): readonly LeafSlot[] {
  const count = Math.ceil(tree.leaves.length / SLOT_BITS)
  return Array.from({ length: count }, (_, part) => {
    const start = part * SLOT_BITS
    return { tree, start, leaves: tree.leaves.slice(start, start + SLOT_BITS) }
  })
}

/** The splits of a slot's tree that ask about an input and decide about leaves of the slot. */
export function splitsOf({ tree, start, leaves }: LeafSlot, input: number): readonly Split[] {
  const end = start + leaves.length
  return tree.splits.filter(({ question, from, to }) => question.input === input && from < end && to > start)
}

/** A bit for every leaf of a slot that is still possible when these splits have been answered. */
export function maskOf(
  slot: LeafSlot,
  splits: readonly Split[],
  goesLeft: (question: Split['question']) => boolean,
): number {
  let mask = bitsBetween(0, slot.leaves.length)
  for (const { question, from, middle, to } of splits) {
    const [first, end] = goesLeft(question) ? [middle, to] : [from, middle]
    const low = Math.max(0, first - slot.start)
    const high = Math.min(SLOT_BITS, end - slot.start)
    if (low < high) mask &= ~bitsBetween(low, high)
  }
  return mask >>> 0
}

/** Bits from `low` to below `high`; 0 ≤ low < high ≤ 32. */
function bitsBetween(low: number, high: number): number {
  return (2 ** high - 2 ** low) >>> 0
}
