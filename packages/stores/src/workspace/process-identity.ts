import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/**
 * A process, told apart from a later one that was given the same number: a pid alone is reused within
 * hours on a busy machine, and a lock that trusts it would then never be freed.
 */
export interface ProcessIdentity {
  readonly pid: number
  /** When the process began, as the system words it; equal for one process, different for the next of that pid. */
  readonly started: string
}

/** This process. */
export function ownIdentity(): ProcessIdentity {
  return { pid: process.pid, started: startOf(process.pid) ?? 'unknown' }
}

/** The process that has this pid now, or `undefined` when none has. */
export function identityOf(pid: number): ProcessIdentity | undefined {
  const started = startOf(pid)
  return started === undefined ? undefined : { pid, started }
}

/** Whether that very process still runs. A zombie does not: it holds nothing any more. */
export function isAlive(identity: ProcessIdentity): boolean {
  return startOf(identity.pid) === identity.started
}

function startOf(pid: number): string | undefined {
  return process.platform === 'linux' ? linuxStart(pid) : askPs(pid)
}

function linuxStart(pid: number): string | undefined {
  const fields = linuxStat(pid)
  if (fields === undefined || fields[0] === 'Z' || fields[0] === 'X') return undefined
  // Ticks count from the boot, so the same figure can come again after one: the boot is part of it.
  return `${fields[19]} ${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}`
}

/** State, parent's pid and what follows them in `/proc/PID/stat`. The name before them may hold spaces and brackets. */
function linuxStat(pid: number): string[] | undefined {
  try {
    const line = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return line.slice(line.lastIndexOf(')') + 2).split(' ')
  } catch {
    return undefined
  }
}

function askPs(pid: number): string | undefined {
  try {
    const told = execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim()
    return told === '' ? undefined : told
  } catch {
    return undefined
  }
}
