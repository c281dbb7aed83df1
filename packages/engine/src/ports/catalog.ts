import type { Definitions } from '../records/definitions.ts'
import type { Discovery, DiscoverySummary } from '../records/discovery.ts'
import type { Erasure } from '../records/erasure.ts'
import type { FittedModel, FittedModelSummary, FittedScorer } from '../records/fitted-model.ts'
import type { DeadLetter, Hook } from '../records/hook.ts'
import type { ImportRecord } from '../records/import-record.ts'
import type { Proposal } from '../records/proposal.ts'
import type { Refresh } from '../records/refresh.ts'
import type { AccessStore, AuditLog } from './catalog-access.ts'
import type { PairedStore } from './paired-store.ts'
import type { NodeHealth } from './warehouse.ts'

/** Definitions and their versions, refreshes, imports, web hooks, discoveries, fitted models, who may come in, who was erased, and what was done. Every implementation passes `testing/catalog-suite.ts`. */
export interface Catalog extends PairedStore {
  readonly kind: 'memory' | 'embedded' | 'server'
  health(): Promise<NodeHealth>
  migrate(): Promise<void>
  close(): Promise<void>
  readonly definitions: DefinitionStore
  readonly refreshes: RefreshStore
  readonly imports: ImportStore
  readonly hooks: HookStore
  readonly discoveries: DiscoveryStore
  readonly models: ModelStore
  readonly proposals: ProposalStore
  readonly erasures: ErasureStore
  readonly access: AccessStore
  readonly audit: AuditLog
}

export interface DefinitionVersion {
  /** 1, 2, 3 … */
  readonly version: number
  readonly definitions: Definitions
  readonly author: string
  readonly at: number
  readonly note?: string
}

export interface DefinitionStore {
  current(): Promise<DefinitionVersion | undefined>
  get(version: number): Promise<DefinitionVersion | undefined>
  /** Newest first, without the definitions themselves. */
  list(limit: number): Promise<readonly Omit<DefinitionVersion, 'definitions'>[]>
  /** Whole or not at all. `expected` is the version this was planned against (0: none); another one there is refused by name. */
  store(next: {
    definitions: Definitions
    author: string
    at: number
    expected: number
    note?: string
  }): Promise<number>
}

export interface RefreshStore {
  /** Takes the next id. */
  begin(refresh: Pick<Refresh, 'asOf' | 'definitionsVersion' | 'rulesVersion' | 'startedAt'>): Promise<number>
  publish(
    id: number,
    result: Pick<
      Refresh,
      'publishedAt' | 'batch' | 'customers' | 'layout' | 'results' | 'cutoffs' | 'value' | 'valueType'
    >,
  ): Promise<void>
  fail(id: number, reason: string): Promise<void>
  get(id: number): Promise<Refresh | undefined>
  /** The published one with the latest instant: the present. Of several at that instant, the newest. */
  current(): Promise<Refresh | undefined>
  /** Published ones, latest instant first. */
  list(query: { limit?: number; until?: number }): Promise<readonly Refresh[]>
  /** All published ones, latest instant first, without what they found: cheap however many there are. */
  published(query: { until?: number }): Promise<readonly Pick<Refresh, 'id' | 'asOf'>[]>
  /** Begun and neither published nor failed: left by a process that died. */
  unfinished(): Promise<readonly Refresh[]>
}

export interface ImportStore {
  begin(record: ImportRecord): Promise<void>
  update(id: string, change: Partial<Omit<ImportRecord, 'id'>>): Promise<void>
  get(id: string): Promise<ImportRecord | undefined>
  /** Newest first. */
  list(limit: number): Promise<readonly ImportRecord[]>
  unfinished(): Promise<readonly ImportRecord[]>
}

export interface HookStore {
  add(hook: Hook): Promise<void>
  get(id: string): Promise<Hook | undefined>
  /** Oldest first. */
  list(): Promise<readonly Hook[]>
  /** Its dead letters go with it. @returns whether there was one. */
  remove(id: string): Promise<boolean>
  /** Notes how far it has been told. Nothing happens when it has been removed meanwhile. */
  advance(id: string, delivered: number): Promise<void>
  /** Gives up on a delivery: the letter is kept and the hook goes on after it, both or neither. */
  bury(letter: Omit<DeadLetter, 'id'>, delivered: number): Promise<void>
  /** Oldest first. */
  deadLetters(hook: string, limit: number): Promise<readonly DeadLetter[]>
  /** How many each hook has; those without any are not named. */
  countDeadLetters(): Promise<ReadonlyMap<string, number>>
  /** Of a hook, takes away one that has been delivered after all. */
  dropDeadLetter(hook: string, id: number): Promise<void>
  /** Takes the moves of these customers out of all dead letters; a letter that holds none any more goes. */
  forget(customers: readonly string[]): Promise<void>
}

export interface DiscoveryStore {
  /** Stores a round whole or not at all; the same round of the same id twice is refused by name. */
  put(discovery: Discovery): Promise<void>
  /** The newest round when none is named. */
  get(id: string, round?: number): Promise<Discovery | undefined>
  /** The newest round of each, latest found first, without what is heavy. */
  list(limit: number): Promise<readonly DiscoverySummary[]>
  /** All rounds of one, newest first. */
  rounds(id: string): Promise<readonly DiscoverySummary[]>
  /** Adds to what a round was published as. @returns whether there is such a round. */
  notePublication(id: string, round: number, publication: Discovery['published'][number]): Promise<boolean>
  /** Where one of these stands as the typical member of a group, nobody does from here on. */
  forget(customers: readonly string[]): Promise<void>
}

export interface ProposalStore {
  add(proposal: Proposal): Promise<void>
  get(id: string): Promise<Proposal | undefined>
  /** Newest first. */
  list(query: { state?: Proposal['state']; limit: number }): Promise<readonly Proposal[]>
  /** Only what is open can be closed, and only once. @returns whether it was. */
  close(id: string, state: 'accepted' | 'refused', closed: NonNullable<Proposal['closed']>): Promise<boolean>
}

export interface ModelStore {
  /** Stores a version whole or not at all; the same version of the same model twice is refused by name. */
  put(model: FittedModel): Promise<void>
  /** The newest version when none is named. */
  get(id: string, version?: number): Promise<FittedModel | undefined>
  /** The newest version of each, latest trained first, without what is heavy. */
  list(limit: number): Promise<readonly FittedModelSummary[]>
  /** All versions of one, newest first. */
  versions(id: string): Promise<readonly FittedModelSummary[]>
  /** The formulas of some versions, in that order; of one that is not there none. */
  scorers(wanted: readonly Pick<FittedModel, 'id' | 'version'>[]): Promise<readonly FittedScorer[]>
}

export interface ErasureStore {
  /** Stores it, in place of what was noted under its id before. */
  put(erasure: Erasure): Promise<void>
  get(id: string): Promise<Erasure | undefined>
  /** Newest first. */
  list(limit: number): Promise<readonly Erasure[]>
  /** Those that are not done, oldest first. */
  open(): Promise<readonly Erasure[]>
  /** Of all there are. */
  hashes(): Promise<ReadonlySet<string>>
  /** How many there are, done or not: it only ever rises. */
  count(): Promise<number>
}
