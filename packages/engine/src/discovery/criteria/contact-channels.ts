import type { Definitions } from '../../records/definitions.ts'

/** A way to reach customers, and what says who may be reached. */
export interface ContactChannel {
  /** As people call it. */
  readonly name: string
  /** A boolean attribute; absent: nobody has to be asked. */
  readonly consent?: string
  /** Of one contact, where it is known. */
  readonly cost?: number
}

/** The channels that are declared, and those that only an attribute is said to be the consent for. */
export function contactChannels({ channels, attributes }: Definitions): ContactChannel[] {
  const consents = generalConsents(attributes)
  const declared = Object.entries(channels).map(([id, { name = id, consent = consents.get(id), cost }]) => ({
    name,
    cost,
    ...(consent !== undefined && { consent }),
  }))
  const others = [...consents].filter(([channel]) => !Object.hasOwn(channels, channel))
  return [...declared, ...others.map(([name, consent]) => ({ name, consent }))]
}

/** By channel the attribute that says whether she may be reached: the one without a purpose, else the first. */
function generalConsents(attributes: Definitions['attributes']): ReadonlyMap<string, string> {
  const consents = new Map<string, string>()
  const given = Object.entries(attributes).filter(
    ([, { consent, type }]) => consent !== undefined && type === 'boolean',
  )
  for (const [attribute, { consent = '', purpose }] of given)
    if (purpose === undefined || !consents.has(consent)) consents.set(consent, attribute)
  return consents
}
