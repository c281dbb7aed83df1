import type { Warehouse, WarehouseImports } from '@kindred/engine'
import type { BatchJournal } from './batches/batch-journal.ts'
import { ClickHouseRecords } from './clickhouse-records.ts'
import type { Nodes } from './nodes.ts'

/** Questions about the population, and refreshes of it. */
export type WarehousePopulation = Pick<
  Warehouse,
  | 'sizes'
  | 'rows'
  | 'ranked'
  | 'table'
  | 'difference'
  | 'migration'
  | 'cutoffs'
  | 'refresh'
  | 'dropRefresh'
  | 'keepRefreshes'
  | 'members'
  | 'overlap'
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
  readonly #records: ClickHouseRecords
  readonly #population: WarehousePopulation
  readonly #stop: () => Promise<void>

  constructor({ kind, nodes, imports, population, stop }: ClickHouseWarehouseParts) {
    this.kind = kind
    this.#nodes = nodes
    this.#records = new ClickHouseRecords(nodes)
    this.imports = imports(nodes, this.#records.journal)
    this.#population = population(nodes, this.#records.journal)
    this.#stop = stop
  }

  async close(): Promise<void> {
    await this.#nodes.close()
    await this.#stop()
  }

  health(): ReturnType<Warehouse['health']> {
    return this.#records.health()
  }

  migrate(): ReturnType<Warehouse['migrate']> {
    return this.#records.migrate()
  }

  workspaces(): ReturnType<Warehouse['workspaces']> {
    return this.#records.workspaces()
  }

  joinWorkspace(...given: Parameters<Warehouse['joinWorkspace']>): ReturnType<Warehouse['joinWorkspace']> {
    return this.#records.joinWorkspace(...given)
  }

  declare(...given: Parameters<Warehouse['declare']>): ReturnType<Warehouse['declare']> {
    return this.#records.declare(...given)
  }

  append(...given: Parameters<Warehouse['append']>): ReturnType<Warehouse['append']> {
    return this.#records.append(...given)
  }

  batch(): ReturnType<Warehouse['batch']> {
    return this.#records.batch()
  }

  counts(): ReturnType<Warehouse['counts']> {
    return this.#records.counts()
  }

  customer(...given: Parameters<Warehouse['customer']>): ReturnType<Warehouse['customer']> {
    return this.#records.customer(...given)
  }

  findCustomers(...given: Parameters<Warehouse['findCustomers']>): ReturnType<Warehouse['findCustomers']> {
    return this.#records.findCustomers(...given)
  }

  deliver(...given: Parameters<Warehouse['deliver']>): ReturnType<Warehouse['deliver']> {
    return this.#records.deliver(...given)
  }

  histories(...given: Parameters<Warehouse['histories']>): ReturnType<Warehouse['histories']> {
    return this.#records.histories(...given)
  }

  liveTransitions(
    ...given: Parameters<Warehouse['liveTransitions']>
  ): ReturnType<Warehouse['liveTransitions']> {
    return this.#records.liveTransitions(...given)
  }

  merge(...given: Parameters<Warehouse['merge']>): ReturnType<Warehouse['merge']> {
    return this.#records.merge(...given)
  }

  unmerge(...given: Parameters<Warehouse['unmerge']>): ReturnType<Warehouse['unmerge']> {
    return this.#records.unmerge(...given)
  }

  joined(...given: Parameters<Warehouse['joined']>): ReturnType<Warehouse['joined']> {
    return this.#records.joined(...given)
  }

  patches(...given: Parameters<Warehouse['patches']>): ReturnType<Warehouse['patches']> {
    return this.#records.patches(...given)
  }

  held(...given: Parameters<Warehouse['held']>): ReturnType<Warehouse['held']> {
    return this.#records.held(...given)
  }

  erase(...given: Parameters<Warehouse['erase']>): ReturnType<Warehouse['erase']> {
    return this.#records.erase(...given)
  }

  sizes(...given: Parameters<Warehouse['sizes']>): ReturnType<Warehouse['sizes']> {
    return this.#population.sizes(...given)
  }

  rows(...given: Parameters<Warehouse['rows']>): ReturnType<Warehouse['rows']> {
    return this.#population.rows(...given)
  }

  ranked(...given: Parameters<Warehouse['ranked']>): ReturnType<Warehouse['ranked']> {
    return this.#population.ranked(...given)
  }

  table(...given: Parameters<Warehouse['table']>): ReturnType<Warehouse['table']> {
    return this.#population.table(...given)
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

  overlap(...given: Parameters<Warehouse['overlap']>): ReturnType<Warehouse['overlap']> {
    return this.#population.overlap(...given)
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
}
