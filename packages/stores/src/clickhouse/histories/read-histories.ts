import type { CustomerHistory, HistoriesQuery, WarehouseSchema } from '@kindred/engine'
import { compareIds } from '../../order/compare-ids.ts'
import { mergeSorted } from '../../order/merge-sorted.ts'
import type { Nodes } from '../nodes.ts'
import { shardsOf } from '../shards-of.ts'
import type { WarehouseNode } from '../warehouse-node.ts'
import { type CustomerGroup, customerGroups } from './customer-groups.ts'
import { HistoryEvents } from './history-events.ts'
import { KnownCustomers } from './known-customers.ts'

/**
 * Customers in order of id, each with what was said of her and the events asked for. Each node is read in the order of
 * its tables, some thousand customers at a time, and the nodes are merged by id: nothing of those before is held.
 */
export async function* readHistories(
  nodes: Nodes,
  schema: WarehouseSchema,
  query: HistoriesQuery,
): AsyncGenerator<CustomerHistory> {
  const known = new KnownCustomers(nodes, schema, query.asOf)
  const events = new HistoryEvents(nodes, schema, query)
  const parts = await queriesByNode(nodes, query)
  const perNode = nodes.all.map((node, position) =>
    historiesOfNode(nodes, node, parts[position] ?? query, known, events),
  )
  yield* mergeSorted(perNode, (a, b) => compareIds(a.id, b.id))
}

/** Customers that are named are looked for on their node only. */
async function queriesByNode(nodes: Nodes, query: HistoriesQuery): Promise<readonly HistoriesQuery[]> {
  const { customers } = query
  if (customers === undefined) return nodes.all.map(() => query)
  const shards = await shardsOf(nodes, customers)
  return nodes.all.map((_, position) => ({
    ...query,
    customers: customers.filter(id => shards.get(id) === position),
  }))
}

async function* historiesOfNode(
  nodes: Nodes,
  node: WarehouseNode,
  query: HistoriesQuery,
  known: KnownCustomers,
  events: HistoryEvents,
): AsyncGenerator<CustomerHistory> {
  for await (const group of customerGroups(nodes, node, query)) {
    yield* historiesOfGroup(node, group, known, events)
  }
}

/** Both come in order of id; customers without events, and events of nobody, are passed over. */
async function* historiesOfGroup(
  node: WarehouseNode,
  group: CustomerGroup,
  known: KnownCustomers,
  events: HistoryEvents,
): AsyncGenerator<CustomerHistory> {
  const withEvents = events.read(node, group)
  try {
    let next = await withEvents.next()
    for await (const block of node.blocks(known.statement(group))) {
      for (const customer of block.map(row => known.read(row))) {
        while (next.done !== true && compareIds(next.value.customer, customer.id) < 0) {
          next = await withEvents.next()
        }
        const isHers = next.done !== true && next.value.customer === customer.id
        yield { ...customer, events: isHers ? next.value.events : [] }
      }
    }
  } finally {
    await withEvents.return(undefined)
  }
}
