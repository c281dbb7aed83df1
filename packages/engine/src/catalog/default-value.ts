import type { EventDefinition } from '../records/definitions.ts'

/**
 * What a customer is worth when the workspace does not say: the sum of the money of `purchase` (of `amount`, if it
 * has several), else of the only money property there is. `undefined` when that leaves a choice, or nothing.
 *
 * @example
 * defaultValue({ purchase: { properties: { amount: { type: 'money' } } } })   // 'sum(purchase.amount)'
 */
export function defaultValue(events: Readonly<Record<string, EventDefinition>>): string | undefined {
  const money = Object.entries(events).flatMap(([event, { properties }]) =>
    Object.entries(properties)
      .filter(([, { type }]) => type === 'money')
      .map(([property]) => ({ event, property })),
  )
  const bought = money.filter(({ event }) => event === 'purchase')
  const candidates = bought.length > 0 ? bought : money
  const chosen =
    candidates.length === 1 ? candidates[0] : bought.find(({ property }) => property === 'amount')
  return chosen && `sum(${chosen.event}.${chosen.property})`
}
