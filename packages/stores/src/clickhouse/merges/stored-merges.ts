import type { CustomerMerge } from '@kindred/engine'
import { counts } from '../batches/noted-batch.ts'
import type { Nodes } from '../nodes.ts'
import { instantText } from '../values/stored-value.ts'
import type { BoundValue, Cell } from '../warehouse-node.ts'

/** A merge that holds, and the batch that made it. */
export interface StoredMerge extends Pick<CustomerMerge, 'id' | 'from' | 'into'> {
  readonly batch: number
}

/** Merges that hold, among those for which a condition on the table's columns does, oldest first. */
export async function storedMerges(
  nodes: Nodes,
  condition: string,
  params: Readonly<Record<string, BoundValue>>,
): Promise<readonly StoredMerge[]> {
  const sql = `SELECT batch, id, from_id, into_id FROM ${nodes.tables.merges} WHERE kind = 'merge' AND ${condition} AND ${counts(nodes.tables)} ORDER BY batch`
  return (await nodes.first.rows({ sql, params })).map(storedMerge)
}

function storedMerge([batch, id, from, into]: readonly Cell[]): StoredMerge {
  return { batch: Number(batch), id: String(id), from: String(from), into: String(into) }
}

/** Puts a merge, or what undoes one, in place on every node; it holds once its batch is noted as written. */
export async function putMerge(
  nodes: Nodes,
  kind: 'merge' | 'unmerge',
  { id, from, into, at }: CustomerMerge,
  batch: number,
  standsOn: readonly number[],
): Promise<void> {
  const row = { batch, kind, id, from_id: from, into_id: into, at: instantText(at), stands_on: standsOn }
  await nodes.each(node => node.insert(nodes.tables.merges, [row]))
}
