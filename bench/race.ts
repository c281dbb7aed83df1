import { performance } from 'node:perf_hooks'

/** One way to do the same work. */
export interface Contender {
  readonly name: string
  /** Does a little of it and says how many pieces that was; half a millisecond to thirty. */
  burst(): Promise<number> | number
}

export interface RaceOptions {
  readonly turns: number
  readonly note: (line: string) => void
}

/** Turns nobody counts, in which the engines get warm. */
const WARM_UP = 20

/**
 * Lets the contenders work in turns of a few milliseconds. Whatever else the machine does falls on all of
 * them alike, and a turn that was interrupted does not move a median.
 *
 * @returns Pieces a second, a number for each turn, by the contender's name.
 */
export async function race(
  contenders: readonly Contender[],
  { turns, note }: RaceOptions,
): Promise<ReadonlyMap<string, readonly number[]>> {
  const rates = new Map<string, number[]>(contenders.map(({ name }) => [name, []]))
  for (let turn = -WARM_UP; turn < turns; turn += 1) {
    for (const contender of contenders) {
      const rate = await rateOf(contender)
      if (turn >= 0) rates.get(contender.name)?.push(rate)
    }
    if (turn > 0 && turn % 50 === 0) note(`turn ${turn} of ${turns}`)
  }
  return rates
}

/** The first burst brings the contender's code and data back into the caches that the others have used. */
async function rateOf(contender: Contender): Promise<number> {
  await contender.burst()
  const start = performance.now()
  const burst = contender.burst()
  const done = typeof burst === 'number' ? burst : await burst
  return (done * 1000) / (performance.now() - start)
}

/** The middle one; of an even number the upper of the two. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted[Math.floor(sorted.length / 2)]
  if (middle === undefined) throw new Error('There is no median of nothing.')
  return middle
}
