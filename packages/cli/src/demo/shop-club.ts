import {
  clubLeaving,
  FOUNDERS,
  INVITATION_WEEKS,
  invitationEffects,
  JOINS_WITHIN_DAYS,
} from './club-invitation.ts'
import { type ShopCustomer, WEEK } from './shop-customer.ts'
import { HISTORY_WEEKS, plain, type ShopEvent } from './shop-history.ts'
import { type ShopRandom, shopRandom } from './shop-random.ts'

const DAY = 86_400_000

/**
 * The club of the shop: who joined it by herself, to whom letters of invitation went, who joined after that, who did not
 * renew. By draws of her own, so that everything else in the shop is as it was without.
 */
export function shopClub(customer: ShopCustomer, end: number): ShopEvent[] {
  const random = shopRandom(scattered(Number(customer.id.replace(/\D/g, ''))))
  const founded = foundedAt(customer, end, random)
  const letters: ShopEvent[] = []
  let joined = founded
  for (const weeks of INVITATION_WEEKS) {
    const sentAt = end - weeks * WEEK
    const isWritten = random.chance(0.5)
    const draw = random.uniform()
    const after = random.between(0.5, JOINS_WITHIN_DAYS) * DAY
    if (joined !== undefined || customer.signedUp >= sentAt) continue
    if (isWritten) letters.push({ ...plain(customer, 'letter_sent', sentAt), offer: 'club_invitation' })
    if (customer.diedAt > sentAt + after && draw < chanceToJoin(customer, isWritten)) joined = sentAt + after
  }
  return joined === undefined ? letters : [...letters, ...membership(customer, joined, end, random)]
}

/** Seeds that lie close together give draws that do: numbers one after the other have to be thrown about first (Murmur3). */
function scattered(number: number): number {
  let mixed = Math.imul(number ^ (number >>> 16), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return (mixed ^ (mixed >>> 16)) >>> 0
}

function chanceToJoin({ type }: ShopCustomer, isWritten: boolean): number {
  const { alone, letter } = invitationEffects[type.id] ?? { alone: 0, letter: 0 }
  return isWritten ? alone + letter : alone
}

/** When she joined by herself; undefined of most. */
function foundedAt(customer: ShopCustomer, end: number, random: ShopRandom): number | undefined {
  const from = Math.max(customer.signedUp, end - HISTORY_WEEKS * WEEK)
  const until = Math.min(customer.diedAt, end - INVITATION_WEEKS[0] * WEEK)
  const isFounder = random.chance(FOUNDERS)
  const at = random.between(from, until)
  return isFounder && until > from ? at : undefined
}

function membership(customer: ShopCustomer, joined: number, end: number, random: ShopRandom): ShopEvent[] {
  const { alpha, beta, days } = clubLeaving
  const [leaves, stays] = [random.gamma(alpha, alpha), random.gamma(beta, beta)]
  const chance = leaves / (leaves + stays)
  const began = plain(customer, 'club_joined', joined)
  for (let at = joined + days * DAY; at <= end; at += days * DAY)
    // A moment before the period is over: it is the last she was a member in.
    if (random.chance(chance)) return [began, plain(customer, 'club_left', at - 60_000)]
  return [began]
}
