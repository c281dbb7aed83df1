import type { Nodes } from '../nodes.ts'
import type { WarehouseNode } from '../warehouse-node.ts'
import { LARGEST_RANGE } from './customer-ranges.ts'

/** Below this, planning a statement costs more than running it beside another saves. */
const SMALLEST_RANGE = 200_000

/** How many statements a node runs side by side, and how many customers each takes in. */
export interface Lanes {
  readonly lanes: number
  readonly size: number
  /** On the node, as they are stored: one of whom something came lately may be there twice. */
  readonly customers: number
}

/** As many lanes as the node has threads for a query; the customers divided among them. */
export async function lanesOf(nodes: Nodes, node: WarehouseNode): Promise<Lanes> {
  const sql = `SELECT getSetting('max_threads'), count() FROM ${nodes.tables.customers}`
  const [threads = 1, customers = 0] = ((await node.rows({ sql }))[0] ?? []).map(Number)
  const lanes = Math.max(1, threads)
  const share = Math.ceil(customers / lanes)
  return { lanes, size: Math.min(LARGEST_RANGE, Math.max(SMALLEST_RANGE, share)), customers }
}

/** Works on the items as they come, so many at a time. After a failure nothing new is begun; what runs is waited for. */
export async function inLanes<T>(
  lanes: number,
  items: AsyncIterable<T>,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const running = new Set<Promise<void>>()
  const failures: unknown[] = []
  for await (const item of items) {
    const one = work(item)
      .catch(error => void failures.push(error))
      .finally(() => running.delete(one))
    running.add(one)
    if (running.size >= lanes) await Promise.race(running)
    if (failures.length > 0) break
  }
  await Promise.all(running)
  if (failures.length > 0) throw failures[0]
}
