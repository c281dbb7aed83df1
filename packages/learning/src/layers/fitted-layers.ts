import type { Link } from '../calibration/link.ts'
import type { Task } from '../matrix/require-target.ts'
import type { FittedPreparation } from '../preparation/fitted-preparation.ts'
import type { DenseLayer } from './layers.ts'

/** Dense layers over a prepared table: plain, frozen, survives JSON. */
export interface FittedLayers {
  readonly kind: 'layers'
  readonly version: 1
  readonly method: 'network' | 'svm_rbf'
  readonly task: Task
  readonly preparation: FittedPreparation
  readonly layers: readonly DenseLayer[]
  readonly links: readonly Link[]
  /** Passes over the rows, or steps of the solver. */
  readonly iterations: number
}
