import type { SqlParam } from './sql-query.ts'

/** ClickHouse takes bound values of up to 128 KiB; a code unit is at most three bytes, some are escaped. */
const LONGEST_VALUE = 25_000

/** Collects the values of a statement; an equal value of the same type is bound once. */
export class Parameters {
  readonly #params = new Map<string, { readonly name: string; readonly param: SqlParam }>()

  /** The text that stands for a value: `{p3:String}`. What is too long for one parameter is put together from several. */
  bind(type: string, value: SqlParam['value']): string {
    if (typeof value === 'number') return this.#bindOne(type, value)
    const parts = typeof value === 'string' ? partsOfText(value) : partsOfList(value)
    const [first = '', ...others] = parts.map(part => this.#bindOne(type, part))
    if (others.length === 0) return first
    return `${typeof value === 'string' ? 'concat' : 'arrayConcat'}(${[first, ...others].join(', ')})`
  }

  #bindOne(type: string, value: SqlParam['value']): string {
    const key = JSON.stringify([type, value])
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

function partsOfText(text: string): readonly string[] {
  if (text.length <= LONGEST_VALUE) return [text]
  return partsOf(Array.from(text), point => point.length).map(points => points.join(''))
}

function partsOfList(
  list: readonly string[] | readonly number[],
): readonly (readonly string[] | readonly number[])[] {
  const [first] = list
  // An array of one type or the other, never mixed; the compiler loses that on the way.
  if (typeof first === 'string') return partsOf(list.map(String), item => item.length + 3)
  return partsOf(list.map(Number), item => String(item).length + 1)
}

function partsOf<T>(items: readonly T[], lengthOf: (item: T) => number): readonly (readonly T[])[] {
  const parts: T[][] = [[]]
  let length = 0
  for (const item of items) {
    if (length > 0 && length + lengthOf(item) > LONGEST_VALUE) {
      parts.push([])
      length = 0
    }
    parts.at(-1)?.push(item)
    length += lengthOf(item)
  }
  return parts
}
