import { binCount, type ColumnBins } from '../trees/column-bins.ts'
import type { Question } from '../trees/tree-lists.ts'
import { type ArmSums, addRow, effectOf, isFilled, sumsSize, worthOf } from './arm-sums.ts'

/** Rows with everything that a question is judged by. */
export interface GrowingRows {
  readonly bins: readonly ColumnBins[]
  /** A code a row, column by column. */
  readonly codes: readonly Uint8Array[]
  readonly arms: Int32Array
  readonly treatments: number
  readonly target: Float64Array
  readonly weights: Float64Array
  /** The least weight of every arm in a leaf. */
  readonly leaf: number
}

export interface UpliftSplit {
  readonly question: Question
  /** Of every code of its column whether it goes left. */
  readonly isLeft: Uint8Array
  readonly worth: number
}

/** The question after which effects differ most; undefined where none is better than none. */
export function bestSplit(growing: GrowingRows, rows: Int32Array, all: ArmSums): UpliftSplit | undefined {
  let best: UpliftSplit | undefined
  growing.bins.forEach((_, column) => {
    const found = splitOf(growing, rows, { column, all })
    if (found !== undefined && found.worth > (best?.worth ?? worthOf(all) + TINY)) best = found
  })
  return best
}

const TINY = 1e-9

function splitOf(
  growing: GrowingRows,
  rows: Int32Array,
  { column, all }: { readonly column: number; readonly all: ArmSums },
): UpliftSplit | undefined {
  const bins = growing.bins[column]!
  const parts = partsOf(growing, rows, column)
  const known = [...parts.keys()].slice(0, binCount(bins))
  const order =
    bins.kind === 'number' ? known : known.sort((a, b) => meanEffect(parts[a]!) - meanEffect(parts[b]!))
  const missing = parts.at(-1)!
  let best: { readonly worth: number; readonly cut: number; readonly missingLeft: boolean } | undefined
  const left = new Float64Array(all.length)
  order.slice(0, -1).forEach((code, cut) => {
    add(left, parts[code]!)
    for (const missingLeft of bins.kind === 'number' ? [false, true] : [false]) {
      const taken = missingLeft ? add(left.slice(), missing) : left
      const rest = all.map((sum, at) => sum - taken[at]!)
      if (!isFilled(taken, growing.leaf) || !isFilled(rest, growing.leaf)) continue
      const worth = worthOf(taken) + worthOf(rest)
      if (best === undefined || worth > best.worth) best = { worth, cut, missingLeft }
    }
  })
  if (best === undefined) return undefined
  const { worth, cut, missingLeft } = best
  const isLeft = new Uint8Array(parts.length)
  for (const code of order.slice(0, cut + 1)) isLeft[code] = 1
  if (missingLeft) isLeft[parts.length - 1] = 1
  const asked =
    bins.kind === 'number' ? bins.ends[cut]! : order.slice(0, cut + 1).map(code => bins.levels[code]!)
  return { question: { column, asked, missingLeft }, isLeft, worth }
}

/** The sums of every code, and last those of missing numbers or other words. */
function partsOf(
  { bins, codes, arms, treatments, target, weights }: GrowingRows,
  rows: Int32Array,
  column: number,
): ArmSums[] {
  const size = sumsSize(treatments + 1)
  const sums = new Float64Array((binCount(bins[column]!) + 1) * size)
  const own = codes[column]!
  for (const row of rows)
    addRow(sums, own[row]! * size, { arm: arms[row]!, weight: weights[row]!, target: target[row]! })
  return Array.from({ length: sums.length / size }, (_, code) =>
    sums.subarray(code * size, (code + 1) * size),
  )
}

function meanEffect(sums: ArmSums): number {
  let sum = 0
  for (let treatment = 1; sumsSize(treatment) < sums.length; treatment += 1) sum += effectOf(sums, treatment)
  return sum
}

function add(to: ArmSums, what: ArmSums): ArmSums {
  for (let at = 0; at < to.length; at += 1) to[at]! += what[at]!
  return to
}
