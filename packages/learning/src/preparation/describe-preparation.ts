import type { FittedPreparation, PreparedFeature } from './fitted-preparation.ts'

/**
 * What a preparation does, one sentence a feature, the dropped ones last.
 *
 * @example
 * const spend = { name: 'spend', kind: 'number', values: Float64Array.of(1, 10, 100, 1000, 10000) }
 * describePreparation(fitPreparation({ columns: [spend] })) // ['spend: log(1 + x), as its skewness of 1.47 becomes 0.12.']
 */
export function describePreparation({ features, dropped }: FittedPreparation): string[] {
  return [...features.map(describeFeature), ...dropped.map(({ says }) => `Left out: ${says}.`)]
}

function describeFeature({ name, transform, skewness, missingShare, fill }: PreparedFeature): string {
  const { before, after } = skewness
  const change = `as its skewness of ${before.toFixed(2)} becomes ${after.toFixed(2)}`
  const straight = transform.kind === 'log' && transform.knots !== undefined
  const log = `log(1 + x)${straight ? ' in straight lines between powers of two' : ''}, ${change}`
  const kinds = { none: 'as it is', log, rank: `its rank, ${change}` }
  const share = (missingShare * 100).toLocaleString('en', { maximumSignificantDigits: 2 })
  const missing = missingShare > 0 ? `; ${share} % are missing and count as the median, ${fill}` : ''
  return `${name}: ${kinds[transform.kind]}${missing}.`
}
