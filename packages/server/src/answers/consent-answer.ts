import type { AnswerOf, Contract } from '@kindred/api'
import type { Consent, PersonalNames } from '@kindred/engine'
import { instantText } from './typed-value.ts'

type WireConsent = AnswerOf<Contract['consents']>['consents'][number]

/** @param masks - What whoever asks must not see. */
export function consentAnswer(consent: Consent, masks?: PersonalNames): WireConsent {
  const { channel, purpose, attribute, label, given, history } = consent
  const about = {
    ...{ channel, attribute },
    ...(purpose === undefined ? {} : { purpose }),
    ...(label === undefined ? {} : { label }),
  }
  if (masks?.attributes.has(attribute) === true) return { ...about, given: null, masked: true, history: [] }
  return {
    ...about,
    given: given ?? null,
    history: history.map(each => ({
      since: each.since === 0 ? null : instantText(each.since),
      given: each.given ?? null,
    })),
  }
}
