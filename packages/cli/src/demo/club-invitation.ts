/** What an invitation by letter to the shop's club does to the customers of one type: chances to join within three weeks. */
export interface InvitationEffect {
  readonly alone: number
  /** Points that the letter adds; below 0 it puts her off. */
  readonly letter: number
}

/** By type. On the persuadable it is not wasted, big spenders join anyway, businesses are put off. */
export const invitationEffects: Readonly<Record<string, InvitationEffect>> = {
  regular: { alone: 0.08, letter: 0.14 },
  bargain_hunter: { alone: 0.05, letter: 0.25 },
  big_spender: { alone: 0.28, letter: 0.02 },
  gift_buyer: { alone: 0.03, letter: 0.12 },
  occasional: { alone: 0.02, letter: 0.03 },
  newcomer: { alone: 0.1, letter: 0.15 },
  business: { alone: 0.22, letter: -0.14 },
  prospect: { alone: 0.005, letter: 0.005 },
}

/** Weeks before the end at which half of all customers, drawn by chance, get the letter. */
export const INVITATION_WEEKS = [20, 8] as const
/** Days within which who joins does so. */
export const JOINS_WITHIN_DAYS = 20

/** Share of customers who joined by themselves before the first invitation. */
export const FOUNDERS = 0.12

/**
 * Membership is renewed every 30 days. Each member has a chance of her own not to: beta (alpha, beta) among members, that
 * is a shifted beta-geometric life, and the truth that `club_stays` is held against.
 */
export const clubLeaving = { alpha: 0.8, beta: 4, days: 30 } as const
