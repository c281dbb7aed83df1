import { totalmem } from 'node:os'

/** Bytes this process may have: the machine's, or what its container is held to. */
export function machineMemory(): number {
  const limit = process.constrainedMemory()
  return limit > 0 ? Math.min(limit, totalmem()) : totalmem()
}
