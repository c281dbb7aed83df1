import type { Link } from '../calibration/link.ts'
import type { Task } from '../matrix/require-target.ts'
import type { FittedPreparation } from '../preparation/fitted-preparation.ts'

/** Intercept + Σ weight · prepared feature, and what becomes of it last: plain, frozen, survives JSON. */
export interface FittedLinear {
  readonly kind: 'linear'
  readonly version: 1
  readonly method: 'logistic' | 'ridge' | 'quantile' | 'svm'
  readonly task: Task
  readonly preparation: FittedPreparation
  readonly intercept: number
  /** One a feature of the preparation. */
  readonly weights: readonly number[]
  /** Of every feature over the rows of the fit: what contributions are told against. */
  readonly means: readonly number[]
  readonly links: readonly Link[]
  readonly iterations: number
  /** Whether as much was reached as was asked for. */
  readonly isConverged: boolean
}
