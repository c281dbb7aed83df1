import type { Benchmark, Figure } from './benchmark.ts'
import { median, race } from './race.ts'
import { rawEventFigures } from './raw-events/raw-events.ts'
import { type Contestant, makeContestants } from './rules/contestants.ts'
import { features, makeProfile } from './rules/features.ts'
import { makeRules } from './rules/make-rules.ts'
import { countComparisons } from './rules/rule.ts'
import { seededRandom } from './seeded-random.ts'

const SEGMENTS = 50
const PROFILES = 1_000
/** Of these profiles every engine has to find the same segments before any is timed. */
const COMPARED = 300

export const benchmark: Benchmark = {
  claim: `${SEGMENTS} segments over ${features.length} finished features, and from raw events; one thread`,
  async run(options) {
    const { scale, note } = options
    const random = seededRandom(2)
    const rules = makeRules(SEGMENTS, random)
    const profiles = Array.from({ length: PROFILES }, () => makeProfile(random))
    const comparisons = rules.reduce((sum, { rule }) => sum + countComparisons(rule), 0)
    const contestants = makeContestants(rules, profiles)
    const members = await requireSameMembers(contestants)
    note(`${comparisons} comparisons; on average ${members.toFixed(1)} of ${SEGMENTS} segments hold`)
    const rates = await race(contestants, { turns: Math.ceil(200 * scale), note })
    return [...figuresOf(rates), ...(await rawEventFigures(options))]
  },
}

/** Fails by name where an engine finds other segments; returns how many hold on average. */
async function requireSameMembers([ours, ...others]: readonly Contestant[]): Promise<number> {
  if (ours === undefined) return 0
  let found = 0
  for (let profile = 0; profile < COMPARED; profile += 1) {
    const members = await ours.members(profile)
    found += members.length
    for (const other of others) await requireEqual(other, profile, members)
  }
  return found / COMPARED
}

async function requireEqual(other: Contestant, profile: number, members: readonly string[]): Promise<void> {
  const theirs = new Set(await other.members(profile))
  const differing = members.filter(name => !theirs.has(name)).length + theirs.size - members.length
  if (theirs.size !== members.length || differing !== 0)
    throw new Error(`${other.name} finds other segments than ours for profile ${profile}.`)
}

function figuresOf(rates: ReadonlyMap<string, readonly number[]>): readonly Figure[] {
  const times = (slower: string, faster = 'kindred') => ratio(rates, faster, slower)
  const zen = Math.min(times('zen expressions'), times('zen table'))
  return [
    { id: 'json-rules-engine', value: times('json-rules-engine'), unit: 'x', goal: { atLeast: 1_000 } },
    { id: 'zen, the faster of its two forms', value: zen, unit: 'x', goal: { atLeast: 100 } },
    { id: 'json-logic-engine', value: times('json-logic-engine'), unit: 'x', goal: { atLeast: 4 } },
    { id: 'first reason', value: times('kindred with reasons'), unit: 'x', goal: { atMost: 1.2 } },
    { id: 'closures', value: times('kindred closures'), unit: 'x' },
    ...[...rates].map(([name, perTurn]) => ({
      id: `${name}, profiles`,
      value: median(perTurn),
      unit: '/s',
    })),
  ]
}

/** Of each turn the ratio, of the ratios the middle: what disturbs a turn disturbs both. */
function ratio(rates: ReadonlyMap<string, readonly number[]>, faster: string, slower: string): number {
  const fast = rates.get(faster) ?? []
  const slow = rates.get(slower) ?? []
  return median(fast.map((rate, turn) => rate / (slow[turn] ?? Number.NaN)))
}
