import { type Checked, referencesOf } from '@kindred/language'

/** What an expression says of a feature that its name, its type and its values do not. */
export interface FeatureTelling {
  /** A number in units of the workspace's currency: the average of money. */
  readonly isMoney?: true
  /** The event it is all about: where it is unknown, there was none. */
  readonly event?: string
}

/**
 * @example
 * featureTelling(checked('avg(purchase.amount, 365d)')) // { isMoney: true, event: 'purchase' }
 */
export function featureTelling(read: Checked): FeatureTelling {
  const { events, attributes } = referencesOf(read)
  const [event] = events.keys()
  return {
    ...(isAverageOfMoney(read) && { isMoney: true as const }),
    ...(event !== undefined && events.size === 1 && attributes.length === 0 && { event }),
  }
}

function isAverageOfMoney(read: Checked): boolean {
  if (read.kind === 'feature') return isAverageOfMoney(read.is)
  return read.kind === 'aggregate' && read.function === 'avg' && read.property?.type === 'money'
}
