import type { SqlParam } from './sql-query.ts'

/** Collects the values of a statement; an equal value of the same type is bound once. */
export class Parameters {
  readonly #params = new Map<string, { readonly name: string; readonly param: SqlParam }>()

  /** The text that stands for a value: `{p3:String}`. */
  bind(type: string, value: SqlParam['value']): string {
    const key = JSON.stringify([type, Object.is(value, -0) ? '-0' : value])
    const known = this.#params.get(key)
    if (known !== undefined) return `{${known.name}:${type}}`
    const name = `p${this.#params.size}`
    this.#params.set(key, { name, param: { type, value } })
    return `{${name}:${type}}`
  }

  get all(): Readonly<Record<string, SqlParam>> {
    return Object.fromEntries([...this.#params.values()].map(({ name, param }) => [name, param]))
  }
}
