import type { WarehouseSchema } from '@kindred/engine'
import type { DeclaredType } from '@kindred/language'
import { WarehouseError } from '../errors/warehouse-errors.ts'

/** What has been declared so far: names are added, never dropped, and keep their type. */
export class MemorySchema {
  readonly #attributes = new Map<string, DeclaredType>()
  readonly #events = new Map<string, Map<string, DeclaredType>>()

  get declared(): WarehouseSchema {
    return { attributes: this.#attributes, events: this.#events }
  }

  /** All or nothing: a type that was changed refuses the whole. */
  declare({ attributes, events }: WarehouseSchema): void {
    refuseChange('attribute ', this.#attributes, attributes)
    for (const [event, types] of events)
      refuseChange(`property ${event}.`, this.#events.get(event) ?? new Map(), types)
    for (const [name, type] of attributes) this.#attributes.set(name, type)
    for (const [event, types] of events) {
      this.#events.set(event, new Map([...(this.#events.get(event) ?? []), ...types]))
    }
  }
}

function refuseChange(
  what: string,
  known: ReadonlyMap<string, DeclaredType>,
  wanted: ReadonlyMap<string, DeclaredType>,
): void {
  for (const [name, type] of wanted) {
    const before = known.get(name)
    if (before === undefined || before === type) continue
    throw new WarehouseError('column_type_changed', { column: `${what}${name}`, known: before, type })
  }
}
