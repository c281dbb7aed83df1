import type {
  CustomerRow,
  CustomerTable,
  Difference,
  DifferenceQuery,
  MigrationCell,
  MigrationQuery,
  Movement,
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
  Warehouse,
} from '@kindred/engine'
import type { Cutoffs, Rfm, Tiers } from '@kindred/language'
import { newestBatch } from '../batches/noted-batch.ts'
import type { Nodes } from '../nodes.ts'
import { cutoffs } from './cutoffs.ts'
import { difference } from './difference.ts'
import { dropRefresh, keepRefreshes } from './kept-refreshes.ts'
import { migration } from './migration.ts'
import { PopulationReader } from './population-reader.ts'
import { ranked } from './ranked.ts'
import { refresh } from './refresh.ts'
import { rows } from './rows.ts'
import { sizes } from './sizes.ts'
import { type MembersQuery, storedMembers, storedMembership } from './stored-memberships.ts'
import { type OverlapQuery, storedOverlap } from './stored-overlap.ts'
import { type MovementQuery, movement, storedTransitions } from './stored-transitions.ts'
import { table } from './table.ts'

type Population = Pick<
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

/**
 * What a warehouse answers about everybody, on ClickHouse: each node works on its own customers, and the answers are
 * put together here. A node that is down is an error that names it, never a part left out.
 */
export class PopulationQueries implements Population {
  readonly #nodes: Nodes

  constructor(nodes: Nodes) {
    this.#nodes = nodes
  }

  async sizes(query: SizesQuery): Promise<SizesResult> {
    return sizes(await this.#reader(), query)
  }

  async *rows(query: RowsQuery): AsyncGenerator<CustomerRow> {
    yield* rows(await this.#reader(), query)
  }

  async ranked(query: RankedQuery): Promise<readonly CustomerRow[] | undefined> {
    return ranked(await this.#reader(), query)
  }

  async table(query: TableQuery): Promise<CustomerTable> {
    return table(await this.#reader(), query)
  }

  async difference(query: DifferenceQuery): Promise<ReadonlyMap<string, Difference>> {
    return difference(await this.#reader(), query)
  }

  async migration(query: MigrationQuery): Promise<readonly MigrationCell[]> {
    return migration(await this.#reader(), query)
  }

  async cutoffs(context: PopulationContext, segmentations: readonly (Tiers | Rfm)[]): Promise<Cutoffs> {
    return cutoffs(await this.#reader(), context, segmentations)
  }

  async refresh(
    request: RefreshRequest,
    progress?: (done: number, of: number) => void,
  ): Promise<RefreshOutcome> {
    return refresh(await this.#reader(), request, progress)
  }

  dropRefresh(id: number): Promise<void> {
    return dropRefresh(this.#nodes, id)
  }

  keepRefreshes(ids: readonly number[]): Promise<void> {
    return keepRefreshes(this.#nodes, ids)
  }

  members(query: MembersQuery): AsyncGenerator<string> {
    return storedMembers(this.#nodes, query)
  }

  overlap(query: OverlapQuery): Promise<readonly OverlapCell[]> {
    return storedOverlap(this.#nodes, query)
  }

  membership(
    id: number,
    layout: Parameters<Warehouse['membership']>[1],
    customer: string,
  ): Promise<StoredMembership | undefined> {
    return storedMembership(this.#nodes, id, layout, customer)
  }

  transitions(query: TransitionsQuery): AsyncGenerator<Transition> {
    return storedTransitions(this.#nodes, query)
  }

  movement(query: MovementQuery): Promise<readonly Movement[]> {
    return movement(this.#nodes, query)
  }

  async #reader(): Promise<PopulationReader> {
    return PopulationReader.open(this.#nodes, await newestBatch(this.#nodes))
  }
}
