import type { CustomerMerge } from '@kindred/engine'
import { WarehouseError } from '../errors/warehouse-errors.ts'
import { storableId, storableInstant } from './storable-value.ts'

/**
 * A merge as all stores keep it.
 *
 * @throws WarehouseError `value_not_storable`, and `merge_impossible` where both are one customer already.
 */
export function storableMerge({ id, from, into, at }: CustomerMerge): CustomerMerge {
  if (from === into)
    throw new WarehouseError('merge_impossible', { id, reason: 'it names one customer twice' })
  return {
    id: storableId(id, 'the id of a merge'),
    from: storableId(from, 'the first customer of a merge'),
    into: storableId(into, 'the second customer of a merge'),
    at: storableInstant(at, 'the instant of a merge'),
  }
}
