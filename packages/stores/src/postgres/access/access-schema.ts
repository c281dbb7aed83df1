import type { ApiKey, AuditEvent, OneTimeLink, Role } from '@kindred/engine'
import type { ColumnType, Generated } from 'kysely'

/** Whole numbers come back as text from one driver and as numbers from the other. */
type Whole = ColumnType<string | number | bigint, number, number>

interface AccountTable {
  id: string
  number: Generated<number>
  name: string
  email: string
  role: Role
  teams: ColumnType<readonly string[], string, string>
  created_at: Whole
  password: string | null
  issuer: string | null
  subject: string | null
  failures: number
  locked_until: Whole | null
  disabled_at: Whole | null
}

interface SignInTable {
  hash: string
  account: string
  created_at: Whole
  expires_at: Whole
}

interface OneTimeLinkTable {
  hash: string
  purpose: OneTimeLink['purpose']
  account: string | null
  expires_at: Whole
}

interface ApiKeyTable {
  id: string
  number: Generated<number>
  hash: string
  record: ColumnType<Omit<ApiKey, 'id' | 'hash' | 'revokedAt'>, string, never>
  revoked_at: Whole | null
}

/** Written once: nothing of a row may be set again. */
interface AuditTable {
  number: ColumnType<string | number | bigint, number, never>
  at: ColumnType<string | number | bigint, number, never>
  actor_kind: AuditEvent['actor']['kind']
  actor: string
  actor_name: string
  action: string
  targets: ColumnType<string[], string[], never>
  outcome: AuditEvent['outcome']
  code: string | null
  count: number
  hash: string
}

/** The tables of who may come in and of what was done. */
export interface AccessTables {
  account: AccountTable
  sign_in: SignInTable
  one_time_link: OneTimeLinkTable
  api_key: ApiKeyTable
  audit_entry: AuditTable
}
