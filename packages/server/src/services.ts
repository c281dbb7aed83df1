import type { DiscoveryPorts, SourceFiles, TrainingPorts, WrittenSettings } from '@kindred/engine'
import type { SeenProfiles } from '@kindred/stores/profiles'
import type { AuditTrail } from './access/audit-trail.ts'
import type { Gate } from './access/gate.ts'
import type { SignInProvider } from './access/sign-in-provider.ts'
import type { HookDeliveries } from './hooks/hook-deliveries.ts'
import type { Jobs } from './http/jobs.ts'
import type { LiveHost } from './live/live-host.ts'
import type { Erasures } from './privacy/erasures.ts'
import type { Uploads } from './uploads/uploads.ts'

/** What the routes work with; made in compose.ts and nowhere else. */
export interface Services {
  readonly engine: DiscoveryPorts & TrainingPorts
  readonly live: LiveHost
  readonly hooks: HookDeliveries
  readonly jobs: Jobs
  readonly erasures: Erasures
  readonly gate: Gate
  readonly trail: AuditTrail
  /** Absent: one signs in by password only. */
  readonly provider?: SignInProvider
  /** The id of the workspace: what pseudonyms of the audit log are made with. */
  readonly workspaceId: () => Promise<string>
  /** What can be said of the profiles while the live half does not run; `undefined` when there are none yet. */
  readonly lookAtProfiles?: () => Promise<SeenProfiles | undefined>
  readonly files: SourceFiles
  readonly uploads: Uploads
  /** Folder for the rows set aside of files that were uploaded. */
  readonly setAside: string
  /** The workspace folder; absent where there is none. */
  readonly folder?: string
  /** Settings of the configuration, which hold where no definition file speaks. */
  readonly settings: WrittenSettings
  /** In whose name definitions are applied when a request names nobody. */
  readonly author: string
  /** Whether the owner of the folder may name a file of this machine, which she could read herself. */
  readonly localFiles: boolean
}
