import type { ModelCard } from '../../records/fitted-model.ts'

/** From this far apart on a total is worth a word, if chance alone seldom takes it there. */
const WORTH_SAYING = 0.15
const STANDARD_ERRORS = 3

/**
 * Whether as much came of the later period as was foretold. Where not, those it is about are others than those it learned
 * from: whom the features liken, but who turned out otherwise.
 *
 * @returns Nothing where both are near, or what was foretold is within what chance does to so few.
 */
export function levelNote(
  target: Float64Array,
  predicted: Float64Array,
  instants: ModelCard['instants'],
): string[] {
  const [came, foretold] = [meanOf(target), meanOf(predicted)]
  const error = Math.sqrt(
    meanOf(target.map((value, row) => (value - (predicted[row] ?? 0) - (came - foretold)) ** 2)) /
      target.length,
  )
  const off = Math.abs(foretold - came)
  if (off < WORTH_SAYING * Math.abs(came) || off < STANDARD_ERRORS * error) return []
  const before = instants.map(({ mean }) => digits(mean)).join(', ')
  return [
    `In all it foretold ${digits(foretold)} a customer of the later period, and ${digits(came)} came${came > 0 ? ` (${digits(foretold / came)} times as much)` : ''}. Of the instants it learned from it was ${before}: what comes of customers like these has changed, and an order by the score is surer than its sum.`,
  ]
}

/** The mean of what was foretold of those a model was judged by. */
export function foretoldMean({ judged }: Pick<ModelCard, 'judged'>): number {
  const { calibration } = judged.curves
  const rows = calibration.reduce((sum, part) => sum + part.rows, 0)
  return calibration.reduce((sum, part) => sum + part.foretold * part.rows, 0) / rows
}

function meanOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

function digits(value: number): string {
  return value.toLocaleString('en', { maximumSignificantDigits: 3, useGrouping: false })
}
