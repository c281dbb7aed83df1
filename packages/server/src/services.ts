import type { DiscoveryPorts, SourceFiles, TrainingPorts, WrittenSettings } from '@kindred/engine'
import type { SeenProfiles } from '@kindred/stores/profiles'
import type { HookDeliveries } from './hooks/hook-deliveries.ts'
import type { LiveHost } from './live/live-host.ts'
import type { Uploads } from './uploads/uploads.ts'

/** What the routes work with; made in compose.ts and nowhere else. */
export interface Services {
  readonly engine: DiscoveryPorts & TrainingPorts
  readonly live: LiveHost
  readonly hooks: HookDeliveries
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
  /** Whether a request may name a file of this machine: yes for those who could read it themselves. */
  readonly localFiles: boolean
}
