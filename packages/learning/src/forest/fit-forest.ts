import { deepFreeze } from '../deep-freeze.ts'
import { LearningError } from '../errors.ts'
import { withClassWeights } from '../matrix/class-weights.ts'
import { weightsOf } from '../matrix/require-matrix.ts'
import { requireTable } from '../matrix/require-table.ts'
import { requireTarget } from '../matrix/require-target.ts'
import type { Table } from '../matrix/table.ts'
import { step } from '../numeric/watch.ts'
import { binsOf, presentRows } from '../trees/column-bins.ts'
import { requireClasses } from '../trees/require-classes.ts'
import { requireDifference } from '../trees/require-difference.ts'
import type { ValueTree } from '../trees/value-tree.ts'
import type { FittedForest } from './fitted-forest.ts'
import { ForestMemory } from './forest-memory.ts'
import { type ForestOptions, requireForestOptions } from './forest-options.ts'
import { OutOfBagSums } from './out-of-bag.ts'
import { readSlot } from './read-slot.ts'

/**
 * A random forest: many trees, each grown from rows drawn with replacement, and each of its questions the best of some
 * columns drawn. Their mean is foretold.
 *
 * Trees are grown over bins: a threshold is the end of one. Missing numbers go to the side where they do more good.
 * Words are parted by their means, or by how frequent a class is with them; those that were not seen go right.
 *
 * @param table  - NaN and null are missing values.
 * @param target - One a row: 0 or 1, a finite number, or a class 0, 1, 2 …
 * @throws LearningError what a table is refused for; `wrong_length`, `bad_target`, `bad_label`, `one_class`, `bad_weight`,
 *   `bad_option`, `nothing_left`, `too_many_rows`, `cancelled`
 *
 * Source: Breiman (2001), Random forests; words in order: Breiman and others (1984), theorem 4.5.
 * Checked: scikit-learn's RandomForest, on rows not seen and out of bag (forest.reference.test.ts).
 * Cost: rows × tries × depth a tree; a node of few rows costs no more than these. A tree of 200,000 rows grown to the end
 * has some hundred thousand nodes: a larger `leaf` makes it as good, and a fraction of the size.
 *
 * @example
 * const ages = list => ({ columns: [{ name: 'age', kind: 'number', values: Float64Array.from(list) }] })
 * const fitted = fitForest(ages([20, 22, 25, 50, 55, 60]), [0, 0, 0, 1, 1, 1], { random: seeded(1) })
 * predictForest(fitted, ages([21, 58])).map(Math.round) // [0, 1]
 */
export function fitForest(table: Table, target: ArrayLike<number>, options: ForestOptions): FittedForest {
  const rows = requireTable(table)
  requireForestOptions(options, table.columns.length)
  const { task = 'binary', bins = 255, depth = 1000, bootstrap = true, threads = 1 } = options
  const { outOfBag: kept = 'score' } = options
  const outOfBag = bootstrap && kept !== 'none'
  const given = weightsOf(rows, options.weights)
  const { targets, classes } = readTarget(target, task, given)
  const weights = weighed(given, targets, options)
  const binned = binsOf(table, { weights, bins, random: options.random })
  // Classes may be told of rows that are all alike: they are then as frequent as they are.
  if (task !== 'classes') requireDifference(table, binned)
  const present = presentRows(weights)
  const tries = options.tries ?? triesOf(task, binned.length)
  using memory = new ForestMemory({
    ...{ table, rows, bins: binned, present, classes, tries, depth, bootstrap, outOfBag, threads },
  })
  const middle = task === 'number' ? meanOf(targets, weights) : 0
  targets.forEach((value, row) => {
    memory.targets[row] = value - middle
  })
  memory.weights.set(weights)
  const isNumber = task === 'number'
  const sums = outOfBag
    ? new OutOfBagSums({ present, targets, weights, outputs: classes, isNumber })
    : undefined
  const reading = { bins: binned, classes, middle }
  const trees = grow(memory, options, slot => {
    const tree = readSlot(memory, slot, reading)
    sums?.add(tree, memory.outside(slot))
    return tree
  })
  const outside = sums?.result(kept === 'predictions')
  return deepFreeze<FittedForest>({
    kind: 'forest',
    version: 1,
    task,
    columns: table.columns.map(({ name, kind }) => ({ name, kind })),
    outputs: classes,
    trees,
    ...(outside && { outOfBag: outside }),
  })
}

function grow(memory: ForestMemory, options: ForestOptions, read: (slot: number) => ValueTree): ValueTree[] {
  const { trees: count = 100, leaf = 1, random } = options
  const trees: ValueTree[] = []
  while (trees.length < count) {
    const batch = Math.min(memory.slots, count - trees.length)
    const seeds = Array.from({ length: batch }, () => [random.bits(), random.bits()] as const)
    memory.grow(seeds, leaf)
    for (let slot = 0; slot < batch; slot += 1) trees.push(read(slot))
    step(options, trees.length, count)
  }
  return trees
}

function triesOf(task: ForestOptions['task'], columns: number): number {
  return Math.max(1, Math.floor(task === 'number' ? columns / 3 : Math.sqrt(columns)))
}

function weighed(weights: Float64Array, targets: Float64Array, options: ForestOptions): Float64Array {
  const { task = 'binary', classWeights = 'none' } = options
  if (classWeights !== 'none' && task !== 'binary')
    throw new LearningError('bad_option', {
      option: 'classWeights',
      given: `${classWeights}, and the task is '${task}'`,
      wanted: 'it with the task `binary` only',
    })
  return withClassWeights(weights, targets, classWeights)
}

function meanOf(values: Float64Array, weights: Float64Array): number {
  let total = 0
  let sum = 0
  values.forEach((value, row) => {
    total += weights[row]!
    sum += weights[row]! * value
  })
  return sum / total
}

function readTarget(
  target: ArrayLike<number>,
  task: NonNullable<ForestOptions['task']>,
  weights: Float64Array,
): { targets: Float64Array; classes: number } {
  if (task !== 'classes') return { targets: requireTarget(target, task, weights), classes: 1 }
  return { classes: Math.max(2, requireClasses(target, weights.length)), targets: Float64Array.from(target) }
}
