import type { Definitions } from '../records/definitions.ts'

/** A consent a customer can give: to a channel, for a purpose, and the boolean attribute that holds it. */
export interface ConsentKind {
  readonly channel: string
  readonly purpose?: string
  readonly attribute: string
  readonly label?: string
}

/** The consents that definitions speak of: by attributes, and those that only a channel names. */
export function consentKinds({
  attributes,
  channels,
}: Pick<Definitions, 'attributes' | 'channels'>): ConsentKind[] {
  const kinds = Object.entries(attributes).flatMap(([attribute, { consent, purpose, type, label }]) =>
    consent === undefined || type !== 'boolean'
      ? []
      : [{ channel: consent, attribute, ...(purpose && { purpose }), ...(label && { label }) }],
  )
  const named = Object.entries(channels).flatMap(([channel, { consent: attribute }]) => {
    if (attribute === undefined || attributes[attribute]?.type !== 'boolean') return []
    const isThere = kinds.some(each => each.channel === channel && each.attribute === attribute)
    const { label } = attributes[attribute]
    return isThere ? [] : [{ channel, attribute, ...(label && { label }) }]
  })
  return [...kinds, ...named]
}
