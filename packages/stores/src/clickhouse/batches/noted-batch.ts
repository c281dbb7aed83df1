import { WarehouseError } from '../errors.ts'
import type { Nodes } from '../nodes.ts'
import type { Tables } from '../tables.ts'
import type { Cell } from '../warehouse-node.ts'

/**
 * How far a batch has come. It only ever rises, so the highest number noted is the state:
 * begun – rows may be there, and do not count; written – all rows are on all nodes, and count from here on;
 * settled – what is derived from them is there too; revoked – it was all of these, and counts no more; undone – taken
 * back, and its number is not used again.
 */
export const batchStates = { begun: 1, written: 2, settled: 3, revoked: 8, undone: 9 } as const

/** What wrote a batch. */
export type BatchKind = 'append' | 'import' | 'delivery' | 'merge' | 'unmerge'

export interface NotedBatch {
  readonly batch: number
  readonly state: number
  readonly kind: string
  readonly id: string
  /** JSON. */
  readonly result: string
}

const counting = `(${batchStates.written}, ${batchStates.settled})`

/** A condition on rows with a `batch`: only those that count. */
export function counts(tables: Tables): string {
  return `batch NOT IN (SELECT batch FROM ${tables.batches} GROUP BY batch HAVING max(state) NOT IN ${counting})`
}

/** Notes a state on every node; several together, so that a node has all or none. Noted twice is as good as once. */
export async function noteBatch(nodes: Nodes, ...entries: readonly NotedBatch[]): Promise<void> {
  await nodes.each(node =>
    node.insert(
      nodes.tables.batches,
      entries.map(entry => ({ ...entry })),
    ),
  )
}

/**
 * Makes sure that nobody took the batch for one of a dead process and undid it.
 *
 * @throws WarehouseError `write_overtaken`
 */
export async function refuseUndone(nodes: Nodes, batch: number): Promise<void> {
  const sql = `SELECT max(state) FROM ${nodes.tables.batches} WHERE batch = {batch:UInt32}`
  const params = { batch: { type: 'UInt32', value: batch } }
  const states = await nodes.each(async node => Number((await node.rows({ sql, params }))[0]?.[0]))
  if (states.includes(batchStates.undone)) throw new WarehouseError('write_overtaken', { batch })
}

/** Number of the newest batch that counts on every node; 0 before the first. */
export async function newestBatch(nodes: Nodes): Promise<number> {
  const sql = `SELECT max(batch) FROM (SELECT batch FROM ${nodes.tables.batches} GROUP BY batch HAVING max(state) IN ${counting})`
  const perNode = await nodes.each(async node => Number((await node.rows({ sql }))[0]?.[0] ?? 0))
  return Math.min(...perNode)
}

/**
 * The newest batch, those with this id, and all that are unfinished, oldest first; each with the furthest it has
 * come on any node. Where the nodes differ, a process died between them.
 */
export async function openBatches(nodes: Nodes, id: string): Promise<readonly NotedBatch[]> {
  const sql = `SELECT batch, max(state) AS furthest, any(kind), any(id) AS own, argMax(result, state) FROM ${nodes.tables.batches} GROUP BY batch
    HAVING furthest IN (${batchStates.begun}, ${batchStates.written}) OR (own != '' AND own = {id:String}) OR batch = (SELECT max(batch) FROM ${nodes.tables.batches}) ORDER BY batch`
  const perNode = await nodes.each(node => node.rows({ sql, params: { id: { type: 'String', value: id } } }))
  const furthest = new Map<number, NotedBatch>()
  for (const one of perNode.flat().map(notedBatch)) {
    if (one.state > (furthest.get(one.batch)?.state ?? 0)) furthest.set(one.batch, one)
  }
  return [...furthest.values()].sort((a, b) => a.batch - b.batch)
}

/**
 * Forgets appends and deliveries before a number. All of them have come to their end: every write begins with ending what
 * was left, and what is not noted counts.
 */
export async function forgetBatches(nodes: Nodes, before: number): Promise<void> {
  if (before <= 0) return
  const params = { before: { type: 'UInt32', value: before } }
  const sql = `DELETE FROM ${nodes.tables.batches} WHERE batch < {before:UInt32} AND kind IN ('append', 'delivery')`
  await nodes.command({ sql, params })
}

function notedBatch([batch, state, kind, id, result]: readonly Cell[]): NotedBatch {
  return {
    batch: Number(batch),
    state: Number(state),
    kind: String(kind),
    id: String(id),
    result: String(result),
  }
}
