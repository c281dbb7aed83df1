import type { Criterion, FeatureDifference } from '../../records/discovery.ts'
import { percent } from '../profiles/percent.ts'
import { chance } from '../responses/note-responses.ts'
import { type ComparedResponses, compareResponses, type ResponseRate } from '../responses/response-rates.ts'
import type { AssessedSegment } from './assessed-segment.ts'

/** Sizes of Cliff's delta, after Romano and others (2006): small, medium, large. */
const [SMALL, MEDIUM, LARGE] = [0.147, 0.33, 0.474]

/** Chance below which a response is taken for different, shared among all that are tested. */
const LEVEL = 0.05

/**
 * Whether it is told apart: by features, and where there is a history by how its members respond. A response is taken for
 * different by chi-square at 5 % for all responses together.
 */
export function differentiable(segment: AssessedSegment, profile: readonly FeatureDifference[]): Criterion {
  const sure = profile.filter(({ interval: [low, high] }) => low * high > 0)
  const over = (size: number): number =>
    new Set(sure.filter(({ effect }) => Math.abs(effect) >= size).map(({ feature }) => feature)).size
  const responses = responsesOf(segment)
  const tested = responses.filter(({ test }) => test !== undefined)
  const different = tested.filter(({ test }) => test!.p < LEVEL / tested.length)
  const apart = over(LARGE) > 0 || over(MEDIUM) > 1 ? 0 : over(SMALL) > 0 ? 1 : 2
  const alike = tested.length > 0 && different.length === 0
  const level = apart === 2 && different.length > 0 ? 1 : apart === 0 && alike ? 1 : apart
  const figures = [
    {
      name: 'features that differ',
      text: `${over(SMALL)} of ${new Set(profile.map(each => each.feature)).size}`,
    },
    { name: 'largest effect', text: profile.length === 0 ? 'none' : Math.abs(profile[0]!.effect).toFixed(2) },
    ...responses.map(({ name, inside, outside }) => ({
      name: `response to ${name}`,
      text: `${rateText(inside)} of ${inside.contacted.toLocaleString('en')}, others ${rateText(outside)}`,
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

interface ResponseDifference extends Omit<ComparedResponses, 'rates'> {
  readonly inside: ResponseRate
  readonly outside: ResponseRate
}

/** Of what members and others were both contacted by. */
function responsesOf({ responses, members }: AssessedSegment): ResponseDifference[] {
  return responses.flatMap(each => {
    const { rates, ...compared } = compareResponses(each, members, 2)
    const [outside, inside] = rates
    if (inside === undefined || outside === undefined) return []
    return inside.contacted === 0 || outside.contacted === 0 ? [] : [{ ...compared, inside, outside }]
  })
}

/** “47 % (43–51 %)” */
function rateText({ rate, interval: [low, high] }: ResponseRate): string {
  return `${percent(rate)} (${percent(low).replace(' %', '')}–${percent(high)})`
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
  const tested = responses.filter(({ test }) => test !== undefined)
  if (responses.length === 0)
    return `${lead} Whether it responds differently is not known: there is no history of contacts and responses (\`contact\` and \`response\` of a channel).`
  if (tested.length === 0)
    return `${lead} Too few were contacted so far to tell whether it responds differently.`
  if (different.length === 0)
    return `${lead} It has responded like everybody else so far: try an offer made for it against the usual one.`
  const names = different.map(
    ({ name, inside, outside, test }) =>
      `${inside.rate > outside.rate ? 'more' : 'less'} to ${name} (${chance(test!.p)})`,
  )
  return `${lead} It responds ${names.join(', ')}.`
}
