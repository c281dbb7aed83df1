import { nearestName } from '@kindred/language'
import type { Audience, DefinitionRef, Definitions } from '../../records/definitions.ts'
import { definitionProblem } from '../definition-problem.ts'
import { nameOfDefinition, sections } from '../path-words.ts'
import { standardRfmGroups } from '../standard-rfm-groups.ts'
import type { NameProblem } from './name-problems.ts'
import type { ProblemPlaces } from './problem-places.ts'

/** One name in a channel or an offer, and what it has to be the name of. */
interface Mention {
  readonly of: DefinitionRef
  readonly path: readonly (string | number)[]
  readonly name: string
  readonly kind: string
  readonly among: readonly string[]
}

/**
 * Names in channels and offers that are names of nothing.
 *
 * @param broken - Definitions of a wrong shape: they are not among the others, which has been told.
 */
export function offerProblems(
  definitions: Definitions,
  places: ProblemPlaces,
  broken: readonly DefinitionRef[],
): NameProblem[] {
  const known = new Set(broken.map(({ id }) => id))
  const mentions = [...inChannels(definitions), ...inOffers(definitions)]
  return mentions
    .filter(({ name, among }) => !among.includes(name) && !known.has(name))
    .map(({ of, path, name, kind, among }) => {
      const given = { what: `The ${nameOfDefinition(of)}`, name, kind, nearest: nearestName(name, among) }
      const place = places.key(of, [sections[of.kind], of.id, ...path])
      return { definition: of, problem: definitionProblem('named_unknown', given, place) }
    })
}

function inChannels({ channels, attributes, events }: Definitions): Mention[] {
  const consents = Object.keys(attributes).filter(name => attributes[name]?.type === 'boolean')
  const named = Object.keys(events)
  return Object.entries(channels).flatMap(([id, { consent, contact, response }]) => {
    const of: DefinitionRef = { kind: 'channel', id }
    return [
      ...mention(of, ['consent'], consent, 'attribute of the type boolean', consents),
      ...mention(of, ['contact'], contact, 'event', named),
      ...mention(of, ['response'], response, 'event', named),
    ]
  })
}

function inOffers(definitions: Definitions): Mention[] {
  const [channels, events] = [Object.keys(definitions.channels), Object.keys(definitions.events)]
  return Object.entries(definitions.offers).flatMap(([id, offer]) => {
    const of: DefinitionRef = { kind: 'offer', id }
    return [
      ...offer.channels.flatMap((name, at) => mention(of, ['channels', at], name, 'channel', channels)),
      ...offer.for.flatMap((audience, at) => inAudience(of, ['for', at], audience, definitions)),
      ...mention(of, ['response'], offer.response, 'event', events),
    ]
  })
}

function inAudience(
  of: DefinitionRef,
  path: readonly (string | number)[],
  audience: Audience,
  { segments, segmentations }: Definitions,
): Mention[] {
  if ('segment' in audience) return mention(of, path, audience.segment, 'segment', Object.keys(segments))
  const { segmentation, class: name } = audience
  const found = segmentations[segmentation]
  if (found === undefined) return mention(of, path, segmentation, 'segmentation', Object.keys(segmentations))
  return mention(of, path, name, `class of the segmentation '${segmentation}'`, classNames(found))
}

function mention(
  of: DefinitionRef,
  path: readonly (string | number)[],
  name: string | undefined,
  kind: string,
  among: readonly string[],
): Mention[] {
  return name === undefined ? [] : [{ of, path, name, kind, among }]
}

function classNames({
  first_match: rules = [],
  tiers,
  rfm,
  otherwise,
}: Definitions['segmentations'][string]): string[] {
  const own = [
    ...rules,
    ...(tiers?.classes ?? []),
    ...(rfm === undefined ? [] : (rfm.groups ?? standardRfmGroups)),
  ].map(each => each.class)
  return [...new Set([...own, otherwise])]
}
