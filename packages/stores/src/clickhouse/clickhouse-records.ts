import type {
  AppendResult,
  CustomerHistory,
  CustomerMerge,
  CustomerPatch,
  CustomerRecord,
  Delivered,
  Delivery,
  EventRecord,
  HeldRows,
  HistoriesQuery,
  JoinedIds,
  LiveTransition,
  LiveTransitionsQuery,
  NodeHealth,
  UnreachedNode,
  Warehouse,
  WarehouseCounts,
  WarehouseSchema,
} from '@kindred/engine'
import { BatchJournal } from './batches/batch-journal.ts'
import { append } from './customers/append.ts'
import { countRecords } from './customers/count-records.ts'
import { deliver } from './customers/deliver.ts'
import { findCustomers } from './customers/find-customers.ts'
import { derivePresent } from './customers/present-customers.ts'
import { readCustomer } from './customers/read-customer.ts'
import { readLiveTransitions } from './customers/read-live-transitions.ts'
import { health } from './health.ts'
import { readHistories } from './histories/read-histories.ts'
import { merge } from './merges/merge.ts'
import { unmerge } from './merges/unmerge.ts'
import type { Nodes } from './nodes.ts'
import { eraseRows } from './privacy/erase-rows.ts'
import { heldRows } from './privacy/held-rows.ts'
import { readJoined } from './privacy/read-joined.ts'
import { readPatches } from './privacy/read-patches.ts'
import { declare, readSchema } from './schema/declare.ts'
import { migrate } from './schema/migrate.ts'
import { joinWorkspace, workspacesOfNodes } from './schema/workspace-of-nodes.ts'

/** Customers and events one by one, and the tables that hold them. */
export type WarehouseRecords = Pick<
  Warehouse,
  | 'health'
  | 'migrate'
  | 'workspaces'
  | 'joinWorkspace'
  | 'declare'
  | 'append'
  | 'batch'
  | 'counts'
  | 'customer'
  | 'findCustomers'
  | 'deliver'
  | 'histories'
  | 'liveTransitions'
  | 'merge'
  | 'unmerge'
  | 'joined'
  | 'patches'
  | 'held'
  | 'erase'
>

/** The part of the ClickHouse warehouse that keeps tables, customers and events. */
export class ClickHouseRecords implements WarehouseRecords {
  readonly journal: BatchJournal
  readonly #nodes: Nodes

  constructor(nodes: Nodes) {
    this.#nodes = nodes
    this.journal = new BatchJournal(nodes, async batch => derivePresent(nodes, await this.#schema(), batch))
  }

  health(): Promise<readonly NodeHealth[]> {
    return health(this.#nodes)
  }

  /** Also finishes or undoes the writes of a process that died. */
  async migrate(): Promise<void> {
    await migrate(this.#nodes)
    await this.journal.recover()
  }

  workspaces(): Promise<readonly string[]> {
    return workspacesOfNodes(this.#nodes)
  }

  joinWorkspace(id: string): Promise<void> {
    return joinWorkspace(this.#nodes, id)
  }

  declare(schema: WarehouseSchema): Promise<void> {
    return declare(this.#nodes, schema)
  }

  async append(batch: {
    customers: readonly CustomerPatch[]
    events: readonly EventRecord[]
  }): Promise<AppendResult> {
    return append(this.#nodes, this.journal, await this.#schema(), batch)
  }

  async deliver(stretch: Delivery): Promise<Delivered> {
    return deliver(this.#nodes, this.journal, await this.#schema(), stretch)
  }

  async *histories(query: HistoriesQuery): AsyncGenerator<CustomerHistory> {
    yield* readHistories(this.#nodes, await this.#schema(), query)
  }

  liveTransitions(query: LiveTransitionsQuery): AsyncGenerator<LiveTransition> {
    return readLiveTransitions(this.#nodes, query)
  }

  async merge(asked: CustomerMerge): Promise<void> {
    await merge(this.#nodes, this.journal, await this.#schema(), asked)
  }

  async unmerge(undo: { readonly id: string; readonly at: number }): Promise<void> {
    await unmerge(this.#nodes, this.journal, undo)
  }

  joined(customers: readonly string[]): Promise<readonly JoinedIds[]> {
    return readJoined(this.#nodes, customers)
  }

  async patches(customers: readonly string[]): Promise<readonly CustomerPatch[]> {
    return readPatches(this.#nodes, await this.#schema(), customers)
  }

  held(customers: readonly string[]): Promise<HeldRows> {
    return heldRows(this.#nodes, customers)
  }

  erase(customers: readonly string[]): Promise<readonly UnreachedNode[]> {
    return eraseRows(this.#nodes, this.journal, customers)
  }

  batch(): Promise<number> {
    return this.journal.newest()
  }

  counts(): Promise<WarehouseCounts> {
    return countRecords(this.#nodes)
  }

  async customer(id: string, asOf: number): Promise<CustomerRecord | undefined> {
    return readCustomer(this.#nodes, await this.#schema(), id, asOf)
  }

  findCustomers(text: string, limit: number, after?: string): Promise<readonly string[]> {
    return findCustomers(this.#nodes, text, limit, after)
  }

  #schema(): Promise<WarehouseSchema> {
    return readSchema(this.#nodes.first, this.#nodes)
  }
}
