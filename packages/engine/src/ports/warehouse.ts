import type {
  Checked,
  CheckedSegmentation,
  Cutoffs,
  DeclaredType,
  Rfm,
  Tiers,
  Value,
} from '@kindred/language'
import type { CustomerPatch, CustomerRecord, EventRecord } from '../records/customer-record.ts'
import type { Cause, DefinitionResult, MembershipLayout, Transition } from '../records/refresh.ts'
import type { PairedStore } from './paired-store.ts'
import type { WarehouseImports } from './warehouse-imports.ts'
import type { WarehouseLive } from './warehouse-live.ts'
import type { WarehousePrivacy } from './warehouse-privacy.ts'
import type { WarehouseTables } from './warehouse-tables.ts'

/** Customers, events, memberships and transitions of one workspace. Every implementation passes `testing/warehouse-suite.ts`. */
export interface Warehouse extends WarehouseLive, WarehousePrivacy, WarehouseTables, PairedStore {
  readonly kind: 'memory' | 'embedded' | 'server' | 'cluster'
  /** What is reachable, version by version, node by node. Never throws: what is wrong is in the answer. */
  health(): Promise<readonly NodeHealth[]>
  /** Brings every node to the current schema version; idempotent; refuses a newer one. */
  migrate(): Promise<void>
  /** Adds what is missing of the declared columns, on every node; never drops. Changing a type is refused by name. */
  declare(schema: WarehouseSchema): Promise<void>
  close(): Promise<void>

  readonly imports: WarehouseImports

  /** Direct small writes, each event counted once by its id; a batch is one step: whole or not at all. */
  append(batch: {
    customers: readonly CustomerPatch[]
    events: readonly EventRecord[]
  }): Promise<AppendResult>
  /** Number of the newest batch that can be seen; 0 when there is none. */
  batch(): Promise<number>
  counts(): Promise<WarehouseCounts>
  customer(id: string, asOf: number): Promise<CustomerRecord | undefined>
  /** Ids that begin with the text, in order; then those that contain it. At most `limit`, those that come after `after`. */
  findCustomers(text: string, limit: number, after?: string): Promise<readonly string[]>

  /** Size, and value where one is given, of conditions over the base population. */
  sizes(query: SizesQuery): Promise<SizesResult>
  /** One row a customer for whom `where` holds, in order of id. Memory does not grow with the result. */
  rows(query: RowsQuery): AsyncIterable<CustomerRow>
  /**
   * One page in order of a value: whose value is unknown last, of equal values the lower id first. `undefined` where
   * nobody with the id in `after` is known. Cost: evaluates everybody, holds a page of each range of customers.
   */
  ranked(query: RankedQuery): Promise<readonly CustomerRow[] | undefined>
  /** Who differs between two readings (other definitions, other instants, or both). */
  difference(query: DifferenceQuery): Promise<ReadonlyMap<string, Difference>>
  migration(query: MigrationQuery): Promise<readonly MigrationCell[]>
  /** Where the population is cut; one pass for all segmentations asked. */
  cutoffs(context: PopulationContext, segmentations: readonly (Tiers | Rfm)[]): Promise<Cutoffs>

  /** Evaluates everything in one pass and stores memberships and transitions under the id; unread until the catalog publishes it. Idempotent. */
  refresh(request: RefreshRequest, progress?: (done: number, of: number) => void): Promise<RefreshOutcome>
  /** Removes memberships and transitions of a refresh that was not published. */
  dropRefresh(id: number): Promise<void>
  /** Drops membership rows (not transitions) of all refreshes but these. */
  keepRefreshes(ids: readonly number[]): Promise<void>
  /** Stored members, in order of id. */
  members(query: StoredMembers & { after?: string; limit?: number }): AsyncIterable<string>
  /** How many stored members are in exactly which of some segments, at most 16; one the refresh does not have holds nobody. */
  overlap(query: {
    refresh: number
    layout: MembershipLayout
    segments: readonly string[]
  }): Promise<readonly OverlapCell[]>
  /** What is stored of one customer: her segments and classes. */
  membership(
    refresh: number,
    layout: MembershipLayout,
    customer: string,
  ): Promise<StoredMembership | undefined>
  transitions(query: TransitionsQuery): AsyncIterable<Transition>
  /** Entered and left per calendar day of the zone, by published refreshes. */
  movement(query: {
    kind: 'segment' | 'segmentation'
    definition: string
    refreshes: readonly number[]
    timezone: string
  }): Promise<readonly Movement[]>
}

export interface NodeHealth {
  readonly node: string
  readonly reachable: boolean
  readonly engineVersion?: string
  readonly schemaVersion?: number
  readonly problem?: { readonly says: string; readonly remedy: string }
}

export interface WarehouseSchema {
  readonly attributes: ReadonlyMap<string, DeclaredType>
  readonly events: ReadonlyMap<string, ReadonlyMap<string, DeclaredType>>
}

export interface AppendResult {
  readonly events: number
  readonly duplicates: number
  readonly newCustomers: number
}

export interface WarehouseCounts {
  readonly customers: number
  readonly events: number
  readonly perEvent: ReadonlyMap<string, number>
  readonly firstEventAt: number | undefined
  readonly lastEventAt: number | undefined
}

/** The instant and what was found of the population; the same for every customer and every condition. */
export interface PopulationContext {
  readonly asOf: number
  readonly timezone: string
  readonly weekStart: number
  readonly cutoffs: Cutoffs
}

export interface SizesQuery {
  readonly context: PopulationContext
  readonly conditions: ReadonlyMap<string, Checked>
  /** Number or money. */
  readonly value?: Checked
}
export interface SizesResult {
  readonly customers: number
  /** Sum over all customers; unknown counts as 0. */
  readonly value?: number | bigint
  readonly sizes: ReadonlyMap<string, { readonly size: number; readonly value?: number | bigint }>
}

export interface RowsQuery {
  readonly context: PopulationContext
  readonly columns: ReadonlyMap<string, Checked>
  readonly where?: Checked
  readonly after?: string
  readonly limit?: number
}
/** Of whom, by what and how many. What has no order (a place, tags) cannot be `by`. */
export interface RankedQuery {
  readonly context: PopulationContext
  /** Absent: by id. */
  readonly by?: Checked
  readonly descending: boolean
  readonly columns: ReadonlyMap<string, Checked>
  /** Those for whom it holds. */
  readonly where?: Checked
  /** Those who were stored as members. */
  readonly among?: StoredMembers
  /** The last customer of the page before. */
  readonly after?: string
  readonly limit: number
}
export interface CustomerRow {
  readonly customer: string
  /** In the order of `columns`. */
  readonly values: readonly (Value | undefined)[]
}

/** `undefined` on a side: the definition was not there; nobody is in it. */
export interface DifferenceQuery {
  readonly before: PopulationContext
  readonly after: PopulationContext
  readonly conditions: ReadonlyMap<
    string,
    { readonly before: Checked | undefined; readonly after: Checked | undefined }
  >
  /** How many ids of each to name, lowest ids first. */
  readonly sample: number
}
export interface Difference {
  readonly before: number
  readonly after: number
  readonly entered: number
  readonly left: number
  readonly enteredSample: readonly string[]
  readonly leftSample: readonly string[]
}

export interface MigrationQuery {
  readonly from: { readonly context: PopulationContext; readonly segmentation: CheckedSegmentation }
  readonly to: { readonly context: PopulationContext; readonly segmentation: CheckedSegmentation }
  readonly value?: Checked
}
/** Customers known at both instants stand in a cell of two classes; those not yet known at `from` have `from` undefined. Values are each instant's own. */
export interface MigrationCell {
  readonly from: string | undefined
  readonly to: string
  readonly customers: number
  readonly valueBefore?: number | bigint
  readonly valueAfter?: number | bigint
}

export interface RefreshRequest {
  readonly id: number
  readonly context: PopulationContext
  /** Only these are evaluated. */
  readonly segments: readonly RefreshSegment[]
  readonly segmentations: readonly RefreshSegmentation[]
  readonly value?: Checked
  readonly previous?: {
    readonly id: number
    readonly asOf: number
    readonly batch: number
    readonly layout: MembershipLayout
  }
  /** Definitions that failed and are carried over from `previous` as they stand. */
  readonly carried: readonly { readonly kind: 'segment' | 'segmentation'; readonly id: string }[]
  /** Transitions are recorded only when the instant is not before the previous one. */
  readonly recordTransitions: boolean
}
export interface RefreshSegment {
  readonly id: string
  readonly when: Checked
  /** New, or another text than at `previous`, itself or anything it stands on: its moves have the cause `definition`. */
  readonly changed: boolean
  /** Event types it reads; news of others cannot have moved it. */
  readonly events: readonly string[]
  readonly attributes: readonly string[]
}
export interface RefreshSegmentation extends Omit<RefreshSegment, 'when'> {
  readonly of: CheckedSegmentation
}
export interface RefreshOutcome {
  readonly customers: number
  readonly value?: number | bigint
  readonly batch: number
  readonly layout: MembershipLayout
  readonly results: readonly DefinitionResult[]
  readonly moves: Readonly<Record<Cause, number>>
}

/** Whom a refresh stored in a segment, in a class, or at all. */
export interface StoredMembers {
  readonly refresh: number
  readonly layout: MembershipLayout
  readonly segment?: string
  readonly segmentation?: { readonly id: string; readonly class: string }
}
export interface StoredMembership {
  readonly segments: readonly string[]
  readonly classes: ReadonlyMap<string, string>
}
/** Those in all of these segments and in no other that was asked about; in none where it is empty. */
export interface OverlapCell {
  readonly segments: readonly string[]
  /** 1 or more. */
  readonly customers: number
}
export interface TransitionsQuery {
  readonly refreshes: readonly number[]
  readonly customer?: string
  readonly kind?: 'segment' | 'segmentation'
  readonly definition?: string
  readonly limit?: number
  /** Newest first. */
  readonly descending?: boolean
}
export interface Movement {
  /** Days since 1970-01-01. */
  readonly day: number
  readonly class?: string
  readonly entered: number
  readonly left: number
}
