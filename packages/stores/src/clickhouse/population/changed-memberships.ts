import type { RefreshRequest } from '@kindred/engine'
import { type ComparisonLayout, NO_CLASS, type Projection } from '../../memberships/comparison-layout.ts'
import { newsBits } from '../../memberships/news-bits.ts'
import type { Nodes } from '../nodes.ts'
import { wordsOf } from './bit-positions.ts'
import { movedWords, projectedClasses } from './projected-memberships.ts'

/** The columns of `changedMemberships`: a word of bits and a class each by itself, which a join passes on faster than arrays. */
export interface ChangedColumns {
  readonly news: readonly string[]
  readonly wasBits: readonly string[]
  readonly isBits: readonly string[]
  readonly wasClasses: readonly string[]
  readonly isClasses: readonly string[]
}

export function changedColumns(request: RefreshRequest, layout: ComparisonLayout): ChangedColumns {
  const words = wordsOf(layout.segments.length)
  const classes = layout.segmentations.length
  return {
    news: numbered('news', wordsOf(newsBits(request).events.length)),
    wasBits: numbered('was_bits', words),
    isBits: numbered('is_bits', words),
    wasClasses: numbered('was_class', classes),
    isClasses: numbered('is_class', classes),
  }
}

/**
 * A SELECT of the customers whose memberships changed: `customer_id`, `known_before`, and the columns of
 * `changedColumns`, in the comparison's layout. Both sides come in the order of their key.
 */
export function changedMemberships(
  nodes: Nodes,
  request: RefreshRequest,
  layout: ComparisonLayout,
  range: string,
): string {
  const columns = changedColumns(request, layout)
  const side = (refresh: string, parts: readonly string[]) =>
    `SELECT ${['customer_id', '1 AS known', ...parts].join(', ')} FROM ${nodes.tables.memberships} WHERE refresh = {${refresh}:UInt32}${range}`
  const news = columns.news.map((name, word) => `news[${word + 1}] AS ${name}`)
  const is = storedColumns(layout, layout.now, columns.isBits, columns.isClasses)
  const later = side('refresh', [...news, ...is])
  if (request.previous === undefined) return `SELECT *, 0 AS known_before${nobody(columns)} FROM (${later})`
  const earlier = side('previous', storedColumns(layout, layout.before, columns.wasBits, columns.wasClasses))
  return `SELECT ${['customer_id', 'earlier.known AS known_before', ...joinedColumns(columns)].join(', ')}
    FROM (${later}) AS later FULL JOIN (${earlier}) AS earlier USING (customer_id)
    WHERE ${differing(columns)}`
}

function numbered(name: string, count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `${name}_${index}`)
}

/** What is stored of one refresh, as it stands in the comparison's layout. */
function storedColumns(
  { segments }: ComparisonLayout,
  projection: Projection,
  bits: readonly string[],
  classes: readonly string[],
): readonly string[] {
  const words = projection.isIdentity
    ? bits.map((_, word) => `bits[${word + 1}]`)
    : movedWords(projection.bits, 'bits', segments.length)
  return [
    ...words.map((sql, word) => `${sql} AS ${bits[word]}`),
    ...projectedClasses(projection, 'classes').map((sql, place) => `${sql} AS ${classes[place]}`),
  ]
}

/** SQL: what somebody was in who was not there: no segment and no class. */
function nobody({ wasBits, wasClasses }: ChangedColumns): string {
  const zeros = wasBits.map(name => `, toUInt64(0) AS ${name}`)
  const none = wasClasses.map(name => `, toUInt16(${NO_CLASS}) AS ${name}`)
  return [...zeros, ...none].join('')
}

/** Of a side on which she is not, words are zeros already: no segment. Class 0 is a class. */
function joinedColumns({ news, wasBits, isBits, wasClasses, isClasses }: ChangedColumns): readonly string[] {
  const classOf = (side: string) => (name: string) =>
    `if(${side}.known = 1, ${side}.${name}, toUInt16(${NO_CLASS})) AS ${name}`
  return [
    ...news.map(name => `later.${name} AS ${name}`),
    ...wasBits.map(name => `earlier.${name} AS ${name}`),
    ...isBits.map(name => `later.${name} AS ${name}`),
    ...wasClasses.map(classOf('earlier')),
    ...isClasses.map(classOf('later')),
  ]
}

function differing({ wasBits, isBits, wasClasses, isClasses }: ChangedColumns): string {
  const pairs = [
    ...isBits.map((name, word) => [name, wasBits[word]]),
    ...isClasses.map((name, place) => [name, wasClasses[place]]),
  ]
  return [...pairs.map(([is, was]) => `later.${is} != earlier.${was}`), 'later.known != earlier.known'].join(
    ' OR ',
  )
}
