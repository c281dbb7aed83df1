import type { Task } from '../matrix/require-target.ts'
import type { FittedModel } from '../supervised/fitted-model.ts'

/** How the effect of one treatment is told: plain, frozen, survives JSON. */
export type FittedEffect =
  /** What is foretold of the treated, less what is foretold of those left alone. */
  | { readonly kind: 'difference'; readonly treated: FittedModel }
  /** One model that knows the treatment as a column. */
  | { readonly kind: 'switch'; readonly model: FittedModel; readonly column: string; readonly word: string }
  /** Foretold itself. */
  | { readonly kind: 'direct'; readonly model: FittedModel }
  /** By two models: share · that of those left alone + (1 − share) · that of the treated. */
  | {
      readonly kind: 'mixed'
      readonly ofControl: FittedModel
      readonly ofTreated: FittedModel
      readonly share: FittedModel | number
    }

export interface FittedUplift {
  readonly kind: 'uplift'
  readonly version: 1
  readonly learner: 't' | 's' | 'x' | 'dr'
  readonly task: Task
  /** What becomes of those left alone. */
  readonly control:
    | Extract<FittedEffect, { kind: 'switch' }>
    | { readonly kind: 'baseline'; readonly model: FittedModel }
  /** One a treatment, that of treatment 1 first. */
  readonly effects: readonly FittedEffect[]
}
