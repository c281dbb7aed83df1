import type { Checked, Value, ValueType } from '@kindred/language'
import { EngineError } from '../errors.ts'
import type { CustomerRow, StoredMembers } from '../ports/warehouse.ts'
import type { Refresh } from '../records/refresh.ts'
import { classCondition } from '../segments/class-condition.ts'
import { nameOf } from '../segments/evaluable.ts'
import { type ColumnRead, columnReads, readsOf } from './column-reads.ts'
import { type CurrentDefinitions, requireDefinitions } from './current-definitions.ts'
import type { EnginePorts } from './engine-ports.ts'
import { requireClass, requireSegment, requireSegmentation } from './find-definition.ts'
import { populationAt } from './population-at.ts'
import {
  type AskedInOrder,
  type MembersOrder,
  type MembersSort,
  membersOrder,
  rankedMembers,
} from './ranked-members.ts'
import { requirePassed } from './require-passed.ts'
import { rowsInSlices } from './rows-in-slices.ts'

/** A segment, or one class of a segmentation. */
export type Group =
  | { readonly kind: 'segment'; readonly id: string }
  | { readonly kind: 'segmentation'; readonly id: string; readonly class: string }

export interface MembersRequest {
  readonly group: Group
  /** Absent: as the last refresh found it. */
  readonly asOf?: number
  /** Attributes, features and segmentations to give with each. */
  readonly columns: readonly string[]
  /** Absent: in order of id. */
  readonly sort?: MembersSort
  /** The last customer of the page before. */
  readonly after?: string
  /** Absent: all of them, and of those that are sorted 10,000. */
  readonly limit?: number
  /** Whether `total` is wanted, which can cost a pass of its own. */
  readonly counted: boolean
}
export interface Members {
  readonly asOf: number
  /** Absent when computed for the instant. */
  readonly refresh?: number
  readonly total?: number
  readonly columns: readonly { readonly name: string; readonly type: ValueType }[]
  /** In order of id, as long as nothing is sorted: then memory does not grow with them. */
  readonly rows: AsyncIterable<CustomerRow>
}

/**
 * Who is in a segment or class, in order of id or of any column: as the last refresh stored it, or, for an instant, as the definitions of today find it
 * then, whether or not a refresh ran there.
 *
 * @throws EngineError `segment_unknown`, `segmentation_unknown`, `class_unknown`, `column_unknown`, `column_without_order`,
 *   `definition_broken`, `nothing_refreshed`, `not_in_refresh`, `instant_to_come`, `customer_unknown` where nobody with
 *   the id in `after` is known and it is sorted.
 */
export async function membersOf(ports: EnginePorts, request: MembersRequest): Promise<Members> {
  const current = await requireDefinitions(ports.catalog)
  const columns = columnReads(current.compiled, request.columns)
  const order = membersOrder(current.compiled, request.sort)
  requireKnown(current, request.group)
  const asked = { ports, current, request, columns, order }
  const refresh = await ports.catalog.refreshes.current()
  if (request.asOf === undefined) return stored(asked, refresh)
  requirePassed(ports, current, request.asOf)
  if (refresh !== undefined && (await isSame(ports, current, refresh, request))) return stored(asked, refresh)
  return computed(asked, request.asOf)
}

interface Asked extends AskedInOrder {
  readonly request: MembersRequest
  readonly order: MembersOrder | undefined
}

/** It may be broken: what was stored of it while it was sound can still be read. */
function requireKnown({ compiled }: CurrentDefinitions, group: Group): void {
  if (group.kind === 'segment' && compiled.segments.has(group.id)) return
  if (group.kind === 'segment') requireSegment(compiled, group.id)
  else if (compiled.segmentations.get(group.id)?.problems.some(({ severity }) => severity === 'error')) return
  else requireClass(requireSegmentation(compiled, group.id), group.class)
}

/** Whether what is stored is what would be computed: same instant, same definitions, no news since. */
async function isSame(
  { warehouse }: EnginePorts,
  current: CurrentDefinitions,
  refresh: Refresh,
  { asOf, group }: MembersRequest,
): Promise<boolean> {
  if (refresh.asOf !== asOf || refresh.definitionsVersion !== current.version) return false
  if (!isStored(refresh, group) || resultOf(refresh, group)?.failure !== undefined) return false
  return refresh.batch === (await warehouse.batch())
}

function isStored({ layout }: Refresh, group: Group): boolean {
  return group.kind === 'segment'
    ? layout.segments.includes(group.id)
    : layout.segmentations.some(({ id, classes }) => id === group.id && classes.includes(group.class))
}

function resultOf({ results }: Refresh, group: Group): Refresh['results'][number] | undefined {
  const name = group.kind === 'segment' ? undefined : group.class
  return results.find(each => each.kind === group.kind && each.id === group.id && each.class === name)
}

async function stored(asked: Asked, refresh: Refresh | undefined): Promise<Members> {
  const { request, columns, order } = asked
  const { group } = request
  if (refresh === undefined) throw new EngineError('nothing_refreshed', {})
  if (!isStored(refresh, group)) {
    throw new EngineError('not_in_refresh', { definition: nameOf(group), id: refresh.id })
  }
  const { id, asOf } = refresh
  const total = resultOf(refresh, group)?.size
  const among = { refresh: id, layout: refresh.layout, ...which(group) }
  const rows =
    order === undefined
      ? await storedRows(asked, asOf, among)
      : await rankedMembers(asked, { order, asOf, of: { among } })
  return { asOf, refresh: id, ...(total === undefined ? {} : { total }), columns: headsOf(columns), rows }
}

async function storedRows(asked: Asked, asOf: number, among: StoredMembers): Promise<Members['rows']> {
  const ids = asked.ports.warehouse.members({ ...among, ...pageOf(asked.request) })
  return asked.columns.length === 0 ? bareRows(ids) : rowsOf(ids, await valuedRows(asked, asOf))
}

/** Everybody's values: who is stored as a member is picked out of them. */
async function valuedRows(
  { ports, current, request, columns }: Asked,
  asOf: number,
): Promise<AsyncIterable<CustomerRow>> {
  const reads = readsOf(columns)
  const context = await populationAt(ports, current, asOf, [...reads.values()])
  const { after } = request
  return rowsInSlices(ports.warehouse, { context, columns: reads, ...(after === undefined ? {} : { after }) })
}

async function computed(asked: Asked, asOf: number): Promise<Members> {
  const { ports, current, request, columns, order } = asked
  const where = conditionOf(current, request.group)
  const context = await populationAt(ports, current, asOf, [where, ...columns.map(({ read }) => read)])
  const rows =
    order === undefined
      ? ports.warehouse.rows({ context, where, columns: readsOf(columns), ...pageOf(request) })
      : await rankedMembers(asked, { order, asOf, of: { where } })
  if (!request.counted) return { asOf, columns: headsOf(columns), rows }
  const { sizes } = await ports.warehouse.sizes({ context, conditions: new Map([['members', where]]) })
  return { asOf, total: sizes.get('members')?.size ?? 0, columns: headsOf(columns), rows }
}

/** The condition of being in a group. */
export function conditionOf({ compiled }: CurrentDefinitions, group: Group): Checked {
  if (group.kind === 'segment') return requireSegment(compiled, group.id).when
  return classCondition(requireSegmentation(compiled, group.id).of, group.class)
}

function which(group: Group) {
  return group.kind === 'segment'
    ? { segment: group.id }
    : { segmentation: { id: group.id, class: group.class } }
}

function pageOf({ after, limit }: MembersRequest) {
  return { ...(after === undefined ? {} : { after }), ...(limit === undefined ? {} : { limit }) }
}

function headsOf(columns: readonly ColumnRead[]): Members['columns'] {
  return columns.map(({ name, read }) => ({ name, type: read.type }))
}

async function* bareRows(ids: AsyncIterable<string>): AsyncGenerator<CustomerRow> {
  for await (const customer of ids) yield { customer, values: [] }
}

/** Stored members with their values. Both come in order of id, and everybody stored has a row: one walk over both. */
async function* rowsOf(
  ids: AsyncIterable<string>,
  rows: AsyncIterable<CustomerRow>,
): AsyncGenerator<CustomerRow> {
  const valued = rows[Symbol.asyncIterator]()
  try {
    for await (const customer of ids) {
      let row: IteratorResult<CustomerRow>
      do row = await valued.next()
      while (row.done !== true && row.value.customer !== customer)
      yield { customer, values: row.done === true ? noValues : row.value.values }
    }
  } finally {
    await valued.return?.()
  }
}

const noValues: readonly (Value | undefined)[] = []
