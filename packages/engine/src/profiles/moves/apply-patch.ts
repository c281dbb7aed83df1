import type { CustomerPatch } from '../../records/customer-record.ts'
import { type Changed, evaluateRecord, isKnown } from './evaluate-record.ts'
import type { CustomerAtHand, LiveSetting } from './live-setting.ts'
import { differingAttributes, patchedAttributes } from './settle.ts'

/**
 * Takes what is said of a settled customer and finds where she stands now. What is said of an instant to come is kept
 * until then.
 *
 * @param now - The instant her record is settled to.
 * @throws PagesNeeded
 */
export function applyPatch(
  customer: CustomerAtHand,
  patch: CustomerPatch,
  setting: LiveSetting,
  now: number,
): Changed {
  const wasKnown = isKnown(customer, now)
  const knownSince = Math.min(customer.record.knownSince, patch.since)
  const record = { ...customer.record, knownSince, newsAt: now }
  const { next, attributes } =
    patch.since > now
      ? { next: { ...record, pending: inOrder(record.pending, patch) }, attributes: new Set<string>() }
      : patched(record, patch)
  const read = new Set([...attributes].filter(name => setting.program.readsAttribute(name)))
  const changed = { ...customer, record: next }
  if (read.size === 0 && isKnown(changed, now) === wasKnown && patch.since <= now && wasKnown) {
    return { customer: changed, moves: [] }
  }
  const news = { events: new Set<string>(), attributes: read }
  return evaluateRecord(changed, setting, { at: now, cause: 'data' }, wasKnown ? { news } : {})
}

function patched(record: CustomerAtHand['record'], patch: CustomerPatch) {
  const attributes = patchedAttributes(record.attributes, patch)
  return {
    next: { ...record, attributes },
    attributes: differingAttributes(record.attributes, attributes),
  }
}

type Pending = CustomerAtHand['record']['pending']

/** By instant; of one instant in the order they came. */
function inOrder(pending: Pending, { since, attributes }: CustomerPatch): Pending {
  const at = pending.findIndex(each => each.since > since)
  const place = at < 0 ? pending.length : at
  return [...pending.slice(0, place), { since, attributes }, ...pending.slice(place)]
}
