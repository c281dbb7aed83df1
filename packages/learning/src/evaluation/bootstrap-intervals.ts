import { LearningError } from '../errors.ts'
import { quantile } from '../numeric/quantile.ts'
import type { Random } from '../numeric/random.ts'
import { requireOption } from '../numeric/require-option.ts'
import { step, type Watch } from '../numeric/watch.ts'
import type { FigureInterval } from './figure-interval.ts'

export interface BootstrapOptions extends Watch {
  readonly random: Random
  /** Samples that are drawn. Default 200. */
  readonly repeats?: number
  /** The confidence, above 0 and below 1. Default 0.95. */
  readonly level?: number
  /** Of every row, whose it is: all rows of one are drawn together. Default: each by itself. */
  readonly groups?: ArrayLike<number>
}

/**
 * Intervals of figures, from what they are in samples drawn from the rows with replacement (the percentile bootstrap).
 *
 * @param rows    - How many there are.
 * @param figures - What they are where rows have such weights: so many times each was drawn.
 * @returns One interval a figure; samples in which only one answer was drawn are left out.
 * @throws LearningError `bad_option`, `wrong_length`, `cancelled`, and what `figures` throws
 *
 * Source: Efron (1979), Bootstrap methods: another look at the jackknife.
 * Cost: `repeats` times that of the figures.
 *
 * @example
 * const values = [1, 2, 3, 4]
 * const mean = weights => [values.reduce((sum, value, at) => sum + value * weights[at], 0) / 4]
 * bootstrapIntervals(4, mean, { random: seeded(1) })[0].value // 2.5
 */
export function bootstrapIntervals(
  rows: number,
  figures: (weights: Float64Array) => readonly number[],
  options: BootstrapOptions,
): readonly FigureInterval[] {
  const { random, repeats = 200, level = 0.95 } = options
  requireOption('repeats', repeats, { least: 1, whole: true })
  requireOption('level', level, { above: 0, most: 1 - 1e-9 })
  const own = figures(new Float64Array(rows).fill(1))
  const draw = drawerOf(rows, options.groups, random)
  const samples: (readonly number[])[] = []
  for (let repeat = 0; repeat < repeats; repeat += 1) {
    const drawn = unlessOneSided(() => figures(draw()))
    if (drawn !== undefined) samples.push(drawn)
    step(options, repeat + 1, repeats)
  }
  return own.map((value, at) => {
    const sorted = samples.map(sample => sample[at]!).sort((a, b) => a - b)
    const edge = (share: number): number => (sorted.length > 0 ? quantile(sorted, share) : value)
    return { value, low: edge((1 - level) / 2), high: edge((1 + level) / 2) }
  })
}

/** A sample of rows, as how many times each is in it. */
function drawerOf(rows: number, groups: ArrayLike<number> | undefined, random: Random): () => Float64Array {
  if (groups === undefined)
    return () => {
      const times = new Float64Array(rows)
      for (let drawn = 0; drawn < rows; drawn += 1) times[random.below(rows)]! += 1
      return times
    }
  if (groups.length !== rows)
    throw new LearningError('wrong_length', {
      what: 'The list of groups',
      given: groups.length,
      wanted: rows,
    })
  const places = new Map<number, number>()
  const placeOf = Int32Array.from(groups, group => {
    if (!places.has(group)) places.set(group, places.size)
    return places.get(group)!
  })
  const drawGroups = drawerOf(places.size, undefined, random)
  return () => {
    const times = drawGroups()
    return Float64Array.from(placeOf, place => times[place]!)
  }
}

function unlessOneSided<T>(run: () => T): T | undefined {
  try {
    return run()
  } catch (error) {
    if (error instanceof LearningError && error.code === 'one_class') return undefined
    throw error
  }
}
