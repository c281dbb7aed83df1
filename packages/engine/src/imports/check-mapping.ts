import { type DeclaredType, RESERVED_WORDS } from '@kindred/language'
import { stringify } from 'yaml'
import { fitName } from '../catalog/snake-case.ts'
import type { AttributeDefinition, EventDefinition } from '../records/definitions.ts'
import type { ReadingContext } from './attempt-reading.ts'
import type { CheckedMapping, MappedValue } from './checked-mapping.ts'
import { countValues, MOST_VALUES } from './count-values.ts'
import { type ImportProblem, importProblem } from './errors/import-problems.ts'
import { columnOf } from './expression-parts.ts'
import type { ImportExpression } from './import-expression.ts'
import { inferType } from './infer-type.ts'
import type { MappedText, MappingFile } from './mapping-file.ts'
import { possibleEvents } from './possible-events.ts'
import { readAs, readAsCondition, readAsInstant, readAsText } from './read-as.ts'
import { resolveText } from './resolve-names.ts'
import { isOwnColumn, type SourceColumn } from './source-shape.ts'

/** What a mapping is checked against. */
export interface MappingScope {
  readonly kind: 'customers' | 'events'
  readonly columns: readonly SourceColumn[]
  /** Rows of the sample, for the events they are. */
  readonly sample: readonly (readonly string[])[]
  readonly attributes: Readonly<Record<string, Pick<AttributeDefinition, 'type'>>>
  readonly events: Readonly<Record<string, Pick<EventDefinition, 'properties'>>>
  /** The workspace's, for times that name none. */
  readonly timezone: string
  /** Whether new names are declared, also where the mapping does not say so. */
  readonly declare: boolean
}

/** Definitions an import brings with it. */
export interface ImportDeclarations {
  readonly attributes: Readonly<Record<string, DeclaredType>>
  /** Properties that are new; an event that is itself new stands here without any, too. */
  readonly events: Readonly<Record<string, Readonly<Record<string, DeclaredType>>>>
}

export interface CheckedMappingFile {
  /** Absent when there are problems of severity `error`. */
  readonly mapping?: CheckedMapping
  readonly declares: ImportDeclarations
  readonly problems: readonly ImportProblem[]
}

const types: readonly DeclaredType[] = [
  'boolean',
  'number',
  'money',
  'text',
  'date',
  'instant',
  'place',
  'tags',
]
const NAME = /^[a-z][a-z0-9_]{0,99}$/

/**
 * Checks a mapping against a file's columns and the workspace's definitions: names, types, what is missing, what is
 * new. All problems at once.
 */
export function checkMapping(file: MappingFile, scope: MappingScope): CheckedMappingFile {
  return new MappingCheck(file, scope).run()
}

class MappingCheck {
  readonly #file: MappingFile
  readonly #scope: MappingScope
  readonly #columns: readonly string[]
  readonly #timezone: string
  readonly #declares: boolean
  readonly #problems: ImportProblem[] = []
  readonly #newAttributes: Record<string, DeclaredType> = {}
  readonly #newEvents: Record<string, Record<string, DeclaredType>> = {}

  constructor(file: MappingFile, scope: MappingScope) {
    this.#file = file
    this.#scope = scope
    this.#columns = scope.columns.map(column => column.name).filter(isOwnColumn)
    this.#timezone = file.timezone ?? scope.timezone
    this.#declares = scope.declare || file.declare
  }

  run(): CheckedMappingFile {
    const { kind } = this.#scope
    if (this.#file.kind !== undefined && this.#file.kind !== kind) {
      this.#problem('kind_differs', { given: this.#file.kind, asked: kind }, 'kind')
    }
    this.#checkTypesUsed()
    const mapping = kind === 'events' ? this.#events() : this.#customers()
    if (mapping !== undefined) this.#refuseTooMany(mapping)
    this.#refuseUndeclared()
    const declares = { attributes: this.#newAttributes, events: this.#newEvents }
    const failed = this.#problems.some(problem => problem.severity === 'error')
    const checked = mapping === undefined || failed ? {} : { mapping }
    return { ...checked, declares, problems: this.#problems }
  }

  #refuseTooMany(mapping: CheckedMapping): void {
    const count = countValues(mapping)
    if (count > MOST_VALUES)
      this.#problem('too_many_values', { count, most: MOST_VALUES, kind: mapping.kind })
  }

  #customers(): CheckedMapping | undefined {
    for (const key of ['event', 'id'] as const) {
      if (this.#file[key] !== undefined)
        this.#problem('mapping_key_misplaced', { key, kind: 'customers' }, key)
    }
    if (this.#file.properties.size + this.#file.eventProperties.size > 0) {
      this.#problem('mapping_key_misplaced', { key: 'properties', kind: 'customers' }, 'properties')
    }
    const shared = this.#shared()
    const at = this.#file.at === undefined ? undefined : this.#instant(this.#file.at)
    if (shared === undefined) return undefined
    return {
      kind: 'customers',
      ...shared,
      ...(at === undefined ? {} : { at: at.reading, atColumn: at.column }),
    }
  }

  #events(): CheckedMapping | undefined {
    const shared = this.#shared()
    const at = this.#required(
      'at',
      'a column, as `at: InvoiceDate as "yyyy-MM-dd HH:mm:ss" in Europe/London`',
    )
    const event = this.#required('event', 'the name of an event, or a column that holds such names')
    const instant = at === undefined ? undefined : this.#instant(at)
    const named = event === undefined ? undefined : this.#text('event', event, true)
    const id = this.#file.id === undefined ? undefined : this.#text('id', this.#file.id, false)
    if (named === undefined) return undefined
    const events = this.#eventNames(named.expression)
    const properties = this.#properties(events)
    if (shared === undefined || instant === undefined) return undefined
    return {
      kind: 'events',
      ...shared,
      at: instant.reading,
      atColumn: instant.column,
      event: named.reading,
      eventColumn: named.column,
      events,
      ...(id === undefined ? {} : { id: id.reading, idColumn: id.column }),
      properties,
    }
  }

  #shared() {
    const text = this.#required('customer', "the column with the customer's id")
    const customer = text === undefined ? undefined : this.#text('customer', text, false)
    const skip = this.#skip()
    const attributes = this.#attributes()
    if (customer === undefined) return undefined
    return {
      customer: customer.reading,
      customerColumn: customer.column,
      ...(skip === undefined ? {} : { skip }),
      attributes,
    }
  }

  #required(key: 'customer' | 'at' | 'event', wanted: string): MappedText | undefined {
    const text = this.#file[key]
    if (text === undefined) this.#problem('mapping_key_missing', { key, wanted }, key)
    return text
  }

  #text(field: string, text: MappedText, words: boolean) {
    const expression = this.#resolve(field, text, words)
    if (expression === undefined) return undefined
    const reading = this.#kept(readAsText(expression, this.#context(field)))
    return reading === undefined ? undefined : { reading, expression, column: columnOf(expression) }
  }

  #instant(text: MappedText) {
    const expression = this.#resolve('at', text, false)
    if (expression === undefined) return undefined
    const reading = this.#kept(readAsInstant(expression, this.#context('at')))
    return reading === undefined ? undefined : { reading, column: columnOf(expression) }
  }

  #skip() {
    if (this.#file.skip === undefined) return undefined
    const expression = this.#resolve('skip', this.#file.skip, false)
    return expression && this.#kept(readAsCondition(expression, this.#context('skip')))
  }

  #attributes(): Map<string, MappedValue> {
    const mapped = new Map<string, MappedValue>()
    for (const [name, text] of this.#file.attributes) {
      const field = `attributes.${name}`
      const expression = this.#resolve(field, text, false)
      if (expression === undefined) continue
      const declared = this.#scope.attributes[name]?.type
      const type = this.#typeOf(name, name, declared, expression, 'an attribute', field)
      if (declared === undefined && type !== undefined) this.#newAttributes[name] = type
      const value = type && this.#value(expression, type, field)
      if (value !== undefined) mapped.set(name, value)
    }
    return mapped
  }

  /** The events rows may be: those the expression names, or with a column those that are declared or in the sample. */
  #eventNames(expression: ImportExpression): string[] {
    const { named, open } = possibleEvents(expression, this.#scope)
    const declared = Object.keys(this.#scope.events)
    const fit = named.filter(name => this.#nameFits(name, 'an event', 'event', !open))
    const events = open && !this.#declares ? declared : [...new Set([...(open ? declared : []), ...fit])]
    for (const name of events) if (!declared.includes(name)) this.#newEvents[name] = {}
    if (events.length === 0) {
      const undeclared = open && fit.length > 0
      if (undeclared) for (const name of fit) this.#newEvents[name] = {}
      else this.#problem('no_events', { expression: String(this.#file.event) }, 'event')
    }
    return events
  }

  #properties(events: readonly string[]): Map<string, Map<string, MappedValue>> {
    const mapped = new Map(events.map(event => [event, new Map<string, MappedValue>()]))
    for (const [name, text] of this.#file.properties)
      this.#property(mapped, this.#takers(name, events), name, text)
    for (const [event, texts] of this.#file.eventProperties) {
      if (!mapped.has(event)) {
        this.#newEvents[event] ??= {}
        mapped.set(event, new Map())
      }
      for (const [name, text] of texts) this.#property(mapped, [event], name, text, `${event}.`)
    }
    return mapped
  }

  /** Events that get a property mapped for all: those that declare it and those that are new; if none does, all. */
  #takers(name: string, events: readonly string[]): readonly string[] {
    const known = events.filter(event => this.#scope.events[event]?.properties[name] !== undefined)
    return known.length === 0
      ? events
      : events.filter(event => known.includes(event) || !(event in this.#scope.events))
  }

  #property(
    mapped: Map<string, Map<string, MappedValue>>,
    events: readonly string[],
    name: string,
    text: MappedText,
    prefix = '',
  ): void {
    const field = `properties.${prefix}${name}`
    const expression = this.#resolve(field, text, false)
    if (expression === undefined) return
    for (const event of events) {
      const declared = this.#scope.events[event]?.properties[name]?.type
      const type = this.#typeOf(`${event}.${name}`, name, declared, expression, 'a property', field)
      if (type === undefined) return
      if (declared === undefined) this.#newEvents[event] = { ...this.#newEvents[event], [name]: type }
      const value = this.#value(expression, type, field)
      if (value !== undefined) mapped.get(event)?.set(name, value)
    }
  }

  #typeOf(
    whole: string,
    name: string,
    declared: DeclaredType | undefined,
    expression: ImportExpression,
    what: string,
    field: string,
  ): DeclaredType | undefined {
    const written = this.#file.types.get(whole) ?? this.#file.types.get(name)
    const given = types.find(type => type === written)
    if (written !== undefined && given === undefined) return undefined
    if (declared !== undefined) {
      if (given !== undefined && given !== declared)
        this.#problem('type_differs', { name, declared, given }, `types.${name}`)
      return declared
    }
    if (!this.#nameFits(name, what, field, true)) return undefined
    const type = given ?? inferType(name, expression, this.#scope.columns)
    if (type === undefined) this.#problem('type_of_new_unclear', { name }, field)
    return type
  }

  #value(expression: ImportExpression, type: DeclaredType, field: string): MappedValue | undefined {
    const reading = this.#kept(readAs(expression, type, this.#context(field)))
    return reading === undefined ? undefined : { type, reading }
  }

  #nameFits(name: string, what: string, field: string, strict: boolean): boolean {
    if (NAME.test(name) && !RESERVED_WORDS.has(name)) return true
    if (strict) this.#problem('name_unfit', { what, name, example: fitName(name) }, field)
    return false
  }

  #checkTypesUsed(): void {
    const properties = [...this.#file.properties.keys()]
    const own = [...this.#file.eventProperties].flatMap(([event, texts]) =>
      [...texts.keys()].flatMap(name => [name, `${event}.${name}`]),
    )
    const used = new Set([...properties, ...own, ...this.#file.attributes.keys()])
    for (const [name, given] of this.#file.types) {
      if (!types.some(type => type === given))
        this.#problem('type_unknown', { name, given, types }, `types.${name}`)
      if (!used.has(name) && !properties.includes(name.split('.')[1] ?? '')) {
        this.#problem('type_unused', { name }, `types.${name}`, 'warning')
      }
    }
  }

  #refuseUndeclared(): void {
    if (this.#declares) return
    const attributes = Object.keys(this.#newAttributes)
    if (attributes.length > 0) {
      const yaml = flow({ attributes: typed(this.#newAttributes) })
      this.#problem('attribute_undeclared', { names: attributes, yaml }, 'attributes')
    }
    const news = Object.entries(this.#newEvents)
    const fresh = news.filter(([event]) => !(event in this.#scope.events))
    const wider = news.filter(
      ([event, properties]) => event in this.#scope.events && Object.keys(properties).length > 0,
    )
    if (fresh.length > 0) {
      const yaml = flow({ events: asEvents(fresh) })
      this.#problem('event_undeclared', { names: fresh.map(([event]) => event), yaml }, 'event')
    }
    if (wider.length > 0) {
      const names = wider.flatMap(([event, properties]) =>
        Object.keys(properties).map(name => `${event}.${name}`),
      )
      this.#problem('property_undeclared', { names, yaml: flow({ events: asEvents(wider) }) }, 'properties')
    }
  }

  #resolve(field: string, text: MappedText, words: boolean): ImportExpression | undefined {
    const { expression, problems } = resolveText(text, { columns: this.#columns, words, field })
    this.#problems.push(...problems)
    return expression
  }

  #kept<R>(read: { readonly reading: R } | { readonly problems: readonly ImportProblem[] }): R | undefined {
    if ('reading' in read) return read.reading
    this.#problems.push(...read.problems)
    return undefined
  }

  #context(field: string): ReadingContext {
    return { timezone: this.#timezone, field }
  }

  #problem(...[code, given, field, severity]: Parameters<typeof importProblem>): void {
    const same = this.#problems.some(
      one => one.code === code && one.field === field && one.says === importProblem(code, given, field).says,
    )
    if (!same) this.#problems.push(importProblem(code, given, field, severity))
  }
}

function typed(names: Readonly<Record<string, DeclaredType>>) {
  return Object.fromEntries(Object.entries(names).map(([name, type]) => [name, { type }]))
}

function asEvents(events: readonly (readonly [string, Readonly<Record<string, DeclaredType>>])[]) {
  return Object.fromEntries(events.map(([event, properties]) => [event, { properties }]))
}

/** YAML on one line, for a sentence. */
function flow(definitions: object): string {
  return stringify(definitions, { collectionStyle: 'flow', lineWidth: 0 }).trim()
}
