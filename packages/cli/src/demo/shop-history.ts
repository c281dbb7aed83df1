import type { BehaviourType } from './behaviour-types.ts'
import { type ShopCustomer, WEEK } from './shop-customer.ts'
import type { ShopRandom } from './shop-random.ts'

/** One event as it stands in the shop's file; a property that the event lacks is empty. */
export interface ShopEvent {
  readonly customer: string
  readonly event:
    | 'purchase'
    | 'visit'
    | 'email_sent'
    | 'email_open'
    | 'call'
    | 'complaint'
    | 'letter_sent'
    | 'club_joined'
    | 'club_left'
  /** UTC milliseconds. */
  readonly at: number
  readonly amount: string
  readonly category: string
  readonly channel: string
  readonly quantity: string
  readonly topic: string
  readonly offer: string
}

/** The shop's history goes back this far. */
export const HISTORY_WEEKS = 104

const HOUR = 3_600_000
const DAY = 24 * HOUR
const NOTHING = { amount: '', category: '', channel: '', quantity: '', topic: '', offer: '' }
/** Share of visits and purchases by hour of the day. */
const hours = [2, 1, 1, 1, 1, 2, 4, 7, 9, 9, 9, 10, 10, 9, 8, 8, 9, 10, 13, 16, 17, 14, 9, 5]
const hourWeights = Object.fromEntries(hours.map((weight, hour) => [String(hour), weight]))

/**
 * Everything one customer did, unordered. Purchases come from a Pareto/NBD process with a season (Poisson at her own
 * rate until she dies, thinned by month); visits, e-mails and calls from Poisson processes that end with her.
 */
export function shopHistory(customer: ShopCustomer, end: number, random: ShopRandom): ShopEvent[] {
  const { type } = customer
  const start = Math.max(customer.signedUp, end - HISTORY_WEEKS * WEEK)
  const stop = Math.min(customer.diedAt, end)
  const purchases = arrivals(customer.rate, start, stop, type.season, random).flatMap(at =>
    purchase(customer, at, end, random),
  )
  return [
    ...purchases,
    ...arrivals(type.visitRate, start, stop, type.season, random).map(at => plain(customer, 'visit', at)),
    ...emails(customer, start, Math.min(stop + 12 * WEEK, end), random),
    ...arrivals(type.callRate, start, stop, undefined, random).map(at => ({
      ...plain(customer, 'call', at),
      topic: random.weighted({ order: 4, invoice: 2, product: 3, contract: 1 }),
    })),
  ]
}

/** A Poisson process of `rate` a week, thinned by the month's demand, moved to a likely hour of its day. */
function arrivals(
  rate: number,
  start: number,
  stop: number,
  season: readonly number[] | undefined,
  random: ShopRandom,
): number[] {
  const found: number[] = []
  const peak = season === undefined ? 1 : Math.max(...season)
  if (rate <= 0) return found
  for (let at = start + step(); at <= stop; at += step()) {
    const demand = season === undefined ? 1 : (season[new Date(at).getUTCMonth()] ?? 1)
    if (random.uniform() * peak < demand) found.push(atLikelyHour(at, random))
  }
  return found.filter(at => at >= start && at <= stop)
  function step(): number {
    return random.exponential(1 / (rate * peak)) * WEEK
  }
}

function purchase(customer: ShopCustomer, at: number, end: number, random: ShopRandom): ShopEvent[] {
  const { type } = customer
  const bought: ShopEvent = {
    ...plain(customer, 'purchase', at),
    amount: Math.max(1, random.logNormal(type.amount.median, type.amount.spread)).toFixed(2),
    category: random.weighted(type.categories),
    channel: random.weighted(type.id === 'business' ? { phone: 3, web: 2 } : { web: 6, app: 3, store: 2 }),
    quantity: String(1 + Math.floor(random.exponential(0.7))),
  }
  const visit = plain(customer, 'visit', Math.max(customer.signedUp, at - random.whole(1, 40) * 60_000))
  const complainedAt = Math.floor(at + random.exponential(4 * DAY))
  if (!random.chance(type.complaintRate) || complainedAt > end) return [visit, bought]
  const topic = random.weighted({ delivery: 4, quality: 3, invoice: 1 })
  return [visit, bought, { ...plain(customer, 'complaint', complainedAt), topic }]
}

function emails(customer: ShopCustomer, start: number, stop: number, random: ShopRandom): ShopEvent[] {
  const { type } = customer
  if (customer.attributes.marketing_consent !== 'true') return []
  return arrivals(opensAWeek(type), start, stop, undefined, random).map(at => ({
    ...plain(customer, 'email_open', at),
    topic: random.weighted({ newsletter: 5, offer: 4, reminder: 1 }),
  }))
}

/** One e-mail is sent a week. */
function opensAWeek(type: BehaviourType): number {
  return type.openRate
}

/** An event of which no more is known. */
export function plain(customer: ShopCustomer, event: ShopEvent['event'], at: number): ShopEvent {
  return { customer: customer.id, event, at: Math.floor(at), ...NOTHING }
}

function atLikelyHour(at: number, random: ShopRandom): number {
  const hour = Number(random.weighted(hourWeights))
  const day = Math.floor(at / DAY) * DAY
  const moved = day + hour * HOUR + random.whole(0, 3_599_999)
  return moved < at - DAY || moved < 0 ? Math.floor(at) : moved
}
