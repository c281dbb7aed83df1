import type {
  DeadLetter,
  DefinitionResult,
  Definitions,
  Discovery,
  DiscoverySummary,
  Erasure,
  FittedModel,
  FittedModelSummary,
  FittedScorer,
  Hook,
  ImportRecord,
  MembershipLayout,
  Proposal,
  Refresh,
} from '@kindred/engine'
import type { ColumnType, Generated } from 'kysely'
import type { AccessTables } from './access/access-schema.ts'

/** Whole numbers come back as text from one driver and as numbers from the other: `wholeNumber` reads both. */
type Whole = ColumnType<string | number | bigint, number, number>
/** Stored as `json`, not `jsonb`: the order of keys is the order people wrote, and NUL in a text survives. */
type Json<T> = ColumnType<T, string, string>

interface DefinitionVersionTable {
  version: number
  definitions: Json<Definitions>
  author: string
  at: Whole
  note: string | null
}

interface RefreshTable {
  id: Generated<number>
  as_of: Whole
  definitions_version: number
  rules_version: number | null
  started_at: Whole
  published_at: Whole | null
  state: Refresh['state']
  reason: string | null
  batch: Whole
  customers: Whole
  layout: Json<MembershipLayout>
  results: Json<readonly DefinitionResult[]>
  cutoffs: Json<Refresh['cutoffs']>
  value: string | null
  value_type: 'number' | 'money' | null
}

interface ImportTable {
  id: string
  number: Generated<number>
  state: ImportRecord['state']
  record: Json<ImportRecord>
}

interface HookTable {
  id: string
  number: Generated<number>
  record: Json<Omit<Hook, 'delivered'>>
  delivered: Whole | null
}

interface DeadLetterTable {
  id: Generated<number>
  hook: string
  letter: Json<Omit<DeadLetter, 'id'>>
}

interface DiscoveryTable {
  id: string
  round: number
  number: Generated<number>
  /** What a list shows, apart from the record, which is heavy. Without what it was published as. */
  summary: Json<Omit<DiscoverySummary, 'published'>>
  record: Json<Omit<Discovery, 'published'>>
  published: Json<Discovery['published']>
}

interface FittedModelTable {
  id: string
  version: number
  number: Generated<number>
  summary: Json<FittedModelSummary>
  /** What definitions need of a champion, without the rest. */
  formula: Json<FittedScorer>
  record: Json<Omit<FittedModel, 'id' | 'version' | 'method' | 'inputs' | 'scorer' | 'outputs'>>
}

interface ErasureTable {
  id: string
  number: Generated<number>
  /** Null while something is left to remove. */
  done_at: Whole | null
  record: Json<Erasure>
}

interface ProposalTable {
  id: string
  number: Generated<number>
  state: Proposal['state']
  record: Json<Proposal>
}

/** Of one row. */
interface WorkspaceTable {
  number: Generated<number>
  id: string
}

/** The tables of the catalog, as `migrations.ts` makes them. */
export interface CatalogTables extends AccessTables {
  definition_version: DefinitionVersionTable
  refresh: RefreshTable
  import: ImportTable
  hook: HookTable
  dead_letter: DeadLetterTable
  discovery: DiscoveryTable
  fitted_model: FittedModelTable
  erasure: ErasureTable
  proposal: ProposalTable
  workspace: WorkspaceTable
}

export function wholeNumber(stored: string | number | bigint): number {
  return Number(stored)
}
