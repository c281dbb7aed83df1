import type { RefreshRequest } from '@kindred/engine'
import { type ComparisonLayout, NO_CLASS } from '../../memberships/comparison-layout.ts'
import { newsBits, wordsFor } from '../../memberships/news-bits.ts'
import type { Nodes } from '../nodes.ts'
import type { BoundValue, Statement } from '../warehouse-node.ts'
import { bitPositions, wordAt, wordsOf } from './bit-positions.ts'
import { type ChangedColumns, changedColumns, changedMemberships } from './changed-memberships.ts'
import { type ComparedDefinition, comparedDefinitions } from './compared-definitions.ts'
import type { CustomerRange } from './customer-ranges.ts'
import { lateNews } from './late-news.ts'
import { wasMerged } from './merge-news.ts'
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
  /** Whether customers were made one, or two again; see `hasMergeNews`. */
  readonly hasMergeNews: boolean
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

class MovesSql {
  readonly #nodes: Nodes
  readonly #comparison: Comparison
  readonly #definitions: readonly ComparedDefinition[]
  readonly #columns: ChangedColumns
  readonly #range: string
  /** Segments, then segmentations: a definition's number here is `place`. */
  readonly #ids: NameList
  /** Those of all segmentations in one list; each begins at a place of its own. */
  readonly #classes: NameList

  constructor(nodes: Nodes, comparison: Comparison, range: CustomerRange) {
    const { request, layout } = comparison
    const { segments, segmentations } = layout
    this.#nodes = nodes
    this.#comparison = comparison
    this.#definitions = comparedDefinitions(request, layout)
    this.#columns = changedColumns(request, layout)
    this.#range = rangeCondition(range)
    this.#ids = nameList('definition', [...segments, ...segmentations.map(({ id }) => id)])
    this.#classes = nameList(
      'class',
      segmentations.flatMap(({ classes }) => classes),
    )
  }

  get params(): Readonly<Record<string, BoundValue>> {
    return { ...this.#ids.params, ...this.#classes.params }
  }

  insert(): string {
    const { segments, segmentations } = this.#comparison.layout
    const { wasBits, isBits, wasClasses, isClasses } = this.#columns
    const isSegment = segmentations.length === 0 ? '1' : `place < ${segments.length}`
    return `INSERT INTO ${this.#nodes.tables.transitions} (refresh, at, kind, definition, customer_id, \`from\`, \`to\`, cause)
      SELECT {refresh:UInt32}, fromUnixTimestamp64Milli({as_of:Int64}, 'UTC'),
        CAST(if(${isSegment}, ${SEGMENT}, ${SEGMENTATION}), 'Enum8(\\'segment\\' = ${SEGMENT}, \\'segmentation\\' = ${SEGMENTATION})'),
        ${this.#ids.sql}[place + 1], customer_id, ${this.#side(wasBits, wasClasses)}, ${this.#side(isBits, isClasses)}, ${this.#cause()}
      FROM (SELECT *, toUInt32(arrayJoin(${this.#places()})) AS place FROM (${this.#changed()}))`
  }

  /** SQL: the numbers of the definitions that a customer moved in. */
  #places(): string {
    const { segments } = this.#comparison.layout
    const { wasBits, isBits, wasClasses, isClasses } = this.#columns
    const moved = bitPositions(isBits.length, word => `bitXor(${wasBits[word]}, ${isBits[word]})`)
    if (isClasses.length === 0) return moved
    const classes = bitPositions(wordsOf(isClasses.length), word =>
      isClasses
        .slice(word * 64, (word + 1) * 64)
        .map((name, bit) => `bitShiftLeft(toUInt64(${name} != ${wasClasses[word * 64 + bit]}), ${bit})`)
        .join(' + '),
    )
    return `arrayConcat(${moved}, arrayMap(place -> place + ${segments.length}, ${classes}))`
  }

  /** SQL: what she was or is in: `in` or `out` of a segment, the class of a segmentation, empty where she has none. */
  #side(bits: readonly string[], classes: readonly string[]): string {
    const { segments, segmentations } = this.#comparison.layout
    const isIn = `bitTest(${oneOf(bits, 'intDiv(place, 64)')}, toUInt8(place % 64)) = 1`
    const ofSegment = bits.length === 0 ? "''" : `if(${isIn}, 'in', 'out')`
    if (segmentations.length === 0) return ofSegment
    const segmentation = `(place - ${segments.length})`
    const number = oneOf(classes, segmentation)
    const name = `${this.#classes.sql}[${this.#classStarts()}[${segmentation} + 1] + ${number} + 1]`
    return `multiIf(place < ${segments.length}, ${ofSegment}, ${number} = ${NO_CLASS}, '', ${name})`
  }

  /** SQL: where the classes of each segmentation begin in the list of all. */
  #classStarts(): string {
    let next = 0
    const starts = this.#comparison.layout.segmentations.map(({ classes }) => {
      next += classes.length
      return next - classes.length
    })
    return numberList(starts, 'UInt32')
  }

  #cause(): string {
    const { previous, context } = this.#comparison.request
    if (previous === undefined) return `'definition'`
    // Where no time has passed, who moved without news of her own was moved by news of those she is compared with.
    const otherwise = previous.asOf === context.asOf ? 'data' : 'clock'
    const isOther = this.#holds(each => each.cause === 'definition')
    const isCarried = this.#holds(each => each.cause === 'data')
    const merged = this.#comparison.hasMergeNews ? [wasMerged(this.#nodes)] : []
    const isData = ['known_before = 0', isCarried, this.#isNews(), ...merged].filter(test => test !== '0')
    return `multiIf(${isOther}, 'definition', ${isData.join(' OR ')}, 'data', '${otherwise}')`
  }

  /** SQL: whether something the definition reads is among the customer's news. */
  #isNews(): string {
    const { request, hasPatchNews, hasLateNews } = this.#comparison
    const { events, attributes } = newsBits(request)
    const words = (
      column: (word: number) => string,
      names: readonly string[],
      reads: 'events' | 'attributes',
    ) =>
      Array.from({ length: wordsOf(names.length) }, (_, word) => {
        const masks = this.#definitions.map(each => wordsFor(names, each[reads])[word] ?? 0n)
        return `bitAnd(${column(word)}, ${numberList(masks, 'UInt64')}[place + 1]) != 0`
      })
    const tests = words(word => String(this.#columns.news[word]), events, 'events')
    if (hasLateNews) tests.push(...words(wordAt('late'), events, 'events'))
    if (hasPatchNews) tests.push(...words(wordAt('patched'), attributes, 'attributes'))
    return tests.length === 0 ? '0' : `(${tests.join(' OR ')})`
  }

  #holds(holds: (definition: ComparedDefinition) => boolean): string {
    const flags = this.#definitions.map(each => (holds(each) ? 1 : 0))
    return flags.includes(1) ? `${numberList(flags, 'UInt8')}[place + 1] = 1` : '0'
  }

  /** A SELECT of the changed ones, with the attributes that were set since, and of which types events came late. */
  #changed(): string {
    const { request, layout, hasPatchNews, hasLateNews } = this.#comparison
    const changed = changedMemberships(this.#nodes, request, layout, this.#range)
    if (!hasPatchNews && !hasLateNews) return changed
    const patched = joined(hasPatchNews && patchNews(this.#nodes, request, this.#range), 'patched')
    const late = joined(hasLateNews && lateNews(this.#nodes, request, this.#range), 'late')
    const own = ['customer_id', 'known_before', ...Object.values(this.#columns).flat()]
    const columns = [
      ...own.map(name => `changed.${name} AS ${name}`),
      ...[patched.column, late.column].filter(column => column !== ''),
    ]
    return `SELECT ${columns.join(', ')} FROM (${changed}) AS changed${patched.join}${late.join}`
  }
}

/** SQL: the nth of some columns. */
function oneOf(columns: readonly string[], index: string): string {
  const [only] = columns
  return columns.length === 1 ? String(only) : `[${columns.join(', ')}][toInt32(${index}) + 1]`
}

/** What a SELECT of a mask by customer brings to `changed`. */
function joined(select: string | false, column: string): { readonly column: string; readonly join: string } {
  if (select === false) return { column: '', join: '' }
  const of = `of_${column}`
  return {
    column: `${of}.${column} AS ${column}`,
    join: ` LEFT JOIN (${select}) AS ${of} ON changed.customer_id = ${of}.customer_id`,
  }
}
