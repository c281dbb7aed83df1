import type { ColumnBins } from '../trees/column-bins.ts'
import { ABOVE_ALL, type ValueTree } from '../trees/value-tree.ts'
import type { ForestMemory } from './forest-memory.ts'

interface Reading {
  readonly bins: readonly ColumnBins[]
  readonly classes: number
  /** What was taken from targets. */
  readonly middle: number
}

/** The tree that was grown in a slot, with thresholds and words for codes. */
export function readSlot(memory: ForestMemory, slot: number, { bins, classes, middle }: Reading): ValueTree {
  const { nodes, leaves } = memory.written(slot)
  const { words, numbers } = memory.nodes(slot)
  const lists = {
    asks: new Array<number>(nodes),
    thresholds: new Array<number>(nodes),
    missing: new Array<number>(nodes),
    rights: new Array<number>(nodes),
    weights: new Array<number>(nodes),
    values: classes === 1 ? new Array<number>(leaves) : shares(memory.values(slot), leaves, classes),
    sets: wordSets(memory, slot, bins),
  }
  for (let node = 0; node < nodes; node += 1) {
    const asked = words[8 * node]!
    const code = words[8 * node + 1]!
    const right = words[8 * node + 3]!
    lists.asks[node] = asked
    lists.thresholds[node] = asked < 0 ? 0 : thresholdOf(bins[asked]!, code)
    lists.missing[node] = words[8 * node + 2]!
    lists.rights[node] = right
    lists.weights[node] = numbers[4 * node + 2]!
    if (asked < 0 && classes === 1) lists.values[right] = numbers[4 * node + 3]! + middle
  }
  return lists
}

/** Of a column of words the number of the set. */
function thresholdOf(bins: ColumnBins, code: number): number {
  return bins.kind === 'category' ? code : (bins.ends[code] ?? ABOVE_ALL)
}

function shares(weights: Float64Array, leaves: number, classes: number): number[] {
  const values = new Array<number>(leaves * classes)
  for (let leaf = 0; leaf < leaves; leaf += 1) {
    let total = 0
    for (let label = 0; label < classes; label += 1) total += weights[leaf * classes + label]!
    for (let label = 0; label < classes; label += 1)
      values[leaf * classes + label] = weights[leaf * classes + label]! / total
  }
  return values
}

/** Sets stand in the order of the questions that they belong to. */
function wordSets(memory: ForestMemory, slot: number, bins: readonly ColumnBins[]): (string | null)[][] {
  const { nodes, sets } = memory.written(slot)
  if (sets === 0) return []
  const { words } = memory.nodes(slot)
  const bits = memory.sets(slot)
  const found: (string | null)[][] = []
  for (let node = 0; node < nodes; node += 1) {
    const of = bins[words[8 * node]!]
    if (of?.kind !== 'category') continue
    const place = 32 * words[8 * node + 1]!
    found.push(of.levels.filter((_, code) => ((bits[place + (code >> 3)]! >> (code & 7)) & 1) === 1))
  }
  return found
}
