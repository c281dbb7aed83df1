import type { WrittenValue } from './value-schema.ts'

type Rfm = NonNullable<WrittenValue['rfm']>

/** The functions of the language that score by rank, by how many scores there are. */
const SCORES: Readonly<Record<number, string>> = { 4: 'quartile', 5: 'quintile', 10: 'decile' }

/**
 * A way to value customers as one expression of the language, so that it is read alike in SQL, live and in the past.
 *
 * @example
 * valueText({ revenue: 'sum(purchase.amount)', margin: 0.3, costs: [{ of: 'count(call)', each: 4.5 }] })
 * // '0.3 * (sum(purchase.amount)) - 4.5 * (count(call))'
 */
export function valueText(value: WrittenValue): string {
  const text = textOf(value)
  return value.among === undefined ? text : `(${text}) / if(${value.among}, 1, 0)`
}

function textOf({ revenue, margin = 1, costs = [], amount, points, rfm }: WrittenValue): string {
  if (revenue !== undefined) return remains(revenue, margin, costs)
  if (points !== undefined)
    return points.map(({ when, points: each }) => `if(${when}, ${digits(each)}, 0)`).join(' + ')
  return rfm === undefined ? (amount ?? '') : rfmScore(rfm)
}

/** Money stays exact where nothing is taken from it. */
function remains(revenue: string, margin: number, costs: NonNullable<WrittenValue['costs']>): string {
  if (margin === 1 && costs.length === 0) return revenue
  return [
    `${digits(margin)} * (${revenue})`,
    ...costs.map(({ of, each }) => `${digits(each)} * (${of})`),
  ].join(' - ')
}

/** The sum of the three scores, ranked among those of whom all three are known, as the segmentation ranks them. */
function rfmScore({ recency, frequency, monetary, quantiles }: Rfm): string {
  // 1 where all are known, else unknown.
  const share = `(1 + ${[recency, frequency, monetary].map(each => `0 * (${each})`).join(' + ')})`
  const scores = [`-(${recency})`, `(${frequency})`, `(${monetary})`].map(each =>
    scoreOf(`${each} / ${share}`, quantiles),
  )
  return `(${scores.join(' + ')}) / ${share}`
}

function scoreOf(text: string, quantiles: number): string {
  const better = Array.from({ length: quantiles - 1 }, (_, at) => at + 2)
  return better.reduce(
    (rest, score) => `if(${SCORES[quantiles]}(${text}) = ${score}, ${score}, ${rest})`,
    '1',
  )
}

/** The language writes numbers without an exponent. */
function digits(value: number): string {
  return value.toFixed(6).replace(/\.?0+$/, '')
}
