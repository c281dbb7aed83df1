import type { InputReading, ScoreLink, Scorer } from '@kindred/language'
import type { FittedLinear, PreparedFeature } from '@kindred/learning'

/** The formula of a linear model: one layer with one output over the features of its preparation. */
export function linearScorer(fitted: FittedLinear, places: (column: string) => number): Scorer {
  const { preparation, weights, intercept, links } = fitted
  return {
    kind: 'layers',
    readings: preparation.features.map(feature => inputReading(feature, places)),
    layers: [{ weights: [weights], bias: [intercept], activation: 'identity' }],
    links: links.map((link): ScoreLink => link),
  }
}

/** How a prepared feature is read, with the column as the place of an input. */
export function inputReading(
  { column, reading, fill, transform, centre, scale }: PreparedFeature,
  places: (column: string) => number,
): InputReading {
  return { input: places(column), how: reading, fill, transform, centre, scale }
}
