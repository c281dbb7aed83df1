import type { Checked, RankSaid, Tiers } from '../ast/checked.ts'

/** Who stands at or above `top` and is in none of the classes before. */
interface Stretch {
  readonly top: number
  readonly holds: boolean
}

/**
 * What was said of a rank as classes called `in` and `out`: the fewest cuts of the population that tell who is in.
 *
 * @param levels - How many levels a decile, quintile or quartile has; the highest number is the best level, as the
 *                 lowest number is the best rank.
 */
export function cutOf(by: Checked, said: RankSaid, levels: number): Tiers {
  const isShare = said.of === 'top' ? said.percent : said.of !== 'rank'
  const { stretches, rest } = merged(stretchesOf(said, levels))
  const method = isShare ? 'quantile' : 'count'
  const classes = stretches.map(({ top, holds }) => ({ class: holds ? 'in' : 'out', top }))
  const otherwise = rest ? 'in' : 'out'
  const cuts = [...classes.map(each => `${each.class} ${each.top}`), otherwise].join(', ')
  return { kind: 'tiers', id: `${method} ${cuts} by ${keyOf(by)}`, by, method, classes, otherwise }
}

function stretchesOf(said: RankSaid, levels: number): { stretches: readonly Stretch[]; rest: boolean } {
  const [value = 0] = said.values
  if (said.of === 'top') {
    // Shares are taken to the billionth: 12.3% is 0.123 and nothing near it.
    const top = said.percent ? Math.round(value * 1e7) / 1e9 : value
    return { stretches: [{ top, holds: true }], rest: false }
  }
  if (said.of === 'rank') return stretchesOfRanks(said)
  const stretches = Array.from({ length: levels - 1 }, (_, place) => {
    return { top: Math.round(((place + 1) / levels) * 1e9) / 1e9, holds: isSaid(levels - place, said) }
  })
  return { stretches, rest: isSaid(1, said) }
}

/** What is said can change only beside a number that is named. */
function stretchesOfRanks(said: RankSaid): { stretches: readonly Stretch[]; rest: boolean } {
  const ends = [...new Set(said.values.flatMap(value => [value - 1, value]))].filter(end => end > 0)
  const stretches = ends.sort((a, b) => a - b).map(top => ({ top, holds: isSaid(top, said) }))
  return { stretches, rest: isSaid((ends.at(-1) ?? 0) + 1, said) }
}

function isSaid(level: number, { operator, values }: RankSaid): boolean {
  const [first = 0, second = first] = values
  switch (operator) {
    case '=':
      return level === first
    case '!=':
      return level !== first
    case '<':
      return level < first
    case '<=':
      return level <= first
    case '>':
      return level > first
    case '>=':
      return level >= first
    case 'between':
      return level >= first && level <= second
    case 'in':
      return values.includes(level)
  }
}

/** Without cuts that have the same on both sides. */
function merged({ stretches, rest }: { stretches: readonly Stretch[]; rest: boolean }) {
  const needed = stretches.filter((stretch, index) => stretch.holds !== (stretches[index + 1]?.holds ?? rest))
  return { stretches: needed, rest }
}

/** Where something was written, and what a reference stands for. */
const NOT_IN_KEY: ReadonlySet<string> = new Set(['span', 'is', 'when', 'of', 'inputs', 'version'])

/** The same text for the same measure, wherever it stands; references by their names, which mean one thing at a time. */
function keyOf(by: Checked): string {
  return JSON.stringify(by, (key, part: unknown) => {
    if (NOT_IN_KEY.has(key)) return undefined
    return typeof part === 'bigint' ? `${part}n` : part
  })
}
