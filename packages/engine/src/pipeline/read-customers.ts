import type { Checked, CheckedSegmentation } from '@kindred/language'
import { assignedTo } from '../discovery/criteria/assigned-to.ts'
import { type ContactChannel, contactChannels } from '../discovery/criteria/contact-channels.ts'
import { checkText } from '../discovery/features/check-text.ts'
import { type FeatureTelling, featureTelling } from '../discovery/features/feature-telling.ts'
import type { FeatureToRead } from '../discovery/features/feature-to-read.ts'
import { learningColumn, numbersOf } from '../discovery/group-table.ts'
import type { GroupTask } from '../discovery/group-task.ts'
import { responseQuestions } from '../discovery/responses/response-questions.ts'
import type { CustomerTable, TableColumn, TableSample } from '../ports/warehouse-tables.ts'
import { classRead } from '../segments/class-condition.ts'
import type { CurrentDefinitions } from './current-definitions.ts'
import type { EnginePorts } from './engine-ports.ts'
import { populationAt } from './population-at.ts'

/** Who and what is to be read to learn from. */
export interface CustomersRequest {
  readonly asOf: number
  readonly population?: Checked
  readonly features: readonly FeatureToRead[]
  /** At most so many are read. */
  readonly atMost: number
  readonly seed: number
  /** Conditions to be told of each beside: 1 where one holds. */
  readonly marks?: ReadonlyMap<string, Checked>
  readonly signal?: AbortSignal
}

export interface ReadCustomers {
  readonly task: Omit<GroupTask, 'question'>
  readonly marks: ReadonlyMap<string, Uint8Array>
  /** Of the population, drawn or not. */
  readonly value?: number | bigint
  readonly notes: readonly string[]
}

/** Words of a default feature beyond which it tells people apart rather than groups. */
const MOST_WORDS = 60
/** Share of customers of whom a default feature has to be known: else groups are of those of whom it is. */
const LEAST_KNOWN = 0.25

/** What is known of some customers, in typed arrays: of everybody in the population, or of a sample by value. */
export async function readCustomers(
  ports: EnginePorts,
  current: CurrentDefinitions,
  request: CustomersRequest,
): Promise<ReadCustomers> {
  const { asOf, population, features, seed, atMost } = request
  const { value } = current.compiled
  const columns = new Map([
    ...features.map(({ feature, read }) => [feature.id, read] as const),
    ...besides(current, request),
  ])
  const { customers } = await ports.warehouse.counts()
  const strata = value !== undefined && customers > atMost ? classRead(byValue(value)) : undefined
  const reads = [...columns.values(), ...(population ? [population] : []), ...(strata ? [strata] : [])]
  const context = await populationAt(ports, current, asOf, reads)
  const where = population === undefined ? {} : { where: population }
  const sample: TableSample = { atMost, seed, ...(strata && { strata }) }
  const conditions = new Map(population === undefined ? [] : [['population', population] as const])
  const sizes = await ports.warehouse.sizes({ context, conditions, ...(value && { value }) })
  request.signal?.throwIfAborted()
  const table = await ports.warehouse.table({
    ...{ context, columns, sample },
    ...where,
    ...(request.signal && { signal: request.signal }),
  })
  const size = population === undefined ? sizes : sizes.sizes.get('population')
  return {
    ...taskOf(current, request, table, sizes.customers),
    ...(size?.value !== undefined && { value: size.value }),
  }
}

/** Names with a space, so that no feature can have them. */
const VALUE = 'own value'

function besides({ compiled }: CurrentDefinitions, { marks }: CustomersRequest): [string, Checked][] {
  const { value } = compiled
  return [
    ...(value === undefined ? [] : [[VALUE, value] as [string, Checked]]),
    ...contactChannels(compiled.definitions).flatMap(({ consent: name }): [string, Checked][] =>
      name === undefined ? [] : [[`may ${name}`, consent(name)]],
    ),
    ...responsesTo(compiled),
    ...[...(marks ?? [])].map(([name, read]): [string, Checked] => [`is ${name}`, read]),
  ]
}

/** Who was contacted and who responded, question by question. */
function responsesTo(compiled: CurrentDefinitions['compiled']): [string, Checked][] {
  const condition = (text: string) => checkText(compiled, 'a response', text, 'boolean')
  return responseQuestions(compiled.definitions).flatMap(({ name, contacted, responded }) => [
    [`contacted by ${name}`, condition(contacted)],
    [`responded to ${name}`, condition(responded)],
  ])
}

function consent(name: string): Checked {
  return { kind: 'attribute', name, type: 'boolean', unknown: true, span: { line: 1, column: 1, length: 0 } }
}

/** Few are worth much: a sample must have its share of them. */
function byValue(by: Checked): CheckedSegmentation {
  const tops: readonly [string, number][] = [
    ['best 1%', 0.01],
    ['best 5%', 0.05],
    ['best 20%', 0.2],
    ['best 50%', 0.5],
  ]
  const classes = tops.map(([name, top]) => ({ class: name, top }))
  return { kind: 'tiers', id: 'value in a sample', by, method: 'quantile', classes, otherwise: 'rest' }
}

function taskOf(
  { compiled }: CurrentDefinitions,
  { features, marks }: CustomersRequest,
  table: CustomerTable,
  base: number,
): Omit<ReadCustomers, 'value'> {
  const left = features.flatMap(({ feature }) => {
    const reason = feature.source === 'default' ? unsuitable(table, feature.id) : undefined
    return reason === undefined ? [] : [{ feature, reason }]
  })
  const used = features.filter(({ feature }) => !left.some(each => each.feature === feature))
  const { value } = compiled
  const valueType = value?.type === 'money' ? ('money' as const) : ('number' as const)
  const task = {
    population: { customers: table.population, base, ...(value && { valueType }) },
    customers: table.customers,
    table: { columns: used.map(({ feature }) => columnOf(table, feature.id)) },
    features: used.map(({ feature }) => feature),
    tellings: tellingsOf(compiled, used),
    ...(value && { value: numbersOf(table, VALUE) }),
    channels: contactChannels(compiled.definitions).map(channel => channelOf(channel, table)),
    responses: responseQuestions(compiled.definitions).map(({ name, days }) => ({
      ...{ name, days },
      answers: answersOf(name, table),
    })),
    assigned: assignedTo(compiled.definitions),
    currency: compiled.definitions.settings.currency,
  }
  return {
    task,
    marks: new Map(
      [...(marks?.keys() ?? [])].map(name => [name, Uint8Array.from(numbersOf(table, `is ${name}`))]),
    ),
    notes: left.map(({ feature, reason }) => `${feature.label} was left out: ${reason}.`),
  }
}

function channelOf({ name, consent, cost }: ContactChannel, table: CustomerTable) {
  const consented =
    consent === undefined
      ? new Uint8Array(table.customers.length).fill(1)
      : Uint8Array.from(numbersOf(table, `may ${consent}`))
  return { channel: name, consented, ...(cost !== undefined && { cost }) }
}

function answersOf(name: string, table: CustomerTable): Float64Array {
  const responded = numbersOf(table, `responded to ${name}`)
  return numbersOf(table, `contacted by ${name}`).map((contacted, row) =>
    contacted === 1 ? responded[row]! : Number.NaN,
  )
}

function tellingsOf({ definitions }: CurrentDefinitions['compiled'], features: readonly FeatureToRead[]) {
  return Object.fromEntries(
    features.map(({ feature, read }): [string, FeatureTelling] => {
      const telling = featureTelling(read)
      const { label, name } = definitions.events[telling.event ?? ''] ?? {}
      return [feature.id, { ...telling, ...(telling.event && { event: label ?? name ?? telling.event }) }]
    }),
  )
}

/** Why a default feature tells little of what customers have in common; who asks for it gets it. */
function unsuitable({ columns, customers }: CustomerTable, id: string): string | undefined {
  const column = columns.get(id)
  if (column?.kind === 'category' && column.words.length > MOST_WORDS)
    return `it has more than ${MOST_WORDS} different words`
  const known = knownOf(column)
  if (known >= LEAST_KNOWN * customers.length) return undefined
  return `it is known of ${((100 * known) / customers.length).toFixed(0)} % of customers only`
}

function knownOf(column: TableColumn | undefined): number {
  if (column === undefined) return 0
  if (column.kind === 'number')
    return column.values.reduce((sum, value) => sum + (Number.isNaN(value) ? 0 : 1), 0)
  return column.codes.reduce((sum, code) => sum + (code < 0 ? 0 : 1), 0)
}

function columnOf({ columns }: CustomerTable, id: string) {
  const column = columns.get(id)
  if (column === undefined) throw new RangeError(`The feature '${id}' was not read.`)
  return learningColumn(id, column)
}
