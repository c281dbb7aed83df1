import type {
  AppendResult,
  CustomerHistory,
  CustomerMerge,
  CustomerPatch,
  CustomerRecord,
  CustomerRow,
  CustomerTable,
  Delivered,
  Delivery,
  Difference,
  DifferenceQuery,
  EventRecord,
  HeldRows,
  HistoriesQuery,
  JoinedIds,
  LiveTransition,
  LiveTransitionsQuery,
  MigrationCell,
  MigrationQuery,
  Movement,
  NodeHealth,
  OverlapCell,
  PopulationContext,
  RankedQuery,
  RefreshOutcome,
  RefreshRequest,
  RowsQuery,
  SizesQuery,
  SizesResult,
  StoredMembership,
  TableQuery,
  Transition,
  TransitionsQuery,
  UnreachedNode,
  Warehouse,
  WarehouseCounts,
  WarehouseImports,
  WarehouseSchema,
} from '@kindred/engine'
import type { Cutoffs, Rfm, Tiers } from '@kindred/language'
import { compareIds } from '../order/compare-ids.ts'
import { append } from './append.ts'
import { counts } from './counts.ts'
import { cutoffs } from './cutoffs.ts'
import { deliver } from './deliver.ts'
import { difference } from './difference.ts'
import { histories } from './histories.ts'
import { MemoryData } from './memory-data.ts'
import { MemoryLiveTransitions } from './memory-live-transitions.ts'
import { MemoryMemberships } from './memory-memberships.ts'
import { MemorySchema } from './memory-schema.ts'
import { MemoryTransitions } from './memory-transitions.ts'
import { merge, unmerge } from './merge.ts'
import { migration } from './migration.ts'
import { erase, held, joined, patches } from './privacy.ts'
import { ranked } from './ranked.ts'
import { refresh } from './refresh.ts'
import { rows } from './rows.ts'
import { sizes } from './sizes.ts'
import { table } from './table.ts'

/**
 * The warehouse in arrays and closures: what the others are checked against, and what fast tests run on.
 *
 * @param importsInto - Makes the part that loads files, given the data it loads into.
 *
 * @example
 * const warehouse = new MemoryWarehouse(data => new MemoryImports(data))
 * await warehouse.append({ customers: [{ id: 'anna', since: 0, attributes: new Map() }], events: [] })
 */
export class MemoryWarehouse implements Warehouse {
  readonly kind = 'memory'
  readonly imports: WarehouseImports
  readonly #data = new MemoryData()
  readonly #schema = new MemorySchema()
  readonly #memberships = new MemoryMemberships()
  readonly #transitions = new MemoryTransitions()
  readonly #liveTransitions = new MemoryLiveTransitions()
  readonly #persons = {
    data: this.#data,
    memberships: this.#memberships,
    transitions: this.#transitions,
    liveTransitions: this.#liveTransitions,
  }
  #workspace: string | undefined

  constructor(importsInto: (data: MemoryData) => WarehouseImports) {
    this.imports = importsInto(this.#data)
  }

  async health(): Promise<readonly NodeHealth[]> {
    return [{ node: 'memory', reachable: true }]
  }

  async migrate(): Promise<void> {}

  async workspaces(): Promise<readonly string[]> {
    return this.#workspace === undefined ? [] : [this.#workspace]
  }

  async joinWorkspace(id: string): Promise<void> {
    this.#workspace ??= id
  }

  async close(): Promise<void> {}

  async declare(schema: WarehouseSchema): Promise<void> {
    this.#schema.declare(schema)
  }

  async append(batch: {
    customers: readonly CustomerPatch[]
    events: readonly EventRecord[]
  }): Promise<AppendResult> {
    return append(this.#data, this.#schema.declared, batch)
  }

  async deliver(stretch: Delivery): Promise<Delivered> {
    return deliver(this.#data, this.#liveTransitions, this.#schema.declared, stretch)
  }

  histories(query: HistoriesQuery): AsyncIterable<CustomerHistory> {
    return histories(this.#data, this.#schema.declared, query)
  }

  liveTransitions(query: LiveTransitionsQuery): AsyncIterable<LiveTransition> {
    return this.#liveTransitions.find(query)
  }

  async merge(asked: CustomerMerge): Promise<void> {
    merge(this.#data, asked)
  }

  async unmerge(undo: { readonly id: string; readonly at: number }): Promise<void> {
    unmerge(this.#data, undo)
  }

  async joined(customers: readonly string[]): Promise<readonly JoinedIds[]> {
    return joined(this.#data, customers)
  }

  async patches(customers: readonly string[]): Promise<readonly CustomerPatch[]> {
    return patches(this.#data, customers)
  }

  async held(customers: readonly string[]): Promise<HeldRows> {
    return held(this.#persons, customers)
  }

  async erase(customers: readonly string[]): Promise<readonly UnreachedNode[]> {
    erase(this.#persons, customers)
    return []
  }

  async batch(): Promise<number> {
    return this.#data.batch
  }

  async counts(): Promise<WarehouseCounts> {
    return counts(this.#data)
  }

  async customer(id: string, asOf: number): Promise<CustomerRecord | undefined> {
    return this.#data.customer(id, asOf)
  }

  async findCustomers(text: string, limit: number, after?: string): Promise<readonly string[]> {
    // Those that begin with the text are the likelier ones.
    const compare = (a: string, b: string) =>
      Number(b.startsWith(text)) - Number(a.startsWith(text)) || compareIds(a, b)
    return [...this.#data.ids()]
      .filter(id => id.includes(text) && (after === undefined || compare(id, after) > 0))
      .sort(compare)
      .slice(0, limit)
  }

  async sizes(query: SizesQuery): Promise<SizesResult> {
    return sizes(this.#data, query)
  }

  rows(query: RowsQuery): AsyncIterable<CustomerRow> {
    return rows(this.#data, query)
  }

  async ranked(query: RankedQuery): Promise<readonly CustomerRow[] | undefined> {
    return ranked(this.#data, this.#memberships, query)
  }

  async table(query: TableQuery): Promise<CustomerTable> {
    return table(this.#data, query)
  }

  async difference(query: DifferenceQuery): Promise<ReadonlyMap<string, Difference>> {
    return difference(this.#data, query)
  }

  async migration(query: MigrationQuery): Promise<readonly MigrationCell[]> {
    return migration(this.#data, query)
  }

  async cutoffs(context: PopulationContext, segmentations: readonly (Tiers | Rfm)[]): Promise<Cutoffs> {
    return cutoffs(this.#data, context, segmentations)
  }

  async refresh(
    request: RefreshRequest,
    progress?: (done: number, of: number) => void,
  ): Promise<RefreshOutcome> {
    const stores = { data: this.#data, memberships: this.#memberships, transitions: this.#transitions }
    return refresh(stores, request, progress)
  }

  async dropRefresh(id: number): Promise<void> {
    this.#memberships.drop(id)
    this.#transitions.drop(id)
  }

  async keepRefreshes(ids: readonly number[]): Promise<void> {
    this.#memberships.keep(ids)
  }

  async *members(query: Parameters<Warehouse['members']>[0]): AsyncIterable<string> {
    const { after, limit = Number.POSITIVE_INFINITY } = query
    let given = 0
    for (const customer of this.#memberships.members(query)) {
      if (given >= limit) return
      if (after !== undefined && compareIds(customer, after) <= 0) continue
      given += 1
      yield customer
    }
  }

  async overlap({
    refresh,
    segments: asked,
  }: Parameters<Warehouse['overlap']>[0]): Promise<readonly OverlapCell[]> {
    const cells = new Map<string, { segments: readonly string[]; customers: number }>()
    for (const { segments } of this.#memberships.of(refresh).values()) {
      const found = asked.filter(id => segments.includes(id))
      const key = JSON.stringify(found)
      const cell = cells.get(key) ?? { segments: found, customers: 0 }
      cell.customers += 1
      cells.set(key, cell)
    }
    return [...cells.values()]
  }

  async membership(
    refresh: number,
    _layout: unknown,
    customer: string,
  ): Promise<StoredMembership | undefined> {
    return this.#memberships.of(refresh).get(customer)
  }

  transitions(query: TransitionsQuery): AsyncIterable<Transition> {
    return this.#transitions.find(query)
  }

  async movement(query: Parameters<Warehouse['movement']>[0]): Promise<readonly Movement[]> {
    return this.#transitions.movement(query)
  }
}
