import type { DeclaredType } from '@kindred/language'
import { fitName, snakeCase } from '../catalog/snake-case.ts'
import type { AttributeDefinition, EventDefinition } from '../records/definitions.ts'
import { inferType } from './infer-type.ts'
import { isOwnColumn, type SourceColumn } from './source-shape.ts'

/** What a person said on the command line instead of writing a mapping. */
export interface DraftOptions {
  readonly kind: 'customers' | 'events'
  /** A column, or an expression. */
  readonly customer?: string
  readonly at?: string
  /** The name of an event, or a column or expression that gives it. */
  readonly event?: string
  readonly eventId?: string
  readonly declare?: boolean
}

/** A mapping before anybody has looked at it. */
export interface MappingDraft {
  readonly kind: 'customers' | 'events'
  readonly customer: string | undefined
  readonly at: string | undefined
  readonly event: string | undefined
  readonly id: string | undefined
  readonly properties: readonly DraftedName[]
  readonly attributes: readonly DraftedName[]
  /** What is guessed because the file does not tell. */
  readonly doubts: readonly Doubt[]
  /** Whether `event` was made up, for lack of a column that looks like one. */
  readonly eventGuessed: boolean
  readonly timezone: string
  readonly declare: boolean
}
export interface Doubt {
  readonly field: string
  readonly expression: string
  /** `or …` */
  readonly either: string
}
export interface DraftedName {
  readonly name: string
  readonly expression: string
  /** Of a new name. */
  readonly type?: DeclaredType
  readonly remark?: string
}

export interface DraftScope {
  readonly columns: readonly SourceColumn[]
  readonly attributes: Readonly<Record<string, Pick<AttributeDefinition, 'type'>>>
  readonly events: Readonly<Record<string, Pick<EventDefinition, 'properties'>>>
  readonly timezone: string
}

const customerNames =
  /^(customer|client|user|member|account|contact|shopper|buyer|person|visitor|kunde|zakaznik)(_?(id|no|nr|number|key|code|uuid))?$/
const atNames =
  /^(at|time|timestamp|ts|date|datetime|when|occurred_at|created_at|event_time|event_date|order_date|invoice_date|purchase_date|transaction_date|.*_(at|time|date|timestamp))$/
const eventNames = /^(event|event_name|event_type|type|action|activity|event_kind)$/
const eventIdNames = /^(event_id|message_id|event_uuid|transaction_id)$/
const ofCustomers =
  /^(country|region|city|state|zip|postcode|postal_code|email|e_mail|phone|first_name|last_name|full_name|name|birth_?date|date_of_birth|dob|gender|sex|age|language|segment|tier)$/
const quantityNames = /^(quantity|qty|units|pieces|count)$/
const unitPriceNames = /^(unit_price|price|price_per_unit|item_price)$/
const amountNames = /^(amount|total|total_price|line_total|revenue|value|sum)$/
const boughtNames = /(^|_)(amount|price|quantity|qty|invoice|order|product|sku|total|revenue)($|_)/

/**
 * A first mapping of a file, from the names of its columns and what they look like; to be shown, and mended by a person.
 *
 * @example
 * printMapping(draftMapping(shape.columns, { kind: 'events', event: 'purchase' }, scope))
 */
export function draftMapping(options: DraftOptions, scope: DraftScope): MappingDraft {
  const columns = scope.columns.filter(column => isOwnColumn(column.name))
  const found = new Finder(columns)
  const customer =
    options.customer ?? found.named(customerNames) ?? found.named(/(^|_)(customer|client|user)_?id$/)
  const at = options.at ?? (options.kind === 'events' ? found.instant() : undefined)
  const event = options.event ?? (options.kind === 'events' ? found.named(eventNames) : undefined)
  const id = options.eventId ?? (options.kind === 'events' ? found.named(eventIdNames) : undefined)
  const guessed =
    options.kind === 'events' &&
    event === undefined &&
    columns.some(one => boughtNames.test(snakeCase(one.name)))
  const used = new Set([customer, at, event, id])
  const rest = columns.filter(column => !used.has(column.name))
  const drafted = toldApart(namesFor(rest, options.kind, scope))
  return {
    kind: options.kind,
    customer,
    at: at === undefined ? undefined : timeText(at, columns, scope.timezone),
    event: event ?? (guessed ? 'purchase' : undefined),
    id,
    ...drafted,
    doubts: doubtsOf(at, drafted, columns, scope.timezone),
    eventGuessed: guessed,
    timezone: scope.timezone,
    declare: options.declare ?? false,
  }
}

function doubtsOf(
  at: string | undefined,
  { properties, attributes }: Pick<MappingDraft, 'properties' | 'attributes'>,
  columns: readonly SourceColumn[],
  timezone: string,
): Doubt[] {
  const time = columns.find(column => column.name === at)
  const named = [
    ...(time === undefined
      ? []
      : [{ field: 'at', expression: timeText(time.name, columns, timezone), remark: remarkOn(time) }]),
    ...properties.map(one => ({ ...one, field: `properties.${one.name}` })),
    ...attributes.map(one => ({ ...one, field: `attributes.${one.name}` })),
  ]
  return named.flatMap(({ field, expression, remark }) =>
    remark === undefined ? [] : [{ field, expression, either: remark }],
  )
}

class Finder {
  readonly #columns: readonly SourceColumn[]
  constructor(columns: readonly SourceColumn[]) {
    this.#columns = columns
  }

  named(names: RegExp): string | undefined {
    return this.#columns.find(column => names.test(snakeCase(column.name)))?.name
  }

  /** A column of times by its name; else the only one there is. */
  instant(): string | undefined {
    const times = this.#columns.filter(
      column => column.looksLike === 'timestamp' || column.looksLike === 'date',
    )
    const named = times.find(column => atNames.test(snakeCase(column.name)))
    return (named ?? (times.length === 1 ? times[0] : undefined))?.name
  }
}

function namesFor(
  columns: readonly SourceColumn[],
  kind: 'customers' | 'events',
  scope: DraftScope,
): Pick<MappingDraft, 'properties' | 'attributes'> {
  const ofCustomer = (column: SourceColumn) =>
    kind === 'customers' || ofCustomers.test(snakeCase(column.name))
  const known = (column: SourceColumn) => column.looksLike !== 'empty'
  const attributes = columns.filter(column => known(column) && ofCustomer(column))
  const properties = columns.filter(column => known(column) && !ofCustomer(column))
  return {
    attributes: attributes.map(column =>
      drafted(column, scope, scope.attributes[fitName(column.name)]?.type),
    ),
    properties: [
      ...properties.map(column => drafted(column, scope, typeOfProperty(fitName(column.name), scope))),
      ...amountOf(properties, scope),
    ],
  }
}

/** Names that are the same once they are written as names (`Total`, `total`) get a number. */
function toldApart({ properties, attributes }: Pick<MappingDraft, 'properties' | 'attributes'>) {
  return { properties: numbered(properties), attributes: numbered(attributes) }
}

function numbered(names: readonly DraftedName[]): DraftedName[] {
  const taken = new Set<string>()
  return names.map(one => {
    let name = one.name
    for (let number = 2; taken.has(name); number++) name = `${one.name}_${number}`
    taken.add(name)
    return { ...one, name }
  })
}

function typeOfProperty(name: string, scope: DraftScope): DeclaredType | undefined {
  return Object.values(scope.events).flatMap(event => event.properties[name]?.type ?? [])[0]
}

function drafted(column: SourceColumn, scope: DraftScope, declared: DeclaredType | undefined): DraftedName {
  const name = fitName(column.name)
  const type = declared ?? inferType(name, { kind: 'column', column: column.name }, scope.columns)
  const timed = type === 'date' || type === 'instant'
  const counted = type === 'number' || type === 'money'
  const expression = timed
    ? timeText(column.name, scope.columns, scope.timezone)
    : counted && isMarked(column)
      ? numberText(column)
      : column.name
  const remark = timed || counted ? remarkOn(column) : undefined
  return {
    name,
    expression,
    ...(declared === undefined && type !== undefined ? { type } : {}),
    ...(remark !== undefined && { remark }),
  }
}

/** What was paid, where the file has pieces and the price of one. */
function amountOf(columns: readonly SourceColumn[], scope: DraftScope): DraftedName[] {
  const find = (names: RegExp) => columns.find(column => names.test(snakeCase(column.name)))
  const [quantity, price, amount] = [find(quantityNames), find(unitPriceNames), find(amountNames)]
  if (quantity === undefined || price === undefined || amount !== undefined) return []
  const expression = `${numberText(quantity)} * ${numberText(price)}`
  return [
    {
      name: 'amount',
      expression,
      ...(typeOfProperty('amount', scope) === undefined ? { type: 'money' } : {}),
    },
  ]
}

/** Whether its numbers are written in a way that a number is not read in. */
function isMarked({ decimalComma, thousands }: SourceColumn): boolean {
  return decimalComma === true || thousands !== undefined
}

/** A column of numbers as an expression that reads them: without what groups the digits, with a decimal point. */
function numberText({ name, decimalComma, thousands }: SourceColumn): string {
  const whole = nameInExpression(name)
  const digits = thousands === undefined ? whole : `replace(${whole}, "${thousands}", "")`
  return decimalComma ? `replace(${digits}, ",", ".")` : digits
}

/** What the file does not tell: whether the day may be the month, and the decimals thousands. */
function remarkOn({ otherFormat, decimalComma, thousands, examples }: SourceColumn): string | undefined {
  if (otherFormat !== undefined) return `or "${otherFormat}"`
  const groups = examples.every(example => /^[+-]?[0-9]{1,3}(,[0-9]{3})*$/.test(example.trim()))
  return decimalComma && thousands === undefined && groups
    ? 'or replace(…, ",", "") if the comma groups thousands'
    : undefined
}

function timeText(text: string, columns: readonly SourceColumn[], timezone: string): string {
  const column = columns.find(one => one.name === text)
  if (column?.format === undefined) return text
  const name = nameInExpression(column.name)
  const zoned =
    column.looksLike === 'timestamp' && column.format !== 'iso' && !column.format.startsWith('epoch')
  return `${name} as "${column.format}"${zoned ? ` in ${timezone}` : ''}`
}

/** A column's name within an expression: in backticks when it is no single word. */
export function nameInExpression(name: string): string {
  return /^[\p{L}_][\p{L}\p{N}_.]*$/u.test(name) && !/^(if|then|else|and|or|not|is|as|in|split)$/.test(name)
    ? name
    : `\`${name}\``
}
