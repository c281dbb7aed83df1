import { readFileSync, readlinkSync, statSync } from 'node:fs'
import { hostname } from 'node:os'
import { z } from 'zod'
import { isAlive, ownIdentity } from './process-identity.ts'

const lockHolder = z.object({
  pid: z.int().positive(),
  started: z.string(),
  /** For people. */
  host: z.string(),
  /** Where a pid means the same process: the host, and on Linux its container. */
  machine: z.string(),
  /** Where it serves the workspace; absent while it does not. */
  address: z.string().optional(),
  /** Known to who may read the lock: this user. Tells one hold from the next, and lets its server be asked. */
  token: z.string(),
  /** UTC, ISO 8601. */
  since: z.string(),
})

/** Who holds a workspace. */
export type LockHolder = z.infer<typeof lockHolder>

/** How often a holder shows that it lives, and how long it may be silent; for those who cannot see its process. */
export const heartbeat = { every: 10_000, patience: 60_000 }

/** This process as a holder. */
export function ownHold(token: string): LockHolder {
  const machine = ownMachine()
  return { ...ownIdentity(), host: hostname(), machine, token, since: new Date().toISOString() }
}

/** What the file says; `undefined` when it is not there, or says nothing that can be understood. */
export function readHolder(path: string): LockHolder | undefined {
  try {
    return lockHolder.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    return undefined
  }
}

/**
 * Whether the holder still is: by its process where that can be looked up, else (another machine or container, on a
 * shared disk) by whether the file was touched lately.
 */
export function holds(holder: LockHolder, path: string): boolean {
  if (holder.machine === ownMachine()) return isAlive(holder)
  return Date.now() - touchedAt(path) < heartbeat.patience
}

function touchedAt(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0
}

function ownMachine(): string {
  if (process.platform !== 'linux') return hostname()
  // Two containers with one disk and one host name have pids of their own.
  return `${hostname()} ${readlinkSync('/proc/self/ns/pid')}`
}
