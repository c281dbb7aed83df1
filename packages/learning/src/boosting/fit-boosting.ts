import { deepFreeze } from '../deep-freeze.ts'
import { LearningError } from '../errors.ts'
import { withClassWeights } from '../matrix/class-weights.ts'
import { weightsOf } from '../matrix/require-matrix.ts'
import { requireTable } from '../matrix/require-table.ts'
import { requireTarget } from '../matrix/require-target.ts'
import type { Table } from '../matrix/table.ts'
import { sampleRows } from '../numeric/sample-rows.ts'
import { step } from '../numeric/watch.ts'
import { binsOf } from '../trees/column-bins.ts'
import { requireDifference } from '../trees/require-difference.ts'
import type { ValueTree } from '../trees/value-tree.ts'
import { BoostingMemory } from './boosting-memory.ts'
import { type BoostingOptions, directionsOf, requireBoostingOptions } from './boosting-options.ts'
import type { FittedBoosting } from './fitted-boosting.ts'
import type { Loss } from './gradient-step.ts'
import { baseOf, meanLoss } from './loss.ts'
import { Rounds } from './rounds.ts'

/**
 * Gradient boosting of trees over histograms: tree after tree is added, each grown on the derivatives of the loss of what
 * those before it foretell, always splitting the leaf that gains most.
 *
 * Missing numbers go to the side where they do more good. Words are parted by what they are worth; those that were not
 * seen go right. Derivatives are rounded to 24 bits, so that their sums are exact in any order: any number of threads
 * gives the same trees, bit for bit.
 *
 * @param table  - NaN and null are missing values.
 * @param target - One a row: 0 or 1 of a binary task, else a finite number.
 * @throws LearningError what a table is refused for; `wrong_length`, `bad_target`, `one_class`, `bad_weight`,
 *   `bad_option`, `nothing_left`, `column_missing`, `column_of_other_kind`, `too_many_rows`, `cancelled`
 *
 * Source: Friedman (2001), Greedy function approximation; Chen and Guestrin (2016), XGBoost, equations 6 and 7; Ke and
 * others (2017), LightGBM: growth by leaves, words in order.
 * Checked: scikit-learn's HistGradientBoosting and XGBoost (boosting.reference.test.ts).
 * Cost: rows × columns for the first question of a tree, and less than half of that for each further level.
 *
 * @example
 * const ages = list => ({ columns: [{ name: 'age', kind: 'number', values: Float64Array.from(list) }] })
 * const fitted = fitBoosting(ages([20, 30, 50, 60]), [0, 0, 1, 1], { random: seeded(1), least: 0 })
 * predictBoosting(fitted, ages([25, 55])).map(Math.round) // [0, 1]
 */
export function fitBoosting(
  table: Table,
  target: ArrayLike<number>,
  options: BoostingOptions,
): FittedBoosting {
  requireBoostingOptions(options)
  const {
    task = 'binary',
    classWeights = 'none',
    monotone = {},
    bins = 255,
    leaves = 31,
    threads = 1,
  } = options
  const rows = requireTable(table)
  const given = weightsOf(rows, options.weights)
  const targets = requireTarget(target, task, given)
  const { weights, held } = holdOut(withClassWeights(given, targets, classWeights), options)
  const directions = directionsOf(table, monotone)
  const binned = binsOf(table, { weights, bins, random: options.random })
  requireDifference(table, binned)
  using memory = new BoostingMemory({ table, rows, bins: binned, leaves, threads })
  const loss = lossOf(options)
  const base = baseOf(loss, { targets, weights })
  memory.targets.set(targets)
  memory.margins.fill(base)
  memory.weights.set(weights)
  const rounds = new Rounds({ memory, loss, options, weights, directions })
  const heldLoss = held && (() => meanLoss(loss, memory.margins, { targets, weights: held.weights }))
  const { trees, losses } = boost(rounds, options, heldLoss)
  return deepFreeze<FittedBoosting>({
    kind: 'boosting',
    version: 1,
    task,
    columns: table.columns.map(({ name, kind }) => ({ name, kind })),
    base,
    trees,
    links: task === 'binary' ? [{ kind: 'logistic' }] : [],
    ...(held && { heldOut: { rows: held.rows, losses } }),
  })
}

function lossOf({ task = 'binary', share }: BoostingOptions): Loss {
  if (task === 'binary') return { kind: 'logistic' }
  return share === undefined ? { kind: 'squared' } : { kind: 'quantile', share }
}

interface HeldOut {
  readonly rows: number
  /** Those of the rows held out; 0 for all others. */
  readonly weights: Float64Array
}

/** Rows that are held out have no weight for the trees, and go through them with the others. */
function holdOut(
  weights: Float64Array,
  { stopping, random }: BoostingOptions,
): { weights: Float64Array; held?: HeldOut } {
  if (stopping === undefined) return { weights }
  const present = Array.from(weights.keys()).filter(row => weights[row]! > 0)
  const rows = Math.min(present.length - 1, Math.max(1, Math.round(stopping.share * present.length)))
  if (rows < 1)
    throw new LearningError('too_few_rows', { what: 'Holding rows out', given: present.length, wanted: 2 })
  const own = weights.slice()
  const held = new Float64Array(weights.length)
  for (const at of sampleRows(present.length, rows, random)) {
    const row = present[at]!
    held[row] = weights[row]!
    own[row] = 0
  }
  return { weights: own, held: { rows, weights: held } }
}

interface Boosted {
  readonly trees: readonly ValueTree[]
  readonly losses: readonly number[]
}

/** Adds trees until there are enough, none is worth it, or those held out have gained nothing for long. */
function boost(rounds: Rounds, options: BoostingOptions, heldLoss: (() => number) | undefined): Boosted {
  const { rounds: most = 100, rowShare = 1, columnShare = 1, stopping } = options
  const isDrawn = rowShare < 1 || columnShare < 1
  const trees: ValueTree[] = []
  const losses: number[] = heldLoss === undefined ? [] : [heldLoss()]
  let best = 0
  for (let round = 0; round < most; round += 1) {
    const tree = rounds.next()
    step(options, round + 1, most)
    // Other rows or columns may be worth a question where these are not.
    if (tree === undefined && isDrawn) continue
    if (tree === undefined) break
    trees.push(tree)
    if (heldLoss === undefined) continue
    losses.push(heldLoss())
    if (losses.at(-1)! < losses[best]!) best = trees.length
    if (trees.length - best >= stopping!.patience) break
  }
  return { trees: heldLoss === undefined ? trees : trees.slice(0, best), losses }
}
