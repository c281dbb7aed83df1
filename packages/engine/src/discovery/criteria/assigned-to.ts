import type { Audience, Definitions } from '../../records/definitions.ts'

/** Who answers for a segment, what is offered to it, and through what. Names as people call them. */
export interface Assigned {
  readonly owner?: string
  readonly offers: readonly AssignedOffer[]
}

export interface AssignedOffer {
  readonly name: string
  readonly channels: readonly string[]
}

/**
 * What is assigned to a segment or a class; without one, what is meant for everybody.
 *
 * @example
 * assignedTo(definitions, { segment: 'vip' }) // { owner: 'key-accounts', offers: [{ name: 'Early access', channels: ['E-mail'] }] }
 */
export function assignedTo(definitions: Definitions, audience?: Audience): Assigned {
  const owner = audience === undefined ? undefined : ownerOf(definitions, audience)
  const offers = Object.entries(definitions.offers)
    .filter(([, offer]) => offer.for.length === 0 || offer.for.some(each => isSame(each, audience)))
    .map(([id, { name = id, channels }]) => ({
      name,
      channels: channels.map(channel => definitions.channels[channel]?.name ?? channel),
    }))
  return { ...(owner !== undefined && { owner }), offers }
}

function ownerOf({ segments, segmentations }: Definitions, audience: Audience): string | undefined {
  return 'segment' in audience
    ? segments[audience.segment]?.owner
    : segmentations[audience.segmentation]?.owner
}

function isSame(a: Audience, b: Audience | undefined): boolean {
  if (b === undefined) return false
  if ('segment' in a) return 'segment' in b && a.segment === b.segment
  return 'segmentation' in b && a.segmentation === b.segmentation && a.class === b.class
}
