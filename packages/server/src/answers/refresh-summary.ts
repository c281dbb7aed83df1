import type { RefreshSummary } from '@kindred/api'
import { type Refresh, readAmount } from '@kindred/engine'
import { instantText, optionalAmount, optionalInstant } from './typed-value.ts'

export function refreshSummary(refresh: Refresh): RefreshSummary {
  return {
    id: refresh.id,
    as_of: instantText(refresh.asOf),
    state: refresh.state,
    ...(refresh.reason === undefined ? {} : { reason: refresh.reason }),
    started_at: instantText(refresh.startedAt),
    published_at: optionalInstant(refresh.publishedAt),
    definitions_version: refresh.definitionsVersion,
    batch: refresh.batch,
    customers: refresh.customers,
    ...wholeValue(refresh),
  }
}

/** The value of the whole base, as the refresh found it. */
export function wholeValue({ value, valueType }: Pick<Refresh, 'value' | 'valueType'>) {
  return optionalAmount(valueType, value === undefined ? undefined : readAmount(value))
}
