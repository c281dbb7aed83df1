import { logistic } from '../calibration/link.ts'
import type { Matrix } from '../matrix/matrix.ts'
import type { Task } from '../matrix/require-target.ts'
import type { Random } from '../numeric/random.ts'
import { step, type Watch } from '../numeric/watch.ts'
import { Adam } from './adam.ts'
import {
  backward,
  drawNetwork,
  emptyOutputs,
  forward,
  likeNetwork,
  type Network,
  partsOf,
} from './network.ts'

export interface Training extends Watch {
  readonly matrix: Matrix
  /** 0 or 1; of numbers about of mean 0 and deviation 1. */
  readonly target: Float64Array
  readonly weights: Float64Array
  readonly task: Task
  readonly random: Random
  readonly hidden: readonly number[]
  readonly penalty: number
  readonly rate: number
  readonly epochs: number
  readonly batch: number
  readonly patience: number
  /** Of the rows, those that say when to stop. */
  readonly heldOut: number
}

/** The network that was best on the rows held out, and how many passes over the others that took. */
export function trainNetwork(training: Training): { readonly network: Network; readonly epochs: number } {
  const { matrix, hidden, random, rate, epochs, patience } = training
  const { learned, judged } = divide(training)
  const network = drawNetwork([matrix.columns, ...hidden, 1], random)
  const adam = new Adam(partsOf(network), rate)
  const teach = teacher(training, network, adam)
  let best = { loss: Number.POSITIVE_INFINITY, parts: partsOf(network).map(each => each.slice()), epoch: 0 }
  for (let epoch = 1; epoch <= epochs; epoch += 1) {
    shuffle(learned, random)
    teach(learned)
    const loss = lossOf(training, network, judged)
    if (loss < best.loss) best = { loss, parts: partsOf(network).map(each => each.slice()), epoch }
    step(training, epoch, epochs)
    if (epoch - best.epoch >= patience) break
  }
  partsOf(network).forEach((part, at) => {
    part.set(best.parts[at]!)
  })
  return { network, epochs: best.epoch }
}

/** Rows to learn from and rows to judge; of few rows all are both. */
function divide({ target, heldOut, random }: Training): { learned: Int32Array; judged: Int32Array } {
  const rows = Int32Array.from(target.keys())
  shuffle(rows, random)
  const count = Math.round(heldOut * rows.length)
  if (count < FEW) return { learned: rows, judged: rows.slice() }
  return { learned: rows.slice(count), judged: rows.slice(0, count) }
}

/** So few rows would not tell when to stop. */
const FEW = 10

function shuffle(rows: Int32Array, random: Random): void {
  for (let last = rows.length - 1; last > 0; last -= 1) {
    const other = random.below(last + 1)
    const kept = rows[last]!
    rows[last] = rows[other]!
    rows[other] = kept
  }
}

/** One pass over rows, a step after every batch. */
function teacher(training: Training, network: Network, adam: Adam): (rows: Int32Array) => void {
  const { matrix, target, weights, penalty, batch } = training
  const gradient = likeNetwork(network)
  const [outputs, slopes] = [emptyOutputs(network), emptyOutputs(network)]
  const all = weights.reduce((sum, weight) => sum + weight, 0) / weights.length
  return rows => {
    for (let from = 0; from < rows.length; from += batch) {
      const part = rows.subarray(from, from + batch)
      for (const row of part) {
        readRow(matrix, row, outputs[0]!)
        const sum = forward(network, outputs)
        const given = training.task === 'binary' ? logistic(sum) : sum
        const pull = ((given - target[row]!) * weights[row]!) / all / part.length
        backward(network, outputs, pull, { gradient, slopes })
      }
      addPenalty(network, gradient, penalty / rows.length)
      adam.step(partsOf(network), partsOf(gradient))
    }
  }
}

function addPenalty({ weights }: Network, gradient: Network, penalty: number): void {
  weights.forEach((list, layer) => {
    const sums = gradient.weights[layer]!
    for (let at = 0; at < list.length; at += 1) sums[at]! += penalty * list[at]!
  })
}

function lossOf({ matrix, target, weights, task }: Training, network: Network, rows: Int32Array): number {
  const outputs = emptyOutputs(network)
  let [loss, all] = [0, 0]
  for (const row of rows) {
    readRow(matrix, row, outputs[0]!)
    const sum = forward(network, outputs)
    const answer = target[row]!
    const own =
      task === 'binary'
        ? Math.log1p(Math.exp(-Math.abs(sum))) + Math.max(0, sum) - answer * sum
        : (sum - answer) ** 2 / 2
    loss += weights[row]! * own
    all += weights[row]!
  }
  return loss / all
}

function readRow({ columns, values }: Matrix, row: number, into: Float64Array): void {
  for (let column = 0; column < columns; column += 1) into[column] = values[row * columns + column]!
}
