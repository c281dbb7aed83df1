import type { RefreshRequest } from '@kindred/engine'
import { carriedLayout } from '../../memberships/membership-layout.ts'
import { newsBits } from '../../memberships/news-bits.ts'
import type { Nodes } from '../nodes.ts'
import type { Statement } from '../warehouse-node.ts'
import type { CustomerRange } from './customer-ranges.ts'
import type { PopulationOfNode, Subselect } from './population-reader.ts'
import { movedWords } from './projected-memberships.ts'
import { rangeCondition, rangeParams } from './range-condition.ts'

/** Evaluates everything for the customers of a range in one pass over their events, and stores what was found. */
export function storeMemberships(
  nodes: Nodes,
  request: RefreshRequest,
  population: PopulationOfNode,
  range: CustomerRange,
): Statement {
  const found = evaluated(request, population, range)
  const stored = withCarried(nodes, request, found, range)
  const worth = request.value === undefined ? '' : `, ${request.value.type}`
  return {
    sql: `INSERT INTO ${nodes.tables.memberships} (refresh, customer_id, bits, classes, news${worth})
      SELECT {refresh:UInt32}, customer_id, bits, classes, news${worth === '' ? '' : ', value'} FROM (${stored.sql})`,
    params: { ...stored.params, refresh: { type: 'UInt32', value: request.id } },
    settings: { ...stored.settings, ...oneThread },
  }
}

/** Ranges run side by side, each in one thread; what a pass brings is in order of id already. */
const oneThread = { max_threads: 1, max_insert_threads: 1, optimize_on_insert: 0 }

/** A SELECT of `customer_id`, `bits`, `classes`, `news`, and `value` where there is a measure of it. */
function evaluated(request: RefreshRequest, population: PopulationOfNode, range: CustomerRange): Subselect {
  const { segments, segmentations, value, previous, recordTransitions } = request
  const wanted = previous !== undefined && recordTransitions
  const news = wanted && {
    column: 'news',
    events: newsBits(request).events,
    since: previous.asOf,
    sinceBatch: previous.batch,
  }
  const pass = population.select({
    masks: new Map([['bits', segments.map(({ when }) => when)]]),
    classes: new Map([['classes', segmentations.map(({ of }) => of)]]),
    range,
    ...(value === undefined ? {} : { expressions: new Map([['value', value]]) }),
    ...(news === false ? {} : { news }),
  })
  if (news !== false) return pass
  return { ...pass, sql: `SELECT *, CAST([], 'Array(UInt64)') AS news FROM (${pass.sql})` }
}

/**
 * Behind what was evaluated stands what is carried over from the previous refresh. Who came since is in no carried
 * segment, and in the class of those a segmentation knows nothing of, which is the last.
 */
function withCarried(
  nodes: Nodes,
  request: RefreshRequest,
  found: Subselect,
  range: CustomerRange,
): Subselect {
  const { previous, segments } = request
  const carried = carriedLayout(request)
  if (previous === undefined || carried.segments.length + carried.segmentations.length === 0) return found
  const moves = carried.segments.map(
    (id, index) => [previous.layout.segments.indexOf(id), segments.length + index] as const,
  )
  const words = movedWords(moves, 'earlier.bits', segments.length + carried.segments.length, 'found.bits')
  const bits = `CAST([${words.join(', ')}], 'Array(UInt64)')`
  const classes = carried.segmentations.map(({ id, classes: names }) => {
    const position = previous.layout.segmentations.findIndex(each => each.id === id)
    return `if(earlier.known = 1, earlier.classes[${position + 1}], toUInt16(${names.length - 1}))`
  })
  const worth = request.value === undefined ? '' : ', found.value AS value'
  const known = `SELECT customer_id, bits, classes, 1 AS known FROM ${nodes.tables.memberships} WHERE refresh = {carried_from:UInt32}${rangeCondition(range)}`
  return {
    sql: `SELECT found.customer_id AS customer_id, ${bits} AS bits, arrayConcat(found.classes, CAST([${classes.join(', ')}], 'Array(UInt16)')) AS classes, found.news AS news${worth}
      FROM (${found.sql}) AS found LEFT JOIN (${known}) AS earlier ON found.customer_id = earlier.customer_id`,
    params: { ...found.params, ...rangeParams(range), carried_from: { type: 'UInt32', value: previous.id } },
    settings: found.settings,
  }
}
