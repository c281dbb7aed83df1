import { shopClub } from './shop-club.ts'
import { type ShopCustomer, shopCustomer } from './shop-customer.ts'
import { type ShopEvent, shopHistory } from './shop-history.ts'
import { shopMailings } from './shop-mailings.ts'
import { shopRandom } from './shop-random.ts'

export interface ShopOptions {
  readonly customers: number
  /** Last instant of the history, UTC milliseconds. */
  readonly end: number
  readonly seed: number
}

/**
 * A made-up shop whose truth is known: customers of eight behaviour types (`behaviour-types.ts`), each with her own
 * rate and lifetime, and everything they did in the 104 weeks up to `end`. Same options, same shop.
 *
 * Beside it runs a club with invitations by letter, whose effects are known too (`club-invitation.ts`).
 *
 * About 52 events a customer; memory for one customer at a time.
 *
 * @example
 * const [first] = generateShop({ customers: 1, end: Date.UTC(2026, 5, 30), seed: 7 })
 * first?.customer.id // 'C000001'
 */
export function* generateShop(
  options: ShopOptions,
): Generator<{ customer: ShopCustomer; events: ShopEvent[] }> {
  const random = shopRandom(options.seed)
  for (let index = 0; index < options.customers; index++) {
    const customer = shopCustomer(index, options.end, random)
    const history = shopHistory(customer, options.end, random).filter(event => event.at <= options.end)
    yield {
      customer,
      events: [
        ...history,
        ...shopMailings(customer, history, options.end),
        ...shopClub(customer, options.end),
      ],
    }
  }
}
