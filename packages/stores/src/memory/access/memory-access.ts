import type { AccessStore } from '@kindred/engine'
import { MemoryKeys } from './memory-keys.ts'
import { MemoryLinks } from './memory-links.ts'
import { MemorySignIns } from './memory-sign-ins.ts'
import { MemoryUsers } from './memory-users.ts'

/** Who may come in, in memory. */
export class MemoryAccess implements AccessStore {
  readonly users = new MemoryUsers()
  readonly signIns = new MemorySignIns()
  readonly links = new MemoryLinks()
  readonly keys = new MemoryKeys()
}
