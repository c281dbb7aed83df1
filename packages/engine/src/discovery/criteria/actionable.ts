import type { Criterion } from '../../records/discovery.ts'
import type { Assigned } from './assigned-to.ts'

/** Whether somebody owns it, something is offered to it, and by which channel. */
export function actionable({ owner, offers }: Assigned): Criterion {
  const channels = [...new Set(offers.flatMap(offer => offer.channels))]
  const figures = [
    { name: 'owner', text: owner ?? 'none' },
    { name: 'offer', text: listed(offers.map(({ name }) => name)) },
    { name: 'channel', text: listed(channels) },
  ]
  const missing = [
    ...(owner === undefined ? ['an owner: publish it and name who answers for it (`owner`)'] : []),
    ...(offers.length === 0 ? ['an offer: define one that is meant for it (`for`)'] : []),
    ...(channels.length === 0 ? ['a channel: name those that its offer goes through (`channels`)'] : []),
  ]
  const verdict = missing.length === 0 ? 'met' : missing.length < figures.length ? 'partly' : 'not met'
  const says =
    missing.length === 0
      ? `${owner} owns it; ${listed(offers.map(({ name }) => name))} is meant for it, by ${listed(channels)}.`
      : `It lacks ${missing.join('; ')}.`
  return { name: 'actionable', verdict, figures, says }
}

function listed(names: readonly string[]): string {
  return names.length === 0 ? 'none' : names.join(', ')
}
