import { fitPlatt } from '../calibration/fit-platt.ts'
import { deepFreeze } from '../deep-freeze.ts'
import type { FittedLayers } from '../layers/fitted-layers.ts'
import { withClassWeights } from '../matrix/class-weights.ts'
import { emptyMatrix, type Matrix } from '../matrix/matrix.ts'
import type { Table } from '../matrix/table.ts'
import type { Random } from '../numeric/random.ts'
import { requireOption } from '../numeric/require-option.ts'
import { step } from '../numeric/watch.ts'
import { prepareRows } from '../preparation/prepare-rows.ts'
import { crossedMargins } from './crossed-margins.ts'
import type { SvmOptions } from './fit-svm.ts'
import { solveSvm } from './solve-svm.ts'

export interface RbfSvmOptions extends SvmOptions {
  readonly random: Random
  /** How fast two rows grow unlike: exp(−gamma · distance²). Default 1 / the number of prepared features. */
  readonly gamma?: number
  /** Random waves that stand in for the kernel: the more the more exact. Default 256. */
  readonly features?: number
}

/**
 * A boundary of any form between yes and no: a support vector machine whose kernel exp(−gamma · distance²) is
 * approximated by random waves, and the probability that goes with the distance from it. What is fitted is one layer of
 * cosines and a sum, so that it can be computed anywhere.
 *
 * @throws LearningError what a table is refused for; `wrong_length`, `bad_target`, `one_class`, `bad_weight`,
 *         `bad_option`, `nothing_left`, `cancelled`
 *
 * Source: Rahimi and Recht (2007), Random features for large-scale kernel machines.
 * Checked: the kernel they make against the exact one, and scikit-learn's SVC (supervised.reference.test.ts).
 * Cost: rows × `features`, some 300 times.
 *
 * @example
 * const ages = { columns: [{ name: 'age', kind: 'number', values: Float64Array.of(20, 21, 50, 60, 22, 61) }] }
 * fitRbfSvm(ages, [0, 0, 1, 1, 0, 1], { random: seeded(1), features: 64 }).layers[0].activation // 'cosine'
 */
export function fitRbfSvm(table: Table, target: ArrayLike<number>, options: RbfSvmOptions): FittedLayers {
  const { penalty = 1, classWeights = 'none', features = 256, random } = options
  requireOption('penalty', penalty, { above: 0 })
  requireOption('features', features, { least: 1, most: 10_000, whole: true })
  const rows = prepareRows(table, target, { ...options, task: 'binary' })
  const { gamma = 1 / rows.matrix.columns } = options
  requireOption('gamma', gamma, { above: 0 })
  const waves = drawWaves({ inputs: rows.matrix.columns, features, gamma }, random)
  const problem = {
    matrix: throughWaves(rows.matrix, waves),
    target: rows.target,
    weights: withClassWeights(rows.weights, rows.target, classWeights),
    penalty,
  }
  const margins = crossedMargins(problem)
  step(options, 1, 2)
  const { intercept, weights, iterations } = solveSvm(problem)
  step(options, 2, 2)
  return deepFreeze({
    kind: 'layers',
    version: 1,
    method: 'svm_rbf',
    task: 'binary',
    preparation: rows.preparation,
    layers: [
      { ...waves, activation: 'cosine' },
      {
        weights: [Array.from(weights, each => each * heightOf(features))],
        bias: [intercept],
        activation: 'identity',
      },
    ],
    links: [fitPlatt(margins, rows.target, rows.weights)],
    iterations,
  })
}

interface Waves {
  readonly weights: readonly (readonly number[])[]
  readonly bias: readonly number[]
}

/** Products of waves of this height add up to the kernel. */
const heightOf = (features: number): number => Math.sqrt(2 / features)

export function drawWaves(
  { inputs, features, gamma }: { readonly inputs: number; readonly features: number; readonly gamma: number },
  random: Random,
): Waves {
  const list = <T>(length: number, draw: () => T): T[] => Array.from({ length }, draw)
  return {
    weights: list(features, () => list(inputs, () => Math.sqrt(2 * gamma) * random.normal())),
    bias: list(features, () => 2 * Math.PI * random.uniform()),
  }
}

export function throughWaves({ rows, columns, values }: Matrix, { weights, bias }: Waves): Matrix {
  const made = emptyMatrix(rows, bias.length)
  const height = heightOf(bias.length)
  for (let row = 0; row < rows; row += 1)
    for (let wave = 0; wave < bias.length; wave += 1) {
      const list = weights[wave]!
      let sum = bias[wave]!
      for (let column = 0; column < columns; column += 1)
        sum += list[column]! * values[row * columns + column]!
      made.values[row * bias.length + wave] = height * Math.cos(sum)
    }
  return made
}
