import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { performance } from 'node:perf_hooks'
import { cpuUsage } from 'node:process'
import { createInterface } from 'node:readline'
import { type FittedLifetime, fitLifetime } from '@kindred/learning'
import type { BenchmarkOptions, Figure } from '../benchmark.ts'
import { plainEnvironment } from '../python-peer.ts'
import { median } from '../race.ts'
import { type BuyingHistories, buyingHistories } from './buying-histories.ts'

const CUSTOMERS = 1_000_000
const TURNS = 5
const PYTHON = '/usr/bin/python3'

interface Timed {
  readonly seconds: number
  /** Processor seconds, of all threads. */
  readonly busy: number
}

interface Answer extends Timed {
  readonly logLikelihood: number
  readonly parameters: readonly number[]
}

/**
 * BG/NBD of a million customers. Ours groups equal histories, tries four starts and ends with standard errors; scipy
 * climbs the same likelihood with the same analytic slopes from one start, over all customers and, as a second way,
 * over histories that numpy has grouped. The faster of its two ways counts.
 */
export async function bgNbd({ scale, note }: BenchmarkOptions): Promise<readonly Figure[]> {
  const histories = buyingHistories(Math.round(CUSTOMERS * scale), 5)
  const peer = await openPeer(histories)
  if (peer === undefined)
    note('scipy is not there, so there is nobody to compare with: apt-get install python3-scipy.')
  const times: Record<Way, Timed[]> = { ours: [], all: [], grouped: [] }
  try {
    for (let turn = 0; turn < TURNS; turn += 1) {
      const { fitted, ...timed } = timeOurs(histories)
      times.ours.push(timed)
      if (turn === 0) note(`${fitted.histories} of ${fitted.customers} histories differ`)
      for (const way of ['all', 'grouped'] as const) {
        const answer = await peer?.ask(way)
        if (answer === undefined) continue
        requireSame(fitted.logLikelihood, answer.logLikelihood)
        times[way].push(answer)
      }
    }
  } finally {
    peer?.close()
  }
  return figuresOf(times)
}

type Way = 'ours' | 'all' | 'grouped'

function timeOurs(histories: BuyingHistories): Timed & { readonly fitted: FittedLifetime } {
  const busy = cpuUsage()
  const began = performance.now()
  const fitted = fitLifetime(histories, { model: 'bg_nbd' })
  const seconds = (performance.now() - began) / 1000
  const { user, system } = cpuUsage(busy)
  return { fitted, seconds, busy: (user + system) / 1e6 }
}

function requireSame(ours: number, theirs: number): void {
  if (Math.abs(ours - theirs) <= 1e-6 * Math.abs(ours)) return
  throw new Error(`Ours and scipy have not found the same likelihood: ${ours} and ${theirs}.`)
}

function figuresOf(times: Readonly<Record<Way, readonly Timed[]>>): Figure[] {
  const of = (way: Way, what: keyof Timed): number => median(times[way].map(each => each[what]))
  const own: Figure = { id: 'bg/nbd: ours', value: of('ours', 'seconds'), unit: 's' }
  if (times.all.length === 0) return [own]
  const fastest = (what: keyof Timed): number => Math.min(of('all', what), of('grouped', what))
  return [
    { id: 'bg/nbd', value: fastest('seconds') / own.value, unit: 'x', goal: { atLeast: 5 } },
    { id: 'bg/nbd: processor time', value: fastest('busy') / of('ours', 'busy'), unit: 'x' },
    own,
    { id: 'bg/nbd: scipy, all customers', value: of('all', 'seconds'), unit: 's' },
    { id: 'bg/nbd: scipy, grouped', value: of('grouped', 'seconds'), unit: 's' },
  ]
}

interface ScipyPeer {
  ask(way: string): Promise<Answer>
  close(): void
}

async function openPeer(histories: BuyingHistories): Promise<ScipyPeer | undefined> {
  if (spawnSync(PYTHON, ['-c', 'import scipy']).status !== 0) return undefined
  const folder = mkdtempSync(join(tmpdir(), 'kindred-bench-'))
  for (const [name, values] of Object.entries(histories))
    writeFileSync(
      join(folder, `${name}.f64`),
      new Uint8Array(values.buffer, values.byteOffset, values.byteLength),
    )
  const child = startPython(folder)
  const lines = createInterface({ input: child.stdout! })[Symbol.asyncIterator]()
  await lines.next()
  return {
    async ask(way) {
      child.stdin?.write(`${way}\n`)
      const line = await lines.next()
      if (line.done === true) throw new Error('scipy ended in the middle of a fit.')
      return JSON.parse(line.value)
    },
    close() {
      child.stdin?.end()
      rmSync(folder, { recursive: true })
    },
  }
}

function startPython(folder: string): ChildProcess {
  return spawn(PYTHON, [resolve(import.meta.dirname, 'bg_nbd_peer.py'), folder], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: plainEnvironment(),
  })
}
