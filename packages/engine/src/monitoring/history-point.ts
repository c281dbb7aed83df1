import { readAmount } from '../records/amount-text.ts'
import type { DefinitionResult, Refresh } from '../records/refresh.ts'

/** How large a segment was at one instant, and who moved since the point before. */
export interface HistoryPoint {
  readonly asOf: number
  /** Days since 1970-01-01, in the workspace's zone. */
  readonly day: number
  readonly size: number
  readonly customers: number
  readonly value?: number | bigint
  readonly valueType?: 'number' | 'money'
  readonly entered: number
  readonly left: number
  /** Absent when the point was computed. */
  readonly refresh?: number
}

/** A point as a refresh recorded it. */
export function pointOf(
  refresh: Refresh,
  result: DefinitionResult,
  moved: Pick<HistoryPoint, 'day' | 'entered' | 'left'>,
): HistoryPoint {
  return {
    asOf: refresh.asOf,
    ...moved,
    size: result.size,
    customers: refresh.customers,
    ...(result.value === undefined ? {} : { value: readAmount(result.value) }),
    ...(refresh.valueType === undefined ? {} : { valueType: refresh.valueType }),
    refresh: refresh.id,
  }
}
