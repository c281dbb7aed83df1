import { readAmount } from '../records/amount-text.ts'
import type { DefinitionResult, Refresh } from '../records/refresh.ts'
import { shareOf } from './share-of.ts'

/** How large a segment or class is, and how it moved in its refresh. Shares are 0 to 1, absent where there is nothing to divide. */
export interface Standing {
  readonly size: number
  readonly shareOfCustomers?: number
  readonly value?: number | bigint
  readonly shareOfValue?: number
  readonly entered: number
  readonly left: number
  /** Who entered less who left. */
  readonly change: number
}

/** The figures of one result against the whole of the refresh they were found in. */
export function standingOf(
  { size, value: text, entered, left }: DefinitionResult,
  whole: Pick<Refresh, 'customers' | 'value'>,
): Standing {
  const value = text === undefined ? undefined : readAmount(text)
  const shareOfCustomers = shareOf(size, whole.customers)
  const shareOfValue = shareOf(value, whole.value === undefined ? undefined : readAmount(whole.value))
  return {
    size,
    ...(shareOfCustomers === undefined ? {} : { shareOfCustomers }),
    ...(value === undefined ? {} : { value }),
    ...(shareOfValue === undefined ? {} : { shareOfValue }),
    entered,
    left,
    change: entered - left,
  }
}
