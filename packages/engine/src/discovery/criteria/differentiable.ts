import type { Criterion, FeatureDifference } from '../../records/discovery.ts'
import { cliffsDelta } from '../profiles/cliffs-delta.ts'
import type { Effect } from '../profiles/effect.ts'
import { percent } from '../profiles/percent.ts'
import { meanOf, type RankedColumn, rankColumn } from '../profiles/ranked-column.ts'
import type { AssessedSegment } from './assessed-segment.ts'

/** Sizes of Cliff's delta, after Romano and others (2006): small, medium, large. */
const [SMALL, MEDIUM, LARGE] = [0.147, 0.33, 0.474]

interface ResponseDifference extends Effect {
  readonly name: string
  readonly inside: number
  readonly outside: number
}

/**
 * Whether it is told apart: by features, and where there is a history by how its members respond. A response is taken for
 * different when the interval of its Cliff's delta leaves out 0, with the level of all responses together at 5 %.
 */
export function differentiable(segment: AssessedSegment, profile: readonly FeatureDifference[]): Criterion {
  const sure = profile.filter(({ interval: [low, high] }) => low * high > 0)
  const over = (size: number): number =>
    new Set(sure.filter(({ effect }) => Math.abs(effect) >= size).map(({ feature }) => feature)).size
  const responses = responsesOf(segment)
  const different = responses.filter(({ interval: [low, high] }) => low * high > 0)
  const apart = over(LARGE) > 0 || over(MEDIUM) > 1 ? 0 : over(SMALL) > 0 ? 1 : 2
  const alike = responses.length > 0 && different.length === 0
  const level = apart === 2 && different.length > 0 ? 1 : apart === 0 && alike ? 1 : apart
  const figures = [
    {
      name: 'features that differ',
      text: `${over(SMALL)} of ${new Set(profile.map(each => each.feature)).size}`,
    },
    { name: 'largest effect', text: profile.length === 0 ? 'none' : Math.abs(profile[0]!.effect).toFixed(2) },
    ...responses.map(({ name, inside, outside }) => ({
      name: `response to ${name}`,
      text: `${percent(inside)} against ${percent(outside)}`,
    })),
  ]
  if (profile.length === 0 && responses.length === 0)
    return {
      name: 'differentiable',
      verdict: 'not known',
      figures,
      says: 'There is nobody to compare it with.',
    }
  const verdict = (['met', 'partly', 'not met'] as const)[level]!
  return { name: 'differentiable', verdict, figures, says: say(sure, apart, responses, different) }
}

function responsesOf({ responses, members }: AssessedSegment): ResponseDifference[] {
  const z = bonferroni(responses.length)
  return responses.flatMap(({ name, rate }) => {
    const ranked = rankColumn(rate)
    const found = cliffsDelta(ranked, members, z)
    return found === undefined ? [] : [{ name, ...found, ...meansOf(ranked, members) }]
  })
}

function meansOf(ranked: RankedColumn, members: Uint8Array): { inside: number; outside: number } {
  return { inside: meanOf(ranked, members, 1), outside: meanOf(ranked, members, 0) }
}

/** Normal quantiles at 1 − 0.025 / tests: with many tests some would differ by chance. Beyond ten, the last holds. */
const QUANTILES = [1.96, 2.2414, 2.394, 2.4977, 2.5758, 2.6383, 2.6901, 2.7344, 2.7729, 2.807]

function bonferroni(tests: number): number {
  return QUANTILES[Math.min(Math.max(tests, 1), QUANTILES.length) - 1]!
}

function say(
  sure: readonly FeatureDifference[],
  apart: number,
  responses: readonly ResponseDifference[],
  different: readonly ResponseDifference[],
): string {
  const lead =
    apart === 2
      ? 'It hardly differs from everybody else in any feature.'
      : `It differs most in this: ${sure[0]?.says ?? 'nothing'}.`
  if (responses.length === 0)
    return `${lead} Whether it responds differently is not known: there is no history of responses yet.`
  if (different.length === 0)
    return `${lead} It has responded like everybody else so far: try an offer made for it against the usual one.`
  const names = different.map(
    ({ name, inside, outside }) => `${inside > outside ? 'more' : 'less'} to ${name}`,
  )
  return `${lead} It responds ${names.join(', ')}.`
}
