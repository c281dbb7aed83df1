import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { performance } from 'node:perf_hooks'
import { text } from 'node:stream/consumers'
import { setTimeout as pause } from 'node:timers/promises'
import { cpuOf, peakOf } from '../refresh/cpu.ts'

const PROGRAM = resolve(import.meta.dirname, '../../packages/cli/bin/kindred.js')
/** Milliseconds between two looks: a process keeps its peak itself, only its end must not be missed by much. */
const LOOK = 200

/** What one command of the command line took, and what it said. */
export interface Watched<Said = unknown> {
  readonly seconds: number
  /** Processor seconds of the command's process and of the warehouse it started. */
  readonly busy: number
  /** The most memory each held, in bytes. */
  readonly process: number
  readonly warehouse: number
  readonly said: Said
}

interface Held {
  readonly peak: number
  readonly busy: number
}

/** Runs `kindred -C FOLDER … --json` as anybody would, and looks at it and at the warehouse it starts. Linux only. */
export async function runWatched<Said>(folder: string, words: readonly string[]): Promise<Watched<Said>> {
  const start = performance.now()
  const child = spawn(process.execPath, [PROGRAM, '-C', folder, ...words, '--json'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const outputs = Promise.all([text(child.stdout), text(child.stderr)])
  const exit = once(child, 'exit')
  const held = new Map<number, Held>()
  const ended = exit.then(() => true)
  do lookAt(child.pid ?? 0, held)
  while (!(await Promise.race([ended, pause(LOOK, false)])))
  const [[out, complaint], [code]] = await Promise.all([outputs, exit])
  if (code !== 0) throw new Error(`kindred ${words.join(' ')} ended with ${code}: ${complaint}${out}`)
  const others = [...held].flatMap(([pid, each]) => (pid === child.pid ? [] : [each]))
  return {
    seconds: (performance.now() - start) / 1000,
    busy: [...held.values()].reduce((sum, { busy }) => sum + busy, 0),
    process: held.get(child.pid ?? 0)?.peak ?? 0,
    warehouse: others.reduce((most, { peak }) => Math.max(most, peak), 0),
    said: JSON.parse(out),
  }
}

/** A process and all it has started. One that ends meanwhile keeps what was seen last. */
function lookAt(pid: number, held: Map<number, Held>): void {
  try {
    // One that has ended and is not yet taken leave of says no peak any more.
    const [peak, busy] = [peakOf(pid), cpuOf(pid)]
    if (peak > 0) held.set(pid, { peak, busy })
    for (const each of childrenOf(pid)) lookAt(each, held)
  } catch (error) {
    if (!isGone(error)) throw error
  }
}

function childrenOf(pid: number): number[] {
  const listed = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim()
  return listed === '' ? [] : listed.split(' ').map(Number)
}

function isGone(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ESRCH')
}
