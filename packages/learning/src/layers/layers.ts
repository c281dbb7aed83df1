import type { Link } from '../calibration/link.ts'
import type { PreparedFeature } from '../preparation/fitted-preparation.ts'

/** How an input of the first layer is read from a column. */
export type LayerReading = Pick<
  PreparedFeature,
  'column' | 'reading' | 'fill' | 'transform' | 'centre' | 'scale'
>

/** What becomes of a sum within a layer; `cosine` and `square` are what they say. */
export type Activation = 'identity' | 'relu' | 'tanh' | 'logistic' | 'cosine' | 'square'

/** Of every output: activation(bias + weight · input + …). */
export interface DenseLayer {
  /** A row for every output, a weight for every input. */
  readonly weights: readonly (readonly number[])[]
  readonly bias: readonly number[]
  readonly activation: Activation
}

/** A formula of numbers read from columns, dense layers and links: it can be computed wherever there is arithmetic. */
export interface Layers {
  readonly readings: readonly LayerReading[]
  /** The last has one output. */
  readonly layers: readonly DenseLayer[]
  readonly links: readonly Link[]
}

export const activations: Readonly<Record<Activation, (sum: number) => number>> = {
  identity: sum => sum,
  relu: sum => Math.max(0, sum),
  tanh: Math.tanh,
  logistic: sum => 1 / (1 + Math.exp(-sum)),
  cosine: Math.cos,
  square: sum => sum * sum,
}
