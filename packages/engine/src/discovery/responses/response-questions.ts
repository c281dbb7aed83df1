import type { ChannelDefinition, Definitions } from '../../records/definitions.ts'

/** What is asked of each customer to know whether she responded, as conditions of the language. */
export interface ResponseQuestion {
  /** “E-mail”, “the offer Spring sale” */
  readonly name: string
  /** How long contacts count, in days. */
  readonly days: number
  readonly contacted: string
  readonly responded: string
}

/**
 * How far back contacts count, in days. Who is written to every week responds to some of it in a year, whoever she is: of a
 * channel a month tells people apart. An offer is made now and then.
 */
const [OF_CHANNEL, OF_OFFER] = [30, 365]

/**
 * For every channel and every offer that shows contacts and responses, who was contacted (by a channel in a month, with an
 * offer in a year) and who responded in time to any contact. A contact counts once its time for a response is over.
 *
 * @example
 * responseQuestions(definitions)[0]
 * // { name: 'E-mail', days: 30, contacted: 'did(email_sent, 888h to 7d ago)', responded: 'did(email_sent then email_open within 7d, 888h)' }
 */
export function responseQuestions(definitions: Definitions): ResponseQuestion[] {
  return [...ofChannels(definitions), ...ofOffers(definitions)]
}

function ofChannels({ channels }: Definitions): ResponseQuestion[] {
  return Object.entries(channels).flatMap(([id, { name = id, contact, response, within }]) =>
    contact === undefined || response === undefined
      ? []
      : [question(name, OF_CHANNEL, [contact], { response, within })],
  )
}

function ofOffers(definitions: Definitions): ResponseQuestion[] {
  return Object.entries(definitions.offers).flatMap(([id, { name = id, channels, response, within }]) => {
    const contacts = channels.flatMap(channel => contactOf(id, definitions.channels[channel], definitions))
    const own = [...new Set(contacts)]
    return response === undefined || own.length === 0
      ? []
      : [question(`the offer ${name}`, OF_OFFER, own, { response, within })]
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
  days: number,
  contacts: readonly string[],
  { response, within }: { readonly response: string; readonly within: string },
): ResponseQuestion {
  const since = `${24 * days + hoursOf(within)}h`
  const any = (condition: (contact: string) => string): string => contacts.map(condition).join(' or ')
  return {
    ...{ name, days },
    contacted: any(contact => `did(${contact}, ${since} to ${within} ago)`),
    responded: any(contact => `did(${contact} then ${response} within ${within}, ${since})`),
  }
}

const HOURS = { h: 1, d: 24, w: 168 } as const

/** As definitions have it: `12h`, `7d`, `2w`. */
function hoursOf(stretch: string): number {
  const unit = stretch.endsWith('w') ? HOURS.w : stretch.endsWith('d') ? HOURS.d : HOURS.h
  return Number.parseInt(stretch, 10) * unit
}
