import { type Candidate, type Growing, type Judging, squaresOf } from './candidate.ts'
import type { CodedWords } from './coded-columns.ts'

/** More words than this in one question are nothing a person reads. */
const MOST_LEVELS = 8

interface LevelWeights {
  readonly code: number
  readonly weights: Float64Array
  readonly total: number
}

/**
 * The best question to a column of words: whether it is one of some of them. Every single word is tried, and for every
 * class the words in which it is most frequent, two of them, three …: which finds the best of all sets for two classes
 * (Breiman et al. 1984, theorem 4.5), and a good one for more.
 *
 * Cost: one pass over the node's rows, then classes × levels × (8 × classes, and a sort).
 */
export function levelSplit(
  column: CodedWords,
  rows: Int32Array,
  node: Growing,
  judging: Judging,
): Candidate | undefined {
  const levels = weightsOfLevels(column, rows, node, judging)
  if (levels.length < 2) return undefined
  let best: { purity: number; codes: readonly number[] } | undefined
  for (const set of setsToTry(levels, judging.classes)) {
    const purity = purityOf(set, node, judging)
    if (purity !== undefined && (best === undefined || purity > best.purity))
      best = { purity, codes: set.map(({ code }) => code) }
  }
  return best && candidateOf(column, best.purity, best.codes)
}

function weightsOfLevels(
  { codes, levels }: CodedWords,
  rows: Int32Array,
  { from, to }: Growing,
  { labels, rowWeights, classes }: Judging,
): LevelWeights[] {
  const table = new Float64Array(levels.length * classes)
  for (let at = from; at < to; at += 1) {
    const row = rows[at]!
    table[codes[row]! * classes + labels[row]!]! += rowWeights[row]!
  }
  const all = levels.map((_, code): LevelWeights => {
    const weights = table.slice(code * classes, (code + 1) * classes)
    return { code, weights, total: weights.reduce((sum, weight) => sum + weight, 0) }
  })
  return all.filter(({ total }) => total > 0)
}

/** Smaller sets first: of equally good ones the first is taken. */
function* setsToTry(levels: readonly LevelWeights[], classes: number): Generator<readonly LevelWeights[]> {
  for (const level of levels) yield [level]
  const orders = Array.from({ length: classes }, (_, label) => {
    const share = ({ weights, total }: LevelWeights): number => weights[label]! / total
    return levels.toSorted((a, b) => share(b) - share(a) || a.code - b.code)
  })
  for (let count = 2; count <= Math.min(MOST_LEVELS, levels.length - 1); count += 1)
    for (const order of orders) yield order.slice(0, count)
}

function purityOf(
  set: readonly LevelWeights[],
  node: Growing,
  { leaf, classes }: Judging,
): number | undefined {
  const left = new Float64Array(classes)
  for (const { weights } of set)
    for (let label = 0; label < classes; label += 1) left[label]! += weights[label]!
  const weight = left.reduce((sum, each) => sum + each, 0)
  const rest = node.total - weight
  if (weight < leaf || rest < leaf || rest <= 0) return undefined
  const right = node.weights.map((each, label) => each - left[label]!)
  return squaresOf(left) / weight + squaresOf(right) / rest
}

function candidateOf({ name, levels }: CodedWords, purity: number, codes: readonly number[]): Candidate {
  const ascending = [...codes].sort((a, b) => a - b)
  const chosen = new Set(codes)
  return {
    purity,
    split: { kind: 'levels', column: name, levels: ascending.map(code => levels[code]!) },
    goesLeft: code => chosen.has(code),
  }
}
