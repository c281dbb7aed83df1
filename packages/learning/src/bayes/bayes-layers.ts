import type { LayerReading, Layers } from '../layers/layers.ts'
import type { BayesColumn, FittedBayes } from './fitted-bayes.ts'

/** A reading, how its square counts, and what it adds to the log odds whatever the row. */
interface Term {
  readonly reading: LayerReading
  readonly weight: number
}

/**
 * Naive Bayes as layers: distances from both means are squared and added up with the odds of words.
 *
 * @example
 * const age = { name: 'age', kind: 'number', values: Float64Array.of(20, 22, 50, 54) }
 * bayesLayers(fitBayes({ columns: [age] }, [0, 0, 1, 1])).layers[0].activation // 'square'
 */
export function bayesLayers({ prior, columns }: FittedBayes): Layers {
  const parts = columns.map(column => (column.kind === 'number' ? normalTerms(column) : wordTerms(column)))
  const terms = parts.flatMap(part => part.terms)
  return {
    readings: terms.map(({ reading }) => reading),
    layers: [
      {
        weights: terms.map((_, at) => terms.map((_, other) => (other === at ? 1 : 0))),
        bias: terms.map(() => 0),
        activation: 'square',
      },
      {
        weights: [terms.map(({ weight }) => weight)],
        bias: [parts.reduce((sum, { constant }) => sum + constant, prior)],
        activation: 'identity',
      },
    ],
    links: [{ kind: 'logistic' }],
  }
}

interface Terms {
  readonly terms: readonly Term[]
  readonly constant: number
}

/** Where the number is missing both distances are 0, and the constant is taken back. */
function normalTerms({ name, means, deviations }: Extract<BayesColumn, { kind: 'number' }>): Terms {
  const constant = Math.log(deviations[0] / deviations[1])
  const distance = (answer: 0 | 1, weight: number): Term => ({
    reading: {
      column: name,
      reading: { kind: 'number' },
      fill: means[answer],
      transform: { kind: 'none' },
      centre: means[answer],
      scale: deviations[answer],
    },
    weight,
  })
  const missing = { ...yesOrNo(name, { kind: 'missing' }), weight: -constant }
  return { terms: [distance(0, 0.5), distance(1, -0.5), missing], constant }
}

function wordTerms({ name, levels, logOdds, unseen }: Extract<BayesColumn, { kind: 'category' }>): Terms {
  const terms = levels.map((level, at) => ({
    ...yesOrNo(name, { kind: 'level', level }),
    weight: logOdds[at]!,
  }))
  return { terms: [...terms, { ...yesOrNo(name, { kind: 'other', levels }), weight: unseen }], constant: 0 }
}

function yesOrNo(column: string, reading: LayerReading['reading']): { reading: LayerReading } {
  return { reading: { column, reading, fill: 0, transform: { kind: 'none' }, centre: 0, scale: 1 } }
}
