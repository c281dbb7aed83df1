import { readFileSync, writeFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'

/** Linux counts processor time in hundredths of a second. */
const TICKS = 100

/** Seconds of processor time a process has used, of the user and of the system. */
export function cpuOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  return (Number(fields[11]) + Number(fields[12])) / TICKS
}

/** The most memory a process has held since `forgetPeak`, in bytes. */
export function peakOf(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  return Number(/VmHWM:\s+(\d+)/.exec(status)?.[1]) * 1024
}

export function forgetPeak(pid: number): void {
  writeFileSync(`/proc/${pid}/clear_refs`, '5')
}

/** Until the engine has nothing left to do of its own, so that a measurement does not pay for the one before. */
export async function quiet(pid: number): Promise<void> {
  for (let tries = 0; tries < 60; tries += 1) {
    const before = cpuOf(pid)
    await pause(250)
    if (cpuOf(pid) - before <= 0.02) return
  }
}

/** Processor seconds of some work in another process. */
export async function cpuDuring(pid: number, work: () => Promise<unknown>): Promise<number> {
  await quiet(pid)
  const before = cpuOf(pid)
  await work()
  return cpuOf(pid) - before
}
