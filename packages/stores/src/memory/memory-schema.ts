import type { WarehouseSchema } from '@kindred/engine'
import type { DeclaredType } from '@kindred/language'
import { WarehouseError } from '../clickhouse/errors.ts'

/** What has been declared so far: names are added, never dropped, and keep their type. */
export class MemorySchema {
  readonly #types = new Map<string, DeclaredType>()

  /** All or nothing: a type that was changed refuses the whole. */
  declare({ attributes, events }: WarehouseSchema): void {
    const wanted = new Map([...attributes].map(([name, type]) => [`attribute ${name}`, type]))
    for (const [event, properties] of events) {
      for (const [name, type] of properties) wanted.set(`property ${event}.${name}`, type)
    }
    for (const [column, type] of wanted) this.#refuseChange(column, type)
    for (const [column, type] of wanted) this.#types.set(column, type)
  }

  #refuseChange(column: string, type: DeclaredType): void {
    const known = this.#types.get(column)
    if (known === undefined || known === type) return
    throw new WarehouseError('column_type_changed', { column, known, type })
  }
}
