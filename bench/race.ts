import { performance } from 'node:perf_hooks'

/** One way to do the same work. */
export interface Contender {
  readonly name: string
  /** Does a little of it and says how many pieces that was; at least a tenth of a millisecond long. */
  burst(): Promise<number> | number
}

export interface RaceOptions {
  readonly rounds: number
  /** How long each contender runs in each round. */
  readonly milliseconds: number
  readonly note: (line: string) => void
}

/**
 * Runs the contenders one after another, round after round, so that whatever else the machine is doing falls
 * on all of them alike.
 *
 * @returns Pieces a second, a number for each round, by the contender's name. The first, untold round warms up.
 */
export async function race(
  contenders: readonly Contender[],
  { rounds, milliseconds, note }: RaceOptions,
): Promise<ReadonlyMap<string, readonly number[]>> {
  const rates = new Map<string, number[]>(contenders.map(({ name }) => [name, []]))
  for (const contender of contenders) await rateOf(contender, milliseconds)
  for (let round = 1; round <= rounds; round += 1) {
    for (const contender of contenders) rates.get(contender.name)?.push(await rateOf(contender, milliseconds))
    note(`round ${round} of ${rounds}`)
  }
  return rates
}

async function rateOf(contender: Contender, milliseconds: number): Promise<number> {
  const start = performance.now()
  let done = 0
  while (performance.now() - start < milliseconds) {
    const burst = contender.burst()
    done += typeof burst === 'number' ? burst : await burst
  }
  return (done * 1000) / (performance.now() - start)
}

/** The middle one; of an even number the upper of the two. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted[Math.floor(sorted.length / 2)]
  if (middle === undefined) throw new Error('There is no median of nothing.')
  return middle
}
