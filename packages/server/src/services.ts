import type { EnginePorts } from '@kindred/engine'
import type { Uploads } from './uploads/uploads.ts'

/** What the routes work with; made in compose.ts and nowhere else. */
export interface Services {
  readonly engine: EnginePorts
  readonly uploads: Uploads
  /** Of this program. */
  readonly version: string
  /** The workspace folder; absent where there is none. */
  readonly folder?: string
  /** Whether a request may name a file of this machine: yes for those who could read it themselves. */
  readonly localFiles: boolean
}
