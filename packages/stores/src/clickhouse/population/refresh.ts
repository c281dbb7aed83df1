import type { RefreshOutcome, RefreshRequest } from '@kindred/engine'
import { comparisonLayout } from '../../memberships/comparison-layout.ts'
import { inOrderOf, inOrderOfId } from '../../memberships/definition-order.ts'
import { membershipLayout } from '../../memberships/membership-layout.ts'
import { WarehouseError } from '../errors.ts'
import type { Nodes } from '../nodes.ts'
import { customerRanges } from './customer-ranges.ts'
import { dropRefresh } from './kept-refreshes.ts'
import { hasLateNews } from './late-news.ts'
import { hasMergeNews } from './merge-news.ts'
import { hasPatchNews } from './patch-news.ts'
import type { PopulationReader } from './population-reader.ts'
import { countRefresh } from './refresh-counts.ts'
import { storeMemberships } from './store-memberships.ts'
import { storeMoves } from './store-moves.ts'

/**
 * Evaluates all definitions at one instant and stores memberships and moves under the refresh's id: range by range of
 * customers, on all nodes at once. Whatever an earlier try left under the id goes first, so it can be run again.
 * No row of a customer comes here: only counts do.
 */
export async function refresh(
  reader: PopulationReader,
  given: RefreshRequest,
  progress: (done: number, of: number) => void = () => {},
): Promise<RefreshOutcome> {
  const { nodes } = reader
  const request = inOrderOfId(given)
  await requirePrevious(nodes, request)
  await dropRefresh(nodes, request.id)
  const report = await progressOf(nodes, request, progress)
  await reader.eachRangeAtOnce(request.context, async (population, range) => {
    await population.node.command(storeMemberships(nodes, request, population, range))
    await report()
  })
  if (request.recordTransitions) await storeAllMoves(reader, request)
  const layout = membershipLayout(request)
  const counted = await countRefresh(nodes, request, layout)
  progress(counted.customers, counted.customers)
  return { ...counted, results: inOrderOf(given, counted.results), batch: reader.batch, layout }
}

async function storeAllMoves({ nodes, batch }: PopulationReader, request: RefreshRequest): Promise<void> {
  const layout = comparisonLayout(request)
  await nodes.each(async node => {
    const comparison = {
      request,
      layout,
      batch,
      hasPatchNews: await hasPatchNews(nodes, node, request, batch),
      hasLateNews: await hasLateNews(nodes, node, request),
      hasMergeNews: await hasMergeNews(nodes, node, request, batch),
    }
    for await (const range of customerRanges(nodes, node)) {
      await node.command(storeMoves(nodes, comparison, range))
    }
  })
}

/** Reports how many customers are done on all nodes, of how many there are now. */
async function progressOf(
  nodes: Nodes,
  { id }: RefreshRequest,
  progress: (done: number, of: number) => void,
): Promise<() => Promise<void>> {
  const total = await sumOf(nodes, `SELECT count() FROM ${nodes.tables.customers}`, 0)
  progress(0, total)
  return async () => {
    const done = await sumOf(
      nodes,
      `SELECT count() FROM ${nodes.tables.memberships} WHERE refresh = {refresh:UInt32}`,
      id,
    )
    progress(Math.min(done, total), total)
  }
}

/**
 * Without the memberships it is compared with, everybody would seem to enter everything.
 *
 * @throws WarehouseError `previous_memberships_missing`
 */
async function requirePrevious(nodes: Nodes, request: RefreshRequest): Promise<void> {
  const { previous, carried, recordTransitions } = request
  if (previous === undefined || (!recordTransitions && carried.length === 0)) return
  const { memberships, customerChanges } = nodes.tables
  const stored = `SELECT count() FROM ${memberships} WHERE refresh = {refresh:UInt32}`
  if ((await sumOf(nodes, stored, previous.id)) > 0) return
  const known = `SELECT count() FROM ${customerChanges} WHERE since <= fromUnixTimestamp64Milli({as_of:Int64}, 'UTC') AND batch <= {batch:UInt32} AND {refresh:UInt32} > 0`
  if ((await sumOf(nodes, known, previous.id, previous)) === 0) return
  throw new WarehouseError('previous_memberships_missing', { refresh: previous.id })
}

async function sumOf(
  nodes: Nodes,
  sql: string,
  refresh: number,
  since: { readonly asOf: number; readonly batch: number } = { asOf: 0, batch: 0 },
): Promise<number> {
  const params = {
    refresh: { type: 'UInt32', value: refresh },
    as_of: { type: 'Int64', value: since.asOf },
    batch: { type: 'UInt32', value: since.batch },
  }
  const perNode = await nodes.each(async node => Number((await node.rows({ sql, params }))[0]?.[0] ?? 0))
  return perNode.reduce((sum, count) => sum + count, 0)
}
