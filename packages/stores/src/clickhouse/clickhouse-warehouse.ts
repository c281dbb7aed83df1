import type {
  AppendResult,
  CustomerPatch,
  CustomerRecord,
  EventRecord,
  NodeHealth,
  Warehouse,
  WarehouseCounts,
  WarehouseImports,
  WarehouseSchema,
} from '@kindred/engine'
import { BatchJournal } from './batches/batch-journal.ts'
import { append } from './customers/append.ts'
import { countRecords } from './customers/count-records.ts'
import { findCustomers } from './customers/find-customers.ts'
import { mergeCustomers } from './customers/merge-customers.ts'
import { readCustomer } from './customers/read-customer.ts'
import { health } from './health.ts'
import type { Nodes } from './nodes.ts'
import { declare, readSchema } from './schema/declare.ts'
import { migrate } from './schema/migrate.ts'

/** Questions about the population, and refreshes of it. */
export type WarehousePopulation = Pick<
  Warehouse,
  | 'sizes'
  | 'rows'
  | 'difference'
  | 'migration'
  | 'cutoffs'
  | 'refresh'
  | 'dropRefresh'
  | 'keepRefreshes'
  | 'members'
  | 'membership'
  | 'transitions'
  | 'movement'
>

export interface ClickHouseWarehouseParts {
  readonly kind: 'embedded' | 'server' | 'cluster'
  readonly nodes: Nodes
  readonly imports: (nodes: Nodes, journal: BatchJournal) => WarehouseImports
  readonly population: (nodes: Nodes, journal: BatchJournal) => WarehousePopulation
  /** After the connections are closed: stops the servers that are ours. */
  readonly stop: () => Promise<void>
}

/** The warehouse on ClickHouse: one server, embedded or not, or several that share the customers among them. */
export class ClickHouseWarehouse implements Warehouse {
  readonly kind: 'embedded' | 'server' | 'cluster'
  readonly imports: WarehouseImports
  readonly #nodes: Nodes
  readonly #journal: BatchJournal
  readonly #population: WarehousePopulation
  readonly #stop: () => Promise<void>

  constructor({ kind, nodes, imports, population, stop }: ClickHouseWarehouseParts) {
    this.kind = kind
    this.#nodes = nodes
    this.#journal = new BatchJournal(nodes, async batch => mergeCustomers(nodes, await this.#schema(), batch))
    this.imports = imports(nodes, this.#journal)
    this.#population = population(nodes, this.#journal)
    this.#stop = stop
  }

  health(): Promise<readonly NodeHealth[]> {
    return health(this.#nodes)
  }

  /** Also finishes or undoes the writes of a process that died. */
  async migrate(): Promise<void> {
    await migrate(this.#nodes)
    await this.#journal.recover()
  }

  declare(schema: WarehouseSchema): Promise<void> {
    return declare(this.#nodes, schema)
  }

  async close(): Promise<void> {
    await this.#nodes.close()
    await this.#stop()
  }

  async append(batch: {
    customers: readonly CustomerPatch[]
    events: readonly EventRecord[]
  }): Promise<AppendResult> {
    return append(this.#nodes, this.#journal, await this.#schema(), batch)
  }

  batch(): Promise<number> {
    return this.#journal.newest()
  }

  counts(): Promise<WarehouseCounts> {
    return countRecords(this.#nodes)
  }

  async customer(id: string, asOf: number): Promise<CustomerRecord | undefined> {
    return readCustomer(this.#nodes, await this.#schema(), id, asOf)
  }

  findCustomers(text: string, limit: number): Promise<readonly string[]> {
    return findCustomers(this.#nodes, text, limit)
  }

  sizes(...given: Parameters<Warehouse['sizes']>): ReturnType<Warehouse['sizes']> {
    return this.#population.sizes(...given)
  }

  rows(...given: Parameters<Warehouse['rows']>): ReturnType<Warehouse['rows']> {
    return this.#population.rows(...given)
  }

  difference(...given: Parameters<Warehouse['difference']>): ReturnType<Warehouse['difference']> {
    return this.#population.difference(...given)
  }

  migration(...given: Parameters<Warehouse['migration']>): ReturnType<Warehouse['migration']> {
    return this.#population.migration(...given)
  }

  cutoffs(...given: Parameters<Warehouse['cutoffs']>): ReturnType<Warehouse['cutoffs']> {
    return this.#population.cutoffs(...given)
  }

  refresh(...given: Parameters<Warehouse['refresh']>): ReturnType<Warehouse['refresh']> {
    return this.#population.refresh(...given)
  }

  dropRefresh(id: number): Promise<void> {
    return this.#population.dropRefresh(id)
  }

  keepRefreshes(ids: readonly number[]): Promise<void> {
    return this.#population.keepRefreshes(ids)
  }

  members(...given: Parameters<Warehouse['members']>): ReturnType<Warehouse['members']> {
    return this.#population.members(...given)
  }

  membership(...given: Parameters<Warehouse['membership']>): ReturnType<Warehouse['membership']> {
    return this.#population.membership(...given)
  }

  transitions(...given: Parameters<Warehouse['transitions']>): ReturnType<Warehouse['transitions']> {
    return this.#population.transitions(...given)
  }

  movement(...given: Parameters<Warehouse['movement']>): ReturnType<Warehouse['movement']> {
    return this.#population.movement(...given)
  }

  #schema(): Promise<WarehouseSchema> {
    return readSchema(this.#nodes.first, this.#nodes)
  }
}
