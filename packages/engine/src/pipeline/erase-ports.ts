import type { SetAsideRows } from '../ports/set-aside-rows.ts'
import type { HiddenCustomers } from '../privacy/hidden-customers.ts'
import type { EnginePorts } from './engine-ports.ts'
import type { Live } from './live.ts'

/** Everything that holds something of single persons. */
export interface ErasePorts extends EnginePorts {
  readonly hidden: HiddenCustomers
  readonly setAside: SetAsideRows
  /** `undefined` while it does not run here. */
  live(): Pick<Live, 'identities' | 'held' | 'erase'> | undefined
  /** Lets go of what this process keeps in memory of answers it gave. */
  forgetAnswers(customers: readonly string[]): void
  /** Whether there are profiles that only the live half can open. */
  hasProfiles(): Promise<boolean>
}
