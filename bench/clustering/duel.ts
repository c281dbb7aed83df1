import { performance } from 'node:perf_hooks'
import { cpuUsage } from 'node:process'
import { adjustedRand } from '@kindred/learning'
import type { Figure, Goal } from '../benchmark.ts'
import { median } from '../race.ts'
import type { Peer } from './peer.ts'

/** What a fit has found, as far as it is compared. */
export interface Found {
  readonly inertia?: number
  readonly silhouette?: number
  readonly variances?: readonly number[]
  readonly labels?: ArrayLike<number>
}

export interface Duel {
  readonly id: string
  readonly goal: Goal
  /** Runs of ours and of the peer, in turn. */
  readonly turns: number
  ours(): Found
  /** What the peer is asked; of several the fastest counts. None where it cannot do it. */
  readonly tasks: readonly object[]
}

/**
 * Lets ours and the peer do the same work in turn, and fails by name where they have not found the same. The figure is
 * the ratio of medians. Processor time is told as well: on a busy machine it says more.
 */
export async function fight(duel: Duel, peer: Peer | undefined): Promise<readonly Figure[]> {
  const ours: Timed[] = []
  const theirs = duel.tasks.map((): Timed[] => [])
  for (let turn = 0; turn < duel.turns; turn += 1) {
    const { found, ...timed } = timeOurs(duel)
    ours.push(timed)
    for (const [at, task] of duel.tasks.entries()) {
      const answer = await peer?.ask(task)
      if (answer === undefined) continue
      requireSame(duel.id, found, answer)
      theirs[at]?.push(answer)
    }
  }
  return figuresOf(duel, ours, theirs)
}

interface Timed {
  readonly seconds: number
  /** Processor seconds, of all threads. */
  readonly busy: number
}

function timeOurs({ ours }: Duel): Timed & { readonly found: Found } {
  const busy = cpuUsage()
  const began = performance.now()
  const found = ours()
  const seconds = (performance.now() - began) / 1000
  const { user, system } = cpuUsage(busy)
  return { found, seconds, busy: (user + system) / 1e6 }
}

/** Single precision, and rows as near to two centres, leave a thousandth of difference. */
const ALIKE = 1e-3

function requireSame(id: string, ours: Found, theirs: Found): void {
  const numbers = (found: Found): readonly number[] => [
    ...(found.inertia === undefined ? [] : [found.inertia]),
    ...(found.silhouette === undefined ? [] : [found.silhouette]),
    ...(found.variances ?? []),
  ]
  const own = numbers(ours)
  const differs = numbers(theirs).some(
    (value, at) => Math.abs((own[at] ?? 0) - value) > ALIKE * Math.abs(value),
  )
  const agree = theirs.labels === undefined ? 1 : adjustedRand(ours.labels ?? [], theirs.labels)
  if (differs || agree < 1 - ALIKE) throw new Error(`${id}: ours and the peer have not found the same.`)
}

function figuresOf({ id, goal }: Duel, ours: readonly Timed[], theirs: readonly Timed[][]): Figure[] {
  const of = (times: readonly Timed[], what: keyof Timed): number => median(times.map(each => each[what]))
  const own: Figure = { id: `${id}: ours`, value: of(ours, 'seconds'), unit: 's' }
  if (theirs.length === 0 || theirs.some(times => times.length === 0)) return [own]
  const fastest = (what: keyof Timed): number => Math.min(...theirs.map(times => of(times, what)))
  return [
    { id, value: fastest('seconds') / own.value, unit: 'x', goal },
    own,
    { id: `${id}: peer`, value: fastest('seconds'), unit: 's' },
    { id: `${id}: processor time`, value: fastest('busy') / of(ours, 'busy'), unit: 'x' },
  ]
}
