import { formatInstant } from '@kindred/language'
import type { CompiledDefinitions } from '../catalog/compile/compile-definitions.ts'
import { EngineError } from '../errors.ts'
import type { CustomerRow, RankedQuery } from '../ports/warehouse.ts'
import { type ColumnRead, columnReads, readsOf } from './column-reads.ts'
import type { CurrentDefinitions } from './current-definitions.ts'
import type { EnginePorts } from './engine-ports.ts'
import { populationAt } from './population-at.ts'

/** The id among the columns to sort by, unless a definition has this name. */
const ID = 'customer'
/** As many as a page that is sorted has at most. */
const LARGEST_PAGE = 10_000

export interface MembersSort {
  /** An attribute, a feature or a segmentation; `customer` is the id, unless one of these has that name. */
  readonly column: string
  readonly descending: boolean
}

export type MembersOrder = Pick<RankedQuery, 'by' | 'descending'>

/** Members that are asked for, whatever their order. */
export interface AskedInOrder {
  readonly ports: EnginePorts
  readonly current: CurrentDefinitions
  readonly request: { readonly after?: string; readonly limit?: number }
  readonly columns: readonly ColumnRead[]
}

/**
 * What members are sorted by; nothing where that is the order of ids, in which they are read anyhow.
 *
 * @throws EngineError `column_unknown`, `definition_broken`, `column_without_order` of a place and of tags.
 */
export function membersOrder(
  compiled: CompiledDefinitions,
  sort: MembersSort | undefined,
): MembersOrder | undefined {
  if (sort === undefined) return undefined
  const { column, descending } = sort
  if (column === ID && !isDefined(compiled, ID)) return descending ? { descending } : undefined
  const by = columnReads(compiled, [column])[0]?.read
  if (by?.type === 'place' || by?.type === 'tags')
    throw new EngineError('column_without_order', { column, type: by.type })
  return { ...(by && { by }), descending }
}

function isDefined({ vocabulary, features, segmentations }: CompiledDefinitions, name: string) {
  return vocabulary.attributes.has(name) || features.has(name) || segmentations.has(name)
}

/**
 * One page of members in order of a column.
 *
 * @param of - Those who were stored as members, or those for whom a condition holds.
 */
export async function rankedMembers(
  { ports, current, request, columns }: AskedInOrder,
  {
    order,
    asOf,
    of,
  }: {
    readonly order: MembersOrder
    readonly asOf: number
    readonly of: Pick<RankedQuery, 'among' | 'where'>
  },
): Promise<AsyncIterable<CustomerRow>> {
  const reads = [...readsOf(columns).values(), order.by, of.where].filter(read => read !== undefined)
  const context = await populationAt(ports, current, asOf, reads)
  const { after, limit = LARGEST_PAGE } = request
  const page = await ports.warehouse.ranked({
    ...{ context, ...order, ...of, columns: readsOf(columns), limit },
    ...(after === undefined ? {} : { after }),
  })
  if (page === undefined)
    throw new EngineError('customer_unknown', { at: formatInstant(asOf, context.timezone) })
  return each(page)
}

async function* each<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* items
}
