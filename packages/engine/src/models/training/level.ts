import type { Scorer } from '@kindred/language'
import type { ModelCard, ModelLevel } from '../../records/fitted-model.ts'

/** From this far apart on a total is worth mending, if chance alone seldom takes it there. */
const WORTH_MENDING = 0.15
const STANDARD_ERRORS = 3

/**
 * How much came of a later period of what was foretold, together. Where that is far from 1, those it is about have
 * changed since it was learned: the features liken them to others, who turned out otherwise. The newest period is nearer to
 * what is to come than those before it, so a factor takes what is foretold to its level.
 *
 * @param target    - What came, in the unit of `predicted`.
 * @param predicted - What was foretold, row by row.
 * @returns Undefined where no more than nothing came, or was foretold: there is no level then.
 *
 * @example
 * levelOf(Float64Array.of(1, 2), Float64Array.of(1, 2)) // { factor: 1, foretold: 1.5, came: 1.5, dispersion: 0 }
 */
export function levelOf(target: Float64Array, predicted: Float64Array): ModelLevel | undefined {
  const [came, foretold] = [meanOf(target), meanOf(predicted)]
  if (came <= 0 || foretold <= 0) return undefined
  const share = came / foretold
  const squares = meanOf(target.map((value, row) => (value - share * (predicted[row] ?? 0)) ** 2))
  const error = Math.sqrt(squares / target.length)
  const off = Math.abs(foretold - came)
  const isFar = off >= WORTH_MENDING * came && off >= STANDARD_ERRORS * error
  return { factor: isFar ? share : 1, foretold, came, dispersion: squares / came }
}

/** A formula at the level of the newest period. */
export function withLevel(scorer: Scorer, { factor }: Pick<ModelLevel, 'factor'>): Scorer {
  return factor === 1 ? scorer : { kind: 'blend', of: [scorer], weights: [factor], bias: 0, links: [] }
}

/** What a card says of it. */
export function levelCalibration({ factor, foretold, came }: ModelLevel): ModelCard['calibration'] {
  const period = `${digits(came)} a customer came and ${digits(foretold)} was foretold`
  if (factor === 1)
    return {
      by: 'none',
      says: `Left as it is: of the later period ${period}, no further apart than chance takes them, or than is worth mending.`,
    }
  return {
    by: 'level',
    says: `Multiplied by ${digits(factor)}, the level of the later period, of which ${period}. It is judged without that.`,
  }
}

/** Whom an order is to be told rather than a sum: nothing where the level has not changed. */
export function levelNote({ factor, foretold, came }: ModelLevel, instants: ModelCard['instants']): string[] {
  if (factor === 1) return []
  const before = instants.map(({ mean }) => digits(mean)).join(', ')
  return [
    `In all it foretold ${digits(foretold)} a customer of the later period, and ${digits(came)} came (${digits(foretold / came)} times as much). Of the instants it learned from it was ${before}: what comes of customers like these has changed. An order by the score is surer than its sum, which goes by the level of that one period.`,
  ]
}

/**
 * The standard error of a total that is foretold at a level, as a share of it: of the level, by what came in the period it
 * is from, and of those to come, whose amounts are as uneven as those were. The variance of an amount is taken to grow
 * with what is foretold, as of few purchases among many customers. That levels change again is not in it.
 *
 * @param total - What is foretold of all, at that level; above 0.
 * @param rows  - Of the period that the level is from.
 */
function totalError({ came, dispersion }: ModelLevel, rows: number, total: number): number {
  return Math.sqrt(dispersion * (1 / (came * rows) + 1 / total))
}

/** So many standard errors on either side hold 95 %. */
const NINETY_FIVE = 1.96

/** Between which amounts a total will be, 95 %, if the level stays: see `totalError`. */
export function totalWithin(level: ModelLevel, rows: number, total: number): [low: number, high: number] {
  if (total <= 0) return [0, 0]
  const off = NINETY_FIVE * total * totalError(level, rows, total)
  return [Math.max(0, total - off), total + off]
}

function meanOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

function digits(value: number): string {
  return value.toLocaleString('en', { maximumSignificantDigits: 3, useGrouping: false })
}
