import type { Batch } from '../../append/storable-batch.ts'
import { counts } from '../batches/noted-batch.ts'
import { chunksOf } from '../chunks-of.ts'
import type { Nodes } from '../nodes.ts'

/** Of the customers of a batch who were merged away, whom they are now: those they were merged into, and so on to the last. */
export async function readMergedInto(
  nodes: Nodes,
  { customers, events }: Batch,
): Promise<ReadonlyMap<string, string>> {
  const asked = new Set([...customers.map(patch => patch.id), ...events.map(event => event.customer)])
  const steps = new Map<string, string>()
  for (let open = asked; open.size > 0; ) {
    const found = await readSteps(nodes, open)
    for (const [from, into] of found) steps.set(from, into)
    open = new Set([...found.values()].filter(id => !steps.has(id)))
  }
  return new Map([...asked].filter(id => steps.has(id)).map(id => [id, lastOf(id, steps)]))
}

async function readSteps(nodes: Nodes, ids: Iterable<string>): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>()
  const sql = `SELECT from_id, into_id FROM ${nodes.tables.merges} WHERE from_id IN {ids:Array(String)} AND kind = 'merge' AND ${counts(nodes.tables)}`
  for (const some of chunksOf(ids)) {
    const rows = await nodes.first.rows({ sql, params: { ids: { type: 'Array(String)', value: some } } })
    for (const [from, into] of rows) found.set(String(from), String(into))
  }
  return found
}

function lastOf(id: string, steps: ReadonlyMap<string, string>): string {
  let last = id
  for (let next = steps.get(last); next !== undefined; next = steps.get(last)) last = next
  return last
}
