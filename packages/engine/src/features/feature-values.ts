import {
  type Checked,
  compileClosures,
  type EvaluationContext,
  type Subject,
  type Value,
} from '@kindred/language'

/** A feature and what it is for one customer; `value` is `undefined` where it is unknown. */
export interface FeatureValue {
  readonly name: string
  readonly is: Checked
  readonly value: Value | undefined
}

/** Evaluates named expressions for one customer at an instant, what they share once. */
export function featureValues(
  features: ReadonlyMap<string, Checked>,
  subject: Subject,
  asOf: number,
  context: EvaluationContext,
): readonly FeatureValue[] {
  const values = compileClosures(features, context)(subject, asOf)
  return [...features].map(([name, is]) => ({ name, is, value: values.get(name) }))
}
