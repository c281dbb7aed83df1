import type { Random } from '../numeric/random.ts'

/** Weights and biases of dense layers, each layer's outputs × inputs in one list: what training works on. */
export interface Network {
  /** Inputs of the first layer, then the outputs of every one; the last is 1. */
  readonly widths: readonly number[]
  readonly weights: readonly Float64Array[]
  readonly bias: readonly Float64Array[]
}

/** Weights drawn so that sums neither grow nor shrink from layer to layer (He and others, 2015). */
export function drawNetwork(widths: readonly number[], random: Random): Network {
  const pairs = widths.slice(1).map((outputs, at) => ({ outputs, inputs: widths[at]! }))
  return {
    widths,
    weights: pairs.map(({ inputs, outputs }) =>
      new Float64Array(inputs * outputs).map(() => Math.sqrt(2 / inputs) * random.normal()),
    ),
    bias: pairs.map(({ outputs }) => new Float64Array(outputs)),
  }
}

/** All of a network in one list of lists, in a fixed order. */
export function partsOf({ weights, bias }: Network): readonly Float64Array[] {
  return [...weights, ...bias]
}

export function likeNetwork({ widths, weights, bias }: Network): Network {
  return {
    widths,
    weights: weights.map(each => new Float64Array(each.length)),
    bias: bias.map(each => new Float64Array(each.length)),
  }
}

/** What every layer made of one row: hidden layers after ReLU, the last as it is. */
export type Outputs = readonly Float64Array[]

export function emptyOutputs({ widths }: Network): Outputs {
  return widths.map(width => new Float64Array(width))
}

/** Fills in what the layers make of `outputs[0]`, and returns the last sum. */
export function forward({ weights, bias }: Network, outputs: Outputs): number {
  for (let layer = 0; layer < weights.length; layer += 1) {
    const [given, made, list] = [outputs[layer]!, outputs[layer + 1]!, weights[layer]!]
    const isLast = layer === weights.length - 1
    for (let output = 0, at = 0; output < made.length; output += 1) {
      let sum = bias[layer]![output]!
      for (let input = 0; input < given.length; input += 1, at += 1) sum += list[at]! * given[input]!
      made[output] = isLast || sum > 0 ? sum : 0
    }
  }
  return outputs.at(-1)![0]!
}

/**
 * Adds the gradient of one row to `gradient`.
 *
 * @param pull   - The derivative of its loss by the last sum.
 * @param slopes - Room as `outputs` has it; overwritten.
 */
export function backward(
  { weights }: Network,
  outputs: Outputs,
  pull: number,
  { gradient, slopes }: { readonly gradient: Network; readonly slopes: Outputs },
): void {
  slopes.at(-1)![0] = pull
  for (let layer = weights.length - 1; layer >= 0; layer -= 1) {
    const [given, list, up] = [outputs[layer]!, weights[layer]!, slopes[layer + 1]!]
    const down = slopes[layer]!.fill(0)
    const [sums, biases] = [gradient.weights[layer]!, gradient.bias[layer]!]
    for (let output = 0; output < up.length; output += 1) {
      const slope = up[output]!
      if (slope === 0) continue
      biases[output]! += slope
      for (let input = 0, at = output * given.length; input < given.length; input += 1, at += 1) {
        sums[at]! += slope * given[input]!
        down[input]! += slope * list[at]!
      }
    }
    // Where ReLU gave 0, nothing changes with its sum.
    if (layer > 0)
      for (let input = 0; input < given.length; input += 1) if (given[input]! <= 0) down[input] = 0
  }
}
