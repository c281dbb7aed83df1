type JsonObject = Readonly<Record<string, unknown>>

/** A number that text keeps better than a float does. */
class WrittenNumber {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }

  toJSON(): string {
    return this.text
  }
}

/** More digits than a float is sure to keep. */
const LONG_NUMBER = /\d{16}|\d\.\d*\d{15}|\d[eE]/

/**
 * Reads one JSON object without rounding its numbers.
 *
 * @returns What was wrong, in a few words, when the text is no JSON object.
 */
export function parseExactly(text: string): { readonly object: JsonObject } | { readonly reason: string } {
  try {
    const parsed: unknown = LONG_NUMBER.test(text) ? JSON.parse(text, keepNumber) : JSON.parse(text)
    return isObject(parsed) ? { object: parsed } : { reason: `it is ${nameOf(parsed)} and not an object` }
  } catch (error) {
    return { reason: error instanceof Error ? error.message : String(error) }
  }
}

/**
 * The values of a JSON object as text, by name; those of nested objects by dotted name.
 *
 * @example
 * flattenJson({ id: 1, address: { city: 'Brno' }, tags: ['a'], nothing: null })
 * // Map { 'id' → '1', 'address.city' → 'Brno', 'tags' → '["a"]', 'nothing' → '' }
 */
export function flattenJson(object: JsonObject): ReadonlyMap<string, string> {
  const cells = new Map<string, string>()
  flattenInto(cells, '', object)
  return cells
}

function flattenInto(cells: Map<string, string>, prefix: string, object: JsonObject): void {
  for (const [key, value] of Object.entries(object)) {
    const name = prefix + key
    if (isObject(value) && !(value instanceof WrittenNumber)) flattenInto(cells, `${name}.`, value)
    else cells.set(name, cellOf(value))
  }
}

function cellOf(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (value instanceof WrittenNumber) return value.text
  // Items are text, as all cells are; objects in a list stay what they are.
  if (Array.isArray(value)) return JSON.stringify(value.map(itemOf)).normalize('NFC')
  return String(value).normalize('NFC')
}

function itemOf(item: unknown): unknown {
  return isObject(item) && !(item instanceof WrittenNumber) ? item : cellOf(item)
}

function keepNumber(_key: string, value: unknown, ...[context]: { readonly source?: string }[]): unknown {
  return typeof value === 'number' && context?.source !== undefined
    ? new WrittenNumber(context.source)
    : value
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function nameOf(value: unknown): string {
  if (value === null) return 'null'
  return Array.isArray(value) ? 'a list' : `a ${typeof value}`
}
