import { binCount, type ColumnBins } from '../trees/column-bins.ts'
import { type NodeSplitter, type Range, type Side, UNBOUNDED } from './node-splitter.ts'
import { wordSplit } from './word-split.ts'

export interface BoostedGrowth {
  readonly splitter: NodeSplitter
  readonly bins: readonly ColumnBins[]
  /** Places of the columns that may be asked. */
  readonly columns: readonly number[]
  /** Of every column −1, 0, 1: whether the prediction may only fall, either, rise. */
  readonly directions: readonly number[]
  readonly rows: number
  readonly leaves: number
  readonly depth: number
  readonly l2: number
  readonly least: number
  /** What the derivatives were multiplied by. */
  readonly scales: ArrayLike<number>
}

/** A split in codes. */
export interface Choice {
  readonly gain: number
  readonly column: number
  readonly left: Side
  readonly right: Side
  readonly goes:
    | { readonly kind: 'number'; readonly bin: number; readonly missingLeft: boolean }
    | { readonly kind: 'category'; readonly codes: readonly number[] }
}

/** A node of a tree that has grown; derivatives are as they were summed, multiplied by the scales. */
export interface GrownNode {
  readonly range: Range
  readonly side: Side
  readonly branch?: { readonly choice: Choice; readonly left: GrownNode; readonly right: GrownNode }
}

/** A leaf that may still be split; `place` is that of its sums. */
interface OpenLeaf {
  readonly range: Range
  readonly side: Side
  readonly depth: number
  readonly sums: number
  readonly choice: Choice | undefined
  branch?: { readonly choice: Choice; readonly left: OpenLeaf; readonly right: OpenLeaf }
}

/** Grows a tree leaf by leaf: always the split that gains most. */
export function growBoostedTree(growth: BoostedGrowth): GrownNode {
  return new BoostedTreeInGrowth(growth).grow()
}

class BoostedTreeInGrowth {
  readonly #growth: BoostedGrowth
  /** In units of the scaled derivatives. */
  readonly #l2: number
  readonly #least: number
  readonly #smooth: number
  readonly #bounded: boolean

  constructor(growth: BoostedGrowth) {
    const scale = growth.scales[1]!
    this.#growth = growth
    this.#l2 = growth.l2 * scale
    this.#least = growth.least * scale
    this.#smooth = scale
    this.#bounded = growth.directions.some(direction => direction !== 0)
  }

  grow(): GrownNode {
    const { splitter, columns, rows, leaves } = this.#growth
    splitter.begin(columns, { l2: this.#l2, least: this.#least, bounded: this.#bounded })
    const side = { ...splitter.root(0), ...UNBOUNDED }
    const root = this.#open({ from: 0, to: rows }, side, 0, 0, 0)
    const open = [root]
    for (let count = 1; count < leaves; count += 1) {
      const leaf = bestOf(open)
      if (leaf === undefined) break
      const parts = this.#split(leaf, leaf.choice!, count, count + 1 < leaves)
      open.splice(open.indexOf(leaf), 1, ...parts)
    }
    return root
  }

  #split(leaf: OpenLeaf, choice: Choice, spare: number, searched: boolean): readonly OpenLeaf[] {
    const { splitter, bins } = this.#growth
    const { column, left, right } = choice
    const goesLeft = askedOf(choice, bins[column]!)
    const { range, sums } = leaf
    const parted = splitter.split({ range, column, goesLeft, left, right, sums, spare, searched })
    const { middle, leftSums, rightSums } = parted
    const depth = leaf.depth + 1
    const open = (at: 0 | 1, part: Range, side: Side, place: number): OpenLeaf =>
      searched ? this.#open(part, side, depth, place, at) : closed(part, side, depth, place)
    const branch = {
      choice,
      left: open(0, { from: range.from, to: middle }, left, leftSums),
      right: open(1, { from: middle, to: range.to }, right, rightSums),
    }
    leaf.branch = branch
    return [branch.left, branch.right]
  }

  /** A leaf with the best split that there is to it. */
  #open(range: Range, side: Side, depth: number, sums: number, at: 0 | 1): OpenLeaf {
    const canSplit = depth < this.#growth.depth && side.second >= 2 * this.#least
    const choice = canSplit ? this.#best(side, sums, at) : undefined
    return { range, side, depth, sums, choice }
  }

  #best(side: Side, sums: number, at: 0 | 1): Choice | undefined {
    let best: Choice | undefined
    for (const column of this.#growth.columns) {
      const choice =
        this.#growth.bins[column]!.kind === 'number'
          ? this.#threshold(side, at, column)
          : this.#words(side, sums, column)
      if (choice !== undefined && choice.gain > (best?.gain ?? 0)) best = choice
    }
    return best
  }

  #threshold(side: Side, at: 0 | 1, column: number): Choice | undefined {
    const { gain, first, second, bin, missingLeft } = this.#growth.splitter.found(at, column)
    if (!(gain > 0)) return undefined
    const goes = { kind: 'number', bin, missingLeft } as const
    return { gain, column, ...this.#sides(side, { first, second }, column), goes }
  }

  #words(side: Side, sums: number, column: number): Choice | undefined {
    const { splitter, bins } = this.#growth
    const found = wordSplit({
      sums: splitter.sumsOf(sums, column),
      words: binCount(bins[column]!),
      side,
      l2: this.#l2,
      least: this.#least,
      smooth: this.#smooth,
    })
    if (found === undefined) return undefined
    const goes = { kind: 'category', codes: found.codes } as const
    return { gain: found.gain, column, ...this.#sides(side, found, column), goes }
  }

  /** Both sides of a split; that of a column with a direction holds their values apart. */
  #sides(
    { first, second, lower, upper }: Side,
    of: Pick<Side, 'first' | 'second'>,
    column: number,
  ): Pick<Choice, 'left' | 'right'> {
    const left = { first: of.first, second: of.second, lower, upper }
    const right = { first: first - of.first, second: second - of.second, lower, upper }
    const direction = this.#growth.directions[column]!
    if (direction === 0) return { left, right }
    const middle = (newtonValue(left, this.#l2) + newtonValue(right, this.#l2)) / 2
    return direction > 0
      ? { left: { ...left, upper: middle }, right: { ...right, lower: middle } }
      : { left: { ...left, lower: middle }, right: { ...right, upper: middle } }
  }
}

/** What rows are given: the least of their loss as it bends here, within bounds. */
export function newtonValue({ first, second, lower, upper }: Side, l2: number): number {
  const bend = second + l2
  return Math.max(lower, Math.min(upper, bend > 0 ? -first / bend : 0))
}

function closed(range: Range, side: Side, depth: number, sums: number): OpenLeaf {
  return { range, side, depth, sums, choice: undefined }
}

/** The first of those that gain most. */
function bestOf(open: readonly OpenLeaf[]): OpenLeaf | undefined {
  let best: OpenLeaf | undefined
  for (const leaf of open) if ((leaf.choice?.gain ?? 0) > (best?.choice?.gain ?? 0)) best = leaf
  return best
}

function askedOf({ goes }: Choice, bins: ColumnBins): (code: number) => boolean {
  if (goes.kind === 'category') {
    const chosen = new Set(goes.codes)
    return code => chosen.has(code)
  }
  const missing = binCount(bins)
  return code => (code === missing ? goes.missingLeft : code <= goes.bin)
}
