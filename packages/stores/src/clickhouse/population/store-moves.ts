import type { RefreshRequest } from '@kindred/engine'
import { type ComparisonLayout, NO_CLASS } from '../../memberships/comparison-layout.ts'
import { newsBits, wordsFor } from '../../memberships/news-bits.ts'
import { counts } from '../batches/noted-batch.ts'
import type { Nodes } from '../nodes.ts'
import type { BoundValue, Statement } from '../warehouse-node.ts'
import { bitPositions, wordsOf } from './bit-positions.ts'
import type { CustomerRange } from './customer-ranges.ts'
import { movedBits, movedClasses, noBits, noClasses } from './projected-memberships.ts'
import { rangeCondition, rangeParams } from './range-condition.ts'

const SEGMENT = 1
const SEGMENTATION = 2

/**
 * Compares the memberships of two refreshes, customer by customer in the order of both tables' key, and stores the
 * moves with their causes. What did not change is passed over before anything is looked at more closely.
 */
export function storeMoves(
  nodes: Nodes,
  request: RefreshRequest,
  layout: ComparisonLayout,
  batch: number,
  range: CustomerRange,
): Statement {
  const text = new MovesSql(nodes, request, layout, range)
  const { previous } = request
  const params: Record<string, BoundValue> = {
    ...rangeParams(range),
    ...text.names(),
    refresh: { type: 'UInt32', value: request.id },
    as_of: { type: 'Int64', value: request.context.asOf },
    newest_batch: { type: 'UInt32', value: batch },
  }
  if (previous !== undefined) {
    params.previous = { type: 'UInt32', value: previous.id }
    params.previous_as_of = { type: 'Int64', value: previous.asOf }
    params.previous_batch = { type: 'UInt32', value: previous.batch }
  }
  return { sql: text.insert(), params, settings: inKeyOrder }
}

/** Both sides come in the order of their key, so that neither is held in memory. */
const inKeyOrder = {
  join_algorithm: 'full_sorting_merge',
  optimize_aggregation_in_order: 1,
  max_insert_threads: 1,
  max_query_size: 64_000_000,
  max_ast_elements: 5_000_000,
  max_expanded_ast_elements: 20_000_000,
}

class MovesSql {
  readonly #nodes: Nodes
  readonly #request: RefreshRequest
  readonly #layout: ComparisonLayout
  readonly #range: string

  constructor(nodes: Nodes, request: RefreshRequest, layout: ComparisonLayout, range: CustomerRange) {
    this.#nodes = nodes
    this.#request = request
    this.#layout = layout
    this.#range = rangeCondition(range)
  }

  /** What numbers stand for. Classes of all segmentations are in one list; each begins at a place of its own. */
  names(): Readonly<Record<string, BoundValue>> {
    const { segments, segmentations } = this.#layout
    return {
      segments: { type: 'Array(String)', value: [...segments] },
      segmentations: { type: 'Array(String)', value: segmentations.map(({ id }) => id) },
      class_names: { type: 'Array(String)', value: segmentations.flatMap(({ classes }) => classes) },
      ...Object.fromEntries(
        newsBits(this.#request).attributes.map((name, index) => [
          `attribute_${index}`,
          { type: 'String', value: name },
        ]),
      ),
    }
  }

  insert(): string {
    const side = (number: string) =>
      `multiIf(kind = ${SEGMENT}, if(${number} = 1, 'in', 'out'), ${number} = ${NO_CLASS}, '', {class_names:Array(String)}[${this.#classStart()} + ${number} + 1])`
    return `INSERT INTO ${this.#nodes.tables.transitions} (refresh, at, kind, definition, customer_id, \`from\`, \`to\`, cause)
      SELECT {refresh:UInt32}, fromUnixTimestamp64Milli({as_of:Int64}, 'UTC'),
        CAST(kind, 'Enum8(\\'segment\\' = ${SEGMENT}, \\'segmentation\\' = ${SEGMENTATION})'),
        if(kind = ${SEGMENT}, {segments:Array(String)}[number + 1], {segmentations:Array(String)}[number + 1]),
        customer_id, ${side('was')}, ${side('is')}, ${this.#cause()}
      FROM (SELECT customer_id, known_before, news, patched, tupleElement(move, 1) AS kind, tupleElement(move, 2) AS number, tupleElement(move, 3) AS was, tupleElement(move, 4) AS is
        FROM (SELECT customer_id, known_before, news, patched, arrayJoin(${this.#moves()}) AS move FROM (${this.#withPatches()})))`
  }

  /** SQL: the moves of one customer, `(kind, number of the definition, was, is)` each. */
  #moves(): string {
    const { segments, segmentations } = this.#layout
    const moved = bitPositions(
      wordsOf(segments.length),
      index => `bitXor(was_bits[${index + 1}], is_bits[${index + 1}])`,
    )
    const test = (side: string) =>
      `toUInt16(bitTest(${side}[toUInt32(intDiv(bit, 64) + 1)], toUInt8(bit % 64)))`
    const bits = `arrayMap(bit -> (toUInt8(${SEGMENT}), toUInt32(bit), ${test('was_bits')}, ${test('is_bits')}), ${moved})`
    const numbers = `range(toUInt32(${segmentations.length}))`
    const each = `arrayMap(number -> (toUInt8(${SEGMENTATION}), toUInt32(number), was_classes[number + 1], is_classes[number + 1]), ${numbers})`
    const classes = `arrayFilter(move -> tupleElement(move, 3) != tupleElement(move, 4), ${each})`
    return `arrayConcat(${bits}, ${classes})`
  }

  /** SQL: where the classes of a segmentation begin in the list of all. */
  #classStart(): string {
    let next = 0
    const starts = this.#layout.segmentations.map(({ classes }) => {
      next += classes.length
      return next - classes.length
    })
    return `${numbersSql(starts, 'UInt32')}[number + 1]`
  }

  #cause(): string {
    const { previous } = this.#request
    if (previous === undefined) return `'definition'`
    const isOther = this.#flag(each => each.cause === 'definition')
    const isCarried = this.#flag(each => each.cause === 'data')
    return `multiIf(${isOther}, 'definition', known_before = 0 OR ${isCarried} OR ${this.#isNews()}, 'data', 'clock')`
  }

  /** SQL: whether something the definition reads is among the customer's news. */
  #isNews(): string {
    const { events, attributes } = newsBits(this.#request)
    const words = (column: string, names: readonly string[], reads: 'events' | 'attributes') =>
      Array.from({ length: wordsOf(names.length) }, (_, word) => {
        const masks = this.#definitions().map(each => wordsFor(names, each[reads])[word] ?? 0n)
        return `bitAnd(${column}[${word + 1}], ${this.#pick(masks, 'UInt64')}) != 0`
      })
    const tests = [...words('news', events, 'events'), ...words('patched', attributes, 'attributes')]
    return tests.length === 0 ? '0' : `(${tests.join(' OR ')})`
  }

  #flag(holds: (definition: ComparedDefinition) => boolean): string {
    return `${this.#pick(
      this.#definitions().map(each => (holds(each) ? 1 : 0)),
      'UInt8',
    )} = 1`
  }

  /** SQL: the one of these that belongs to the definition at hand; segments come first, then segmentations. */
  #pick(values: readonly (number | bigint)[], type: string): string {
    return `${numbersSql(values, type)}[if(kind = ${SEGMENT}, 0, ${this.#layout.segments.length}) + number + 1]`
  }

  #definitions(): readonly ComparedDefinition[] {
    const { request, layout } = { request: this.#request, layout: this.#layout }
    const segments = new Map(request.segments.map(each => [each.id, each]))
    const segmentations = new Map(request.segmentations.map(each => [each.id, each]))
    const before = request.previous?.layout
    const carried = new Set(request.carried.map(({ kind, id }) => `${kind} ${id}`))
    return [
      ...layout.segments.map(id =>
        compared(segments.get(id), before?.segments.includes(id) === true, carried.has(`segment ${id}`)),
      ),
      ...layout.segmentations.map(({ id }) => {
        const wasThere = before?.segmentations.some(each => each.id === id) === true
        return compared(segmentations.get(id), wasThere, carried.has(`segmentation ${id}`))
      }),
    ]
  }

  /** A SELECT of one row a customer whose memberships changed: what she was in, what she is in, and her news. */
  #changed(): string {
    const { memberships } = this.#nodes.tables
    const { segments, segmentations, before, now } = this.#layout
    const isBits = now.isIdentity ? 'later.bits' : movedBits(now.bits, 'later.bits', segments.length)
    const isClasses = now.isIdentity ? 'later.classes' : movedClasses(now, 'later.classes')
    const later = `SELECT customer_id, bits, classes, news, 1 AS known FROM ${memberships} WHERE refresh = {refresh:UInt32}${this.#range}`
    const none = `${noBits(segments.length)} AS was_bits, ${noClasses(segmentations.length)} AS was_classes`
    if (this.#request.previous === undefined) {
      return `SELECT customer_id, 0 AS known_before, later.news AS news, ${none}, ${isBits} AS is_bits, ${isClasses} AS is_classes FROM (${later}) AS later`
    }
    const earlier = `SELECT customer_id, bits, classes, 1 AS known FROM ${memberships} WHERE refresh = {previous:UInt32}${this.#range}`
    const wasBits = before.isIdentity
      ? 'earlier.bits'
      : movedBits(before.bits, 'earlier.bits', segments.length)
    const wasClasses = before.isIdentity ? 'earlier.classes' : movedClasses(before, 'earlier.classes')
    const unchanged =
      before.isIdentity && now.isIdentity
        ? ' WHERE later.bits != earlier.bits OR later.classes != earlier.classes OR later.known != earlier.known'
        : ''
    return `SELECT customer_id, earlier.known AS known_before, later.news AS news,
        if(earlier.known = 1, ${wasBits}, ${noBits(segments.length)}) AS was_bits,
        if(earlier.known = 1, ${wasClasses}, ${noClasses(segmentations.length)}) AS was_classes,
        if(later.known = 1, ${isBits}, ${noBits(segments.length)}) AS is_bits,
        if(later.known = 1, ${isClasses}, ${noClasses(segmentations.length)}) AS is_classes
      FROM (${later}) AS later FULL JOIN (${earlier}) AS earlier USING (customer_id)${unchanged}`
  }

  /** The changed ones with the attributes that were set since: a mask of those that definitions read. */
  #withPatches(): string {
    const { attributes } = newsBits(this.#request)
    const none = "CAST([], 'Array(UInt64)')"
    if (this.#request.previous === undefined || attributes.length === 0) {
      return `SELECT *, ${none} AS patched FROM (${this.#changed()})`
    }
    return `SELECT changed.*, patches.patched AS patched FROM (${this.#changed()}) AS changed
      LEFT JOIN (${this.#patches(attributes)}) AS patches ON changed.customer_id = patches.customer_id`
  }

  #patches(attributes: readonly string[]): string {
    const words = Array.from({ length: wordsOf(attributes.length) }, (_, word) => {
      const names = attributes.slice(word * 64, word * 64 + 64)
      const bits = names.map((_name, bit) => 1n << BigInt(bit))
      const spelled = names.map((_name, bit) => `{attribute_${word * 64 + bit}:String}`).join(', ')
      return `groupBitOr(arrayReduce('groupBitOr', arrayMap(name -> transform(name, [${spelled}], ${numbersSql(bits, 'UInt64')}, toUInt64(0)), sets)))`
    })
    return `SELECT customer_id, [${words.join(', ')}] AS patched FROM ${this.#nodes.tables.customerChanges}
      WHERE (since > fromUnixTimestamp64Milli({previous_as_of:Int64}, 'UTC') OR batch > {previous_batch:UInt32})
        AND since <= fromUnixTimestamp64Milli({as_of:Int64}, 'UTC') AND batch <= {newest_batch:UInt32} AND ${counts(this.#nodes.tables)}${this.#range}
      GROUP BY customer_id`
  }
}

interface ComparedDefinition {
  /** The cause of every move, where it does not depend on the customer. */
  readonly cause: 'definition' | 'data' | undefined
  readonly events: readonly string[]
  readonly attributes: readonly string[]
}

function compared(
  evaluated:
    | {
        readonly changed: boolean
        readonly events: readonly string[]
        readonly attributes: readonly string[]
      }
    | undefined,
  wasThere: boolean,
  isCarried: boolean,
): ComparedDefinition {
  const { events = [], attributes = [] } = evaluated ?? {}
  if (!wasThere || evaluated?.changed === true) return { cause: 'definition', events, attributes }
  // What is carried over as it stands only moves those who are new.
  if (evaluated === undefined) return { cause: isCarried ? 'data' : 'definition', events, attributes }
  return { cause: undefined, events, attributes }
}

/** SQL: numbers of our own as an array. */
function numbersSql(values: readonly (number | bigint)[], type: string): string {
  return `CAST([${values.map(value => `to${type}(${value})`).join(', ')}], 'Array(${type})')`
}
