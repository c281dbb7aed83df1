import type { RefreshRequest } from '@kindred/engine'
import { type ComparisonLayout, NO_CLASS } from '../../memberships/comparison-layout.ts'
import { newsBits, wordsFor } from '../../memberships/news-bits.ts'
import { counts } from '../batches/noted-batch.ts'
import type { Nodes } from '../nodes.ts'
import type { BoundValue, Statement } from '../warehouse-node.ts'
import { bitPositions, wordsOf } from './bit-positions.ts'
import { changedMemberships } from './changed-memberships.ts'
import { type ComparedDefinition, comparedDefinitions } from './compared-definitions.ts'
import type { CustomerRange } from './customer-ranges.ts'
import { lateNews } from './late-news.ts'
import { type NameList, nameList } from './name-list.ts'
import { numberList } from './number-list.ts'
import { newsParams, patchNews } from './patch-news.ts'
import { rangeCondition, rangeParams } from './range-condition.ts'

const SEGMENT = 1
const SEGMENTATION = 2

/** Two refreshes to be compared, and what is known of the node they are compared on. */
export interface Comparison {
  readonly request: RefreshRequest
  readonly layout: ComparisonLayout
  readonly batch: number
  /** Whether attributes were set since; see `hasPatchNews`. */
  readonly hasPatchNews: boolean
  /** Whether events came late; see `hasLateNews`. */
  readonly hasLateNews: boolean
}

/**
 * Compares the memberships of two refreshes, customer by customer in the order of both tables' key, and stores the
 * moves with their causes. What did not change is passed over before anything is looked at more closely.
 */
export function storeMoves(nodes: Nodes, comparison: Comparison, range: CustomerRange): Statement {
  const { request, batch } = comparison
  const moves = new MovesSql(nodes, comparison, range)
  const previous: Record<string, BoundValue> =
    request.previous === undefined ? {} : { previous: { type: 'UInt32', value: request.previous.id } }
  const refresh = { refresh: { type: 'UInt32', value: request.id } }
  return {
    sql: moves.insert(),
    params: {
      ...rangeParams(range),
      ...moves.params,
      ...refresh,
      ...previous,
      ...newsParams(request, batch),
    },
    settings: inKeyOrder,
  }
}

/** Both sides come in the order of their key, so that neither is held in memory. */
const inKeyOrder = {
  join_algorithm: 'full_sorting_merge',
  optimize_aggregation_in_order: 1,
  max_threads: 1,
  max_insert_threads: 1,
  max_query_size: 64_000_000,
  max_ast_elements: 5_000_000,
  max_expanded_ast_elements: 20_000_000,
}

/** SQL: whether the customer was made one with another, or two again, since the previous refresh. */
function wasMerged({ tables }: Nodes): string {
  return `customer_id IN (SELECT arrayJoin([from_id, into_id]) FROM ${tables.merges} WHERE batch > {previous_batch:UInt32} AND batch <= {newest_batch:UInt32} AND ${counts(tables)})`
}

class MovesSql {
  readonly #nodes: Nodes
  readonly #comparison: Comparison
  readonly #definitions: readonly ComparedDefinition[]
  readonly #range: string
  readonly #segments: NameList
  readonly #segmentations: NameList
  /** Those of all segmentations in one list; each begins at a place of its own. */
  readonly #classes: NameList

  constructor(nodes: Nodes, comparison: Comparison, range: CustomerRange) {
    const { segments, segmentations } = comparison.layout
    this.#nodes = nodes
    this.#comparison = comparison
    this.#definitions = comparedDefinitions(comparison.request, comparison.layout)
    this.#range = rangeCondition(range)
    this.#segments = nameList('segment', segments)
    this.#segmentations = nameList(
      'segmentation',
      segmentations.map(({ id }) => id),
    )
    this.#classes = nameList(
      'class',
      segmentations.flatMap(({ classes }) => classes),
    )
  }

  get params(): Readonly<Record<string, BoundValue>> {
    return { ...this.#segments.params, ...this.#segmentations.params, ...this.#classes.params }
  }

  insert(): string {
    const name = (number: string) => `${this.#classes.sql}[${this.#classStart()} + ${number} + 1]`
    const side = (number: string) =>
      `multiIf(kind = ${SEGMENT}, if(${number} = 1, 'in', 'out'), ${number} = ${NO_CLASS}, '', ${name(number)})`
    const parts = ['kind', 'number', 'was', 'is'].map(
      (part, index) => `tupleElement(move, ${index + 1}) AS ${part}`,
    )
    return `INSERT INTO ${this.#nodes.tables.transitions} (refresh, at, kind, definition, customer_id, \`from\`, \`to\`, cause)
      SELECT {refresh:UInt32}, fromUnixTimestamp64Milli({as_of:Int64}, 'UTC'),
        CAST(kind, 'Enum8(\\'segment\\' = ${SEGMENT}, \\'segmentation\\' = ${SEGMENTATION})'),
        if(kind = ${SEGMENT}, ${this.#segments.sql}[number + 1], ${this.#segmentations.sql}[number + 1]),
        customer_id, ${side('was')}, ${side('is')}, ${this.#cause()}
      FROM (SELECT customer_id, known_before, news, late, patched, ${parts.join(', ')}
        FROM (SELECT customer_id, known_before, news, late, patched, arrayJoin(${this.#moves()}) AS move FROM (${this.#changed()})))`
  }

  /** SQL: the moves of one customer, `(kind, number of the definition, was, is)` each. */
  #moves(): string {
    const { segments, segmentations } = this.#comparison.layout
    const differing = (index: number) => `bitXor(was_bits[${index + 1}], is_bits[${index + 1}])`
    const moved = bitPositions(wordsOf(segments.length), differing)
    const test = (side: string) =>
      `toUInt16(bitTest(${side}[toUInt32(intDiv(bit, 64) + 1)], toUInt8(bit % 64)))`
    const bits = `arrayMap(bit -> (toUInt8(${SEGMENT}), toUInt32(bit), ${test('was_bits')}, ${test('is_bits')}), ${moved})`
    if (segmentations.length === 0) return bits
    const numbers = `range(toUInt32(${segmentations.length}))`
    const each = `arrayMap(number -> (toUInt8(${SEGMENTATION}), toUInt32(number), was_classes[number + 1], is_classes[number + 1]), ${numbers})`
    const classes = `arrayFilter(move -> tupleElement(move, 3) != tupleElement(move, 4), ${each})`
    return `arrayConcat(${bits}, ${classes})`
  }

  /** SQL: where the classes of a segmentation begin in the list of all. */
  #classStart(): string {
    let next = 0
    const starts = this.#comparison.layout.segmentations.map(({ classes }) => {
      next += classes.length
      return next - classes.length
    })
    return `${numberList(starts, 'UInt32')}[number + 1]`
  }

  #cause(): string {
    if (this.#comparison.request.previous === undefined) return `'definition'`
    const isOther = this.#holds(each => each.cause === 'definition')
    const isCarried = this.#holds(each => each.cause === 'data')
    return `multiIf(${isOther}, 'definition', known_before = 0 OR ${isCarried} OR ${this.#isNews()} OR ${wasMerged(this.#nodes)}, 'data', 'clock')`
  }

  /** SQL: whether something the definition reads is among the customer's news. */
  #isNews(): string {
    const { request, hasPatchNews, hasLateNews } = this.#comparison
    const { events, attributes } = newsBits(request)
    const words = (column: string, names: readonly string[], reads: 'events' | 'attributes') =>
      Array.from({ length: wordsOf(names.length) }, (_, word) => {
        const masks = this.#definitions.map(each => wordsFor(names, each[reads])[word] ?? 0n)
        return `bitAnd(${column}[${word + 1}], ${this.#pick(masks, 'UInt64')}) != 0`
      })
    const tests = words('news', events, 'events')
    if (hasLateNews) tests.push(...words('late', events, 'events'))
    if (hasPatchNews) tests.push(...words('patched', attributes, 'attributes'))
    return tests.length === 0 ? '0' : `(${tests.join(' OR ')})`
  }

  #holds(holds: (definition: ComparedDefinition) => boolean): string {
    const flags = this.#definitions.map(each => (holds(each) ? 1 : 0))
    return flags.includes(1) ? `${this.#pick(flags, 'UInt8')} = 1` : '0'
  }

  /** SQL: the one of these that belongs to the definition at hand; segments come first, then segmentations. */
  #pick(values: readonly (number | bigint)[], type: string): string {
    const { segments } = this.#comparison.layout
    return `${numberList(values, type)}[if(kind = ${SEGMENT}, 0, ${segments.length}) + number + 1]`
  }

  /** A SELECT of the changed ones with the attributes that were set since, and of which types events came late. */
  #changed(): string {
    const { request, layout, hasPatchNews, hasLateNews } = this.#comparison
    const changed = changedMemberships(this.#nodes, request, layout, this.#range)
    const patched = joined(hasPatchNews && patchNews(this.#nodes, request, this.#range), 'patched')
    const late = joined(hasLateNews && lateNews(this.#nodes, request, this.#range), 'late')
    const own = ['customer_id', 'known_before', 'news', 'was_bits', 'was_classes', 'is_bits', 'is_classes']
    const columns = own.map(name => `changed.${name} AS ${name}`).join(', ')
    return `SELECT ${columns}, ${patched.column}, ${late.column} FROM (${changed}) AS changed${patched.join}${late.join}`
  }
}

/** What a SELECT of a mask by customer brings to `changed`; an empty mask where there is none. */
function joined(select: string | false, column: string): { readonly column: string; readonly join: string } {
  if (select === false) return { column: `CAST([], 'Array(UInt64)') AS ${column}`, join: '' }
  const of = `of_${column}`
  return {
    column: `${of}.${column} AS ${column}`,
    join: ` LEFT JOIN (${select}) AS ${of} ON changed.customer_id = ${of}.customer_id`,
  }
}
