import type { CustomerPatch, EventRecord, WarehouseSchema } from '@kindred/engine'
import type { DeclaredType, Value } from '@kindred/language'
import { WarehouseError } from '../errors/warehouse-errors.ts'
import { storableId, storableInstant, storableValue } from './storable-value.ts'

export interface Batch {
  readonly customers: readonly CustomerPatch[]
  readonly events: readonly EventRecord[]
}

/**
 * The batch as all stores keep it, or the first thing in it that none could keep, by name.
 *
 * @throws WarehouseError `not_declared`, `value_not_storable`; nothing has been stored then.
 */
export function storableBatch(batch: Batch, schema: WarehouseSchema): Batch {
  return {
    customers: batch.customers.map(patch => storablePatch(patch, schema.attributes)),
    events: batch.events.map(event => storableEvent(event, schema.events.get(event.event) ?? new Map())),
  }
}

function storablePatch(patch: CustomerPatch, types: ReadonlyMap<string, DeclaredType>): CustomerPatch {
  const attributes = new Map<string, Value | undefined>()
  for (const [name, value] of patch.attributes) {
    const type = declaredAs(types.get(name), `attribute '${name}'`)
    attributes.set(name, value === undefined ? undefined : storableValue(type, value, `attribute '${name}'`))
  }
  return {
    id: storableId(patch.id, 'the id of a customer'),
    since: storableInstant(patch.since, "a customer's `since`"),
    attributes,
  }
}

function storableEvent(event: EventRecord, types: ReadonlyMap<string, DeclaredType>): EventRecord {
  const properties = new Map<string, Value>()
  for (const [name, value] of event.properties) {
    const what = `property '${name}' of '${event.event}'`
    properties.set(name, storableValue(declaredAs(types.get(name), what), value, what))
  }
  return {
    id: storableId(event.id, 'the id of an event'),
    customer: storableId(event.customer, 'the customer of an event'),
    event: storableId(event.event, 'the name of an event'),
    at: storableInstant(event.at, 'the instant of an event'),
    properties,
  }
}

function declaredAs(type: DeclaredType | undefined, what: string): DeclaredType {
  if (type === undefined) throw new WarehouseError('not_declared', { what })
  return type
}
