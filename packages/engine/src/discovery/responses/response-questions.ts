import type { ChannelDefinition, Definitions } from '../../records/definitions.ts'

/** What is asked of each customer to know whether she responded, as conditions of the language. */
export interface ResponseQuestion {
  /** “E-mail”, “the offer Spring sale” */
  readonly name: string
  readonly contacted: string
  readonly responded: string
}

/** How far back contacts are counted. */
const PERIOD = '365d'

/**
 * For every channel and every offer that shows contacts and responses, who was contacted in a year and who responded in
 * time to any contact. A contact is counted once its time for a response is over.
 *
 * @example
 * responseQuestions(definitions)[0]
 * // { name: 'E-mail', contacted: 'did(email_sent, 365d to 7d ago)', responded: 'did(email_sent then email_open within 7d, 365d)' }
 */
export function responseQuestions(definitions: Definitions): ResponseQuestion[] {
  return [...ofChannels(definitions), ...ofOffers(definitions)]
}

function ofChannels({ channels }: Definitions): ResponseQuestion[] {
  return Object.entries(channels).flatMap(([id, { name = id, contact, response, within }]) =>
    contact === undefined || response === undefined ? [] : [question(name, [contact], response, within)],
  )
}

function ofOffers(definitions: Definitions): ResponseQuestion[] {
  return Object.entries(definitions.offers).flatMap(([id, { name = id, channels, response, within }]) => {
    const contacts = channels.flatMap(channel => contactOf(id, definitions.channels[channel], definitions))
    const own = [...new Set(contacts)]
    return response === undefined || own.length === 0
      ? []
      : [question(`the offer ${name}`, own, response, within)]
  })
}

/** Only a contact that names its offer is known to have been one of it. */
function contactOf(offer: string, channel: ChannelDefinition | undefined, { events }: Definitions): string[] {
  const contact = channel?.contact
  if (contact === undefined || events[contact]?.properties.offer?.type !== 'text') return []
  return [`${contact} where offer = "${offer}"`]
}

function question(
  name: string,
  contacts: readonly string[],
  response: string,
  within: string,
): ResponseQuestion {
  const any = (condition: (contact: string) => string): string => contacts.map(condition).join(' or ')
  return {
    name,
    contacted: any(contact => `did(${contact}, ${PERIOD} to ${within} ago)`),
    responded: any(contact => `did(${contact} then ${response} within ${within}, ${PERIOD})`),
  }
}
