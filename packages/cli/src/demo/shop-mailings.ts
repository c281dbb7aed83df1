import { type ShopCustomer, WEEK } from './shop-customer.ts'
import { plain, type ShopEvent } from './shop-history.ts'
import { type ShopRandom, shopRandom } from './shop-random.ts'

/** The mail tool tells of so many weeks. */
const TOLD_WEEKS = 12

const MINUTE = 60_000
const DAY = 1440 * MINUTE

/** Of an e-mail; most are the newsletter, which offers nothing. */
const offers = { '': 6, early_access: 1, outlet_week: 2, garden_days: 1 }

/**
 * The e-mails that were sent to a customer who agreed to it: one before each that she opened, and in a week in which she
 * opened none one all the same. By draws of her own, so that everything else in the shop is as it was without.
 */
export function shopMailings(
  customer: ShopCustomer,
  history: readonly ShopEvent[],
  end: number,
): ShopEvent[] {
  if (customer.attributes.marketing_consent !== 'true') return []
  const random = shopRandom(Number(customer.id.replace(/\D/g, '')) * 2 + 1)
  const opened = history.filter(({ event }) => event === 'email_open').map(({ at }) => at)
  return Array.from({ length: TOLD_WEEKS }, (_, week) => end - (TOLD_WEEKS - week) * WEEK)
    .flatMap(from => sentInWeek(from, opened, random))
    .filter(at => at >= customer.signedUp)
    .map(at => ({ ...plain(customer, 'email_sent', at), offer: random.weighted(offers) }))
}

function sentInWeek(from: number, opened: readonly number[], random: ShopRandom): number[] {
  const own = opened.filter(at => at >= from && at < from + WEEK)
  if (own.length === 0) return [from + random.whole(0, WEEK - 1)]
  return own.map(at => at - random.whole(10 * MINUTE, DAY))
}
