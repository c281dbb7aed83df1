import { deepFreeze } from '../deep-freeze.ts'
import type { FittedLayers } from '../layers/fitted-layers.ts'
import type { DenseLayer } from '../layers/layers.ts'
import { type ClassWeights, withClassWeights } from '../matrix/class-weights.ts'
import type { Task } from '../matrix/require-target.ts'
import type { Table } from '../matrix/table.ts'
import type { Random } from '../numeric/random.ts'
import { requireOption } from '../numeric/require-option.ts'
import type { Watch } from '../numeric/watch.ts'
import type { PreparationOptions } from '../preparation/fit-preparation.ts'
import { prepareRows } from '../preparation/prepare-rows.ts'
import type { Network } from './network.ts'
import { trainNetwork } from './train-network.ts'

export interface NetworkOptions extends Watch {
  readonly task: Task
  readonly random: Random
  /** One a row, 0 or more. Default 1 each. */
  readonly weights?: Float64Array
  /** Of a binary task. Default `none`. */
  readonly classWeights?: ClassWeights
  /** The widths of the hidden layers. Default [32, 16]. */
  readonly hidden?: readonly number[]
  /** What weight² / 2 costs, held against the sum of losses. Default 1. */
  readonly penalty?: number
  /** How far a step goes. Default 0.003. */
  readonly rate?: number
  /** Passes over the rows at most. Default 100. */
  readonly epochs?: number
  /** Rows between steps. Default 64. */
  readonly batch?: number
  /** Passes without a better figure on the rows held out, after which it ends. Default 8. */
  readonly patience?: number
  /** The share of rows that say when to stop. Default 0.15. */
  readonly heldOut?: number
  readonly preparation?: PreparationOptions
}

/**
 * A small neural network: layers of sums cut off at 0 (ReLU), trained with Adam until rows held out get no better.
 *
 * @param target - 0 or 1 a row, or a finite number.
 * @throws LearningError what a table is refused for; `wrong_length`, `bad_target`, `one_class`, `bad_weight`,
 *         `bad_option`, `nothing_left`, `cancelled`
 *
 * Source: Rumelhart, Hinton and Williams (1986); Kingma and Ba (2015), Adam.
 * Checked: its gradient against differences, and known functions (network.test.ts).
 * Cost: passes × rows × 6 × weights: 100,000 × 30 takes some 2 seconds a pass.
 *
 * @example
 * const ages = { columns: [{ name: 'age', kind: 'number', values: Float64Array.of(20, 21, 50, 60, 22, 61) }] }
 * const fitted = fitNetwork(ages, [0, 0, 1, 1, 0, 1], { task: 'binary', random: seeded(1) })
 * predictLayers(fitted, ages).map(Math.round) // [0, 0, 1, 1, 0, 1]
 */
export function fitNetwork(table: Table, target: ArrayLike<number>, options: NetworkOptions): FittedLayers {
  const chosen = { ...DEFAULTS, ...options }
  requireOptions(chosen)
  const rows = prepareRows(table, target, options)
  const { middle, unit } = chosen.task === 'number' ? scaleOf(rows) : { middle: 0, unit: 1 }
  const { network, epochs } = trainNetwork({
    ...chosen,
    matrix: rows.matrix,
    target: rows.target.map(value => (value - middle) / unit),
    weights:
      chosen.task === 'binary'
        ? withClassWeights(rows.weights, rows.target, chosen.classWeights)
        : rows.weights,
  })
  return deepFreeze({
    kind: 'layers',
    version: 1,
    method: 'network',
    task: chosen.task,
    preparation: rows.preparation,
    layers: layersOfNetwork(network, { middle, unit }),
    links: chosen.task === 'binary' ? [{ kind: 'logistic' }] : [],
    iterations: epochs,
  })
}

const DEFAULTS = {
  classWeights: 'none',
  hidden: [32, 16],
  penalty: 1,
  rate: 0.003,
  epochs: 100,
  batch: 64,
  patience: 8,
  heldOut: 0.15,
} as const satisfies Partial<NetworkOptions>

function requireOptions(
  options: Required<Omit<NetworkOptions, 'weights' | 'preparation' | keyof Watch>>,
): void {
  for (const width of options.hidden) requireOption('hidden', width, { least: 1, most: 1024, whole: true })
  requireOption('penalty', options.penalty, { least: 0 })
  requireOption('rate', options.rate, { above: 0, most: 1 })
  requireOption('epochs', options.epochs, { least: 1, whole: true })
  requireOption('batch', options.batch, { least: 1, whole: true })
  requireOption('patience', options.patience, { least: 1, whole: true })
  requireOption('heldOut', options.heldOut, { least: 0, most: 0.5 })
}

interface Scale {
  readonly middle: number
  readonly unit: number
}

function scaleOf({ target, weights }: { target: Float64Array; weights: Float64Array }): Scale {
  const all = weights.reduce((sum, weight) => sum + weight, 0)
  const middle = target.reduce((sum, value, row) => sum + weights[row]! * value, 0) / all
  const square = target.reduce((sum, value, row) => sum + weights[row]! * (value - middle) ** 2, 0) / all
  return { middle, unit: square > 0 ? Math.sqrt(square) : 1 }
}

/** The last layer in the unit of the target. */
function layersOfNetwork({ widths, weights, bias }: Network, { middle, unit }: Scale): DenseLayer[] {
  return weights.map((list, layer) => {
    const inputs = widths[layer]!
    const isLast = layer === weights.length - 1
    const times = isLast ? unit : 1
    return {
      weights: Array.from(bias[layer]!, (_, output) =>
        Array.from(list.subarray(output * inputs, (output + 1) * inputs), each => each * times),
      ),
      bias: Array.from(bias[layer]!, each => each * times + (isLast ? middle : 0)),
      activation: isLast ? 'identity' : 'relu',
    }
  })
}
