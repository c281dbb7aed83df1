import { nearestName } from '@kindred/language'
import { isMap, isScalar, isSeq, parseDocument, type YAMLMap } from 'yaml'
import { joinAtCommas } from '../catalog/files/join-at-commas.ts'
import { type ImportProblem, importProblem } from './errors/import-problems.ts'

/** A mapping as written: expressions are still text. */
export interface MappingFile {
  readonly kind?: 'customers' | 'events'
  readonly customer?: MappedText
  readonly at?: MappedText
  readonly event?: MappedText
  readonly id?: MappedText
  readonly skip?: MappedText
  readonly timezone?: string
  /** For all events that declare them. */
  readonly properties: ReadonlyMap<string, MappedText>
  /** For one event, by its name. */
  readonly eventProperties: ReadonlyMap<string, ReadonlyMap<string, MappedText>>
  readonly attributes: ReadonlyMap<string, MappedText>
  /** Types of new names; a property of one event as `event.property`. */
  readonly types: ReadonlyMap<string, string>
  readonly declare: boolean
}

/** One expression, or the two of a place. */
export type MappedText = string | readonly [string, string]

const keys = [
  'kind',
  'customer',
  'at',
  'event',
  'id',
  'skip',
  'timezone',
  'properties',
  'attributes',
  'types',
  'declare',
]

/**
 * Reads a mapping file (YAML, or JSON, which is YAML too) for its shape.
 *
 * @example
 * readMappingFile('kind: events\ncustomer: CustomerID\nat: InvoiceDate\nevent: purchase')
 */
export function readMappingFile(text: string): {
  readonly file: MappingFile
  readonly problems: ImportProblem[]
} {
  const document = parseDocument(text, { prettyErrors: true })
  const [error] = document.errors
  if (error !== undefined) {
    const reason = (error.message.split('\n')[0] ?? '').replace(/:$/, '')
    return { file: emptyMapping, problems: [importProblem('mapping_not_yaml', { reason })] }
  }
  const reader = new MappingReader(text)
  return { file: reader.read(document.contents), problems: reader.problems }
}

const emptyMapping: MappingFile = {
  properties: new Map(),
  eventProperties: new Map(),
  attributes: new Map(),
  types: new Map(),
  declare: false,
}

type Found = { readonly key: string; readonly value: unknown }

class MappingReader {
  readonly problems: ImportProblem[] = []
  readonly #text: string

  constructor(text: string) {
    this.#text = text
  }

  read(contents: unknown): MappingFile {
    if (!isMap(contents)) {
      this.#shape('The mapping', 'keys such as `customer:` and `at:`', contents)
      return emptyMapping
    }
    const found = new Map(this.#entries(contents).map(({ key, value }) => [key, value]))
    for (const key of found.keys()) if (!keys.includes(key)) this.#unknown(key)
    const kind = this.#kind(found.get('kind'))
    const { properties, eventProperties } = this.#properties(found.get('properties'))
    const texts = (['customer', 'at', 'event', 'id', 'skip'] as const).flatMap(key => {
      const text = this.#mapped(key, found.get(key))
      return text === undefined ? [] : [[key, text] as const]
    })
    const timezone = this.#mapped('timezone', found.get('timezone'))
    return {
      ...(kind === undefined ? {} : { kind }),
      ...Object.fromEntries(texts),
      ...(typeof timezone === 'string' ? { timezone } : {}),
      properties,
      eventProperties,
      attributes: this.#texts('attributes', found.get('attributes')),
      types: this.#types(found.get('types')),
      declare: this.#declare(found.get('declare')),
    }
  }

  #entries(map: YAMLMap): Found[] {
    // Between braces YAML ends `round(a, b)` at its comma.
    return joinAtCommas(map, this.#text).map(({ key, value, joined }) => ({
      key: isScalar(key) ? String(key.value) : String(key),
      value: joined?.text ?? value,
    }))
  }

  #unknown(key: string): void {
    this.problems.push(
      importProblem('mapping_key_unknown', { key, known: keys, nearest: nearestName(key, keys) }, key),
    )
  }

  #kind(value: unknown): 'customers' | 'events' | undefined {
    const text = this.#mapped('kind', value)
    if (text === undefined || text === 'customers' || text === 'events') return text
    this.#shape("'kind'", "'customers' or 'events'", value, 'kind')
    return undefined
  }

  #properties(value: unknown): Pick<MappingFile, 'properties' | 'eventProperties'> {
    const properties = new Map<string, MappedText>()
    const eventProperties = new Map<string, ReadonlyMap<string, MappedText>>()
    for (const { key, value: one } of this.#map('properties', value)) {
      if (isMap(one)) eventProperties.set(key, this.#texts(`properties.${key}`, one))
      else {
        const text = this.#mapped(`properties.${key}`, one)
        if (text !== undefined) properties.set(key, text)
      }
    }
    return { properties, eventProperties }
  }

  #texts(field: string, value: unknown): Map<string, MappedText> {
    const texts = new Map<string, MappedText>()
    for (const { key, value: one } of this.#map(field, value)) {
      const text = this.#mapped(`${field}.${key}`, one)
      if (text !== undefined) texts.set(key, text)
    }
    return texts
  }

  #types(value: unknown): Map<string, string> {
    const types = new Map<string, string>()
    for (const { key, value: one } of this.#map('types', value)) {
      const text = this.#mapped(`types.${key}`, one)
      if (typeof text === 'string') types.set(key, text)
    }
    return types
  }

  #declare(value: unknown): boolean {
    const given = isScalar(value) ? value.value : value
    if (given === undefined || given === null || given === false) return false
    if (given === true) return true
    this.#shape("'declare'", 'true or false', value, 'declare')
    return false
  }

  #map(field: string, value: unknown): Found[] {
    if (value === undefined || (isScalar(value) && value.value === null)) return []
    if (isMap(value)) return this.#entries(value)
    this.#shape(`'${field}'`, 'names with an expression each, as `amount: Price`', value, field)
    return []
  }

  #mapped(field: string, value: unknown): MappedText | undefined {
    if (value === undefined || value === null) return undefined
    if (typeof value === 'string') return value
    if (isScalar(value)) {
      if (value.value === null) return undefined
      // As written where YAML reads a number or a truth value, so that 1.10 keeps its zero.
      return typeof value.value === 'string' ? value.value : (value.source ?? String(value.value))
    }
    if (isSeq(value) && value.items.length === 2) {
      const [first, second] = value.items.map((item, at) => this.#mapped(`${field}[${at}]`, item))
      if (typeof first === 'string' && typeof second === 'string') return [first, second]
    }
    this.#shape(`'${field}'`, 'an expression, or [latitude, longitude]', value, field)
    return undefined
  }

  #shape(what: string, wanted: string, given: unknown, field?: string): void {
    this.problems.push(importProblem('mapping_shape', { what, wanted, given: nameOf(given) }, field))
  }
}

function nameOf(value: unknown): string {
  if (isMap(value)) return 'a map'
  if (isSeq(value)) return 'a list'
  if (isScalar(value)) return value.value === null ? 'empty' : `'${String(value.value)}'`
  return 'empty'
}
