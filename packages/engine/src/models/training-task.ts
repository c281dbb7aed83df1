import type { Table } from '@kindred/learning'
import type { ModelDefinition } from '../records/definitions.ts'
import type { ModelFeature } from '../records/fitted-model.ts'

/**
 * What training starts from: rows of customers at past instants, what was known of each then, and what came. Everything is
 * in one order. Survives a message to a worker thread.
 */
export interface TrainingTask {
  readonly model: string
  readonly asked: Omit<ModelDefinition, 'source'>
  readonly answer: 'chance' | 'amount'
  /** ISO 4217, where the amount is money. */
  readonly currency?: string
  readonly features: readonly TaskFeature[]
  /** A column a feature, named as its input; money in whole units, booleans 0 and 1. */
  readonly table: Table
  readonly target: Float64Array
  /** Of a model of what treatments change: the arm of each row. 0 was left alone, 1 had the first treatment, and so on. */
  readonly arms?: Int32Array
  /** The same as the target in the stretch of the same length before the instant; NaN where unknown. Absent: it does not look ahead. */
  readonly before?: Float64Array
  /** Whose each row is: a number a customer. */
  readonly customers: Int32Array
  /** Of every row the place of its instant. */
  readonly instantOf: Int32Array
  /** Oldest first; the last is judged by, where there is more than one. */
  readonly instants: readonly { readonly at: number; readonly customers: number }[]
  readonly segments: readonly { readonly id: string; readonly name: string; readonly members: Uint8Array }[]
  readonly seed: number
  /** Settings of each method that are drawn by chance and tried beside the usual ones. Default 0. */
  readonly draws?: number
  /** Seconds for trying methods and settings. */
  readonly budget: number
}

export type TaskFeature = Pick<ModelFeature, 'name' | 'is' | 'label' | 'kind' | 'why'>
