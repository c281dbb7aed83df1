import { between, pick, type Random } from '../seeded-random.ts'
import { type BenchFeature, features } from './features.ts'

/** One segment as each contender writes it, over columns of features and attributes. */
export interface BenchSegment {
  readonly id: string
  readonly kindred: string
  /** For ClickHouse and DuckDB alike. Never NULL. */
  readonly sql: string
  readonly features: ReadonlySet<BenchFeature>
  readonly readsCustomer: boolean
  readonly conditions: number
}

interface Condition {
  readonly kindred: string
  readonly sql: string
  readonly feature?: BenchFeature
}

const ofCustomers: readonly [Condition, ...Condition[]] = [
  { kindred: 'country = "CZ"', sql: "country = 'CZ'" },
  { kindred: 'country in ("DE", "AT", "PL")', sql: "country IN ('DE', 'AT', 'PL')" },
  { kindred: 'not (country = "FR")', sql: "NOT coalesce(country = 'FR', false)" },
  { kindred: 'age >= 30', sql: 'age >= 30' },
  { kindred: 'age < 55', sql: 'age < 55' },
  { kindred: 'age between 25 and 60', sql: 'age BETWEEN 25 AND 60' },
  { kindred: 'consent = true', sql: 'consent = true' },
]

function condition(random: Random): Condition {
  if (random() < 0.15) return pick(random, ofCustomers)
  const feature = features[between(random, 0, features.length - 1)]
  if (feature === undefined) throw new RangeError('There are no features.')
  const threshold = feature.thresholds[between(random, 0, feature.thresholds.length - 1)] ?? 0
  if (typeof threshold === 'string') {
    const wanted = `category-${between(random, 0, 5)}`
    return { kindred: `${feature.column} != "${wanted}"`, sql: `${feature.column} != '${wanted}'`, feature }
  }
  const operator = pick(random, ['>', '>', '<='])
  const text = `${feature.column} ${operator} ${threshold}`
  return { kindred: text, sql: text, feature }
}

/** `(a or b) and c and …`: four to eight conditions, as marketers write them. */
function candidate(random: Random, id: string): BenchSegment {
  const wanted = between(random, 4, 8)
  const groups: Condition[][] = []
  for (let count = 0; count < wanted; ) {
    const size = Math.min(wanted - count, random() < 0.6 ? 2 : 1)
    groups.push(Array.from({ length: size }, () => condition(random)))
    count += size
  }
  const conditions = groups.flat()
  const join = (word: string, parts: readonly string[]) =>
    parts.length === 1 ? (parts[0] ?? '') : `(${parts.join(` ${word} `)})`
  return {
    id,
    kindred: groups
      .map(group =>
        join(
          'or',
          group.map(each => each.kindred),
        ),
      )
      .join(' and '),
    sql: `coalesce(${groups
      .map(group =>
        join(
          'OR',
          group.map(each => each.sql),
        ),
      )
      .join(' AND ')}, false)`,
    features: new Set(conditions.flatMap(each => each.feature ?? [])),
    readsCustomer: conditions.some(each => each.feature === undefined),
    conditions: wanted,
  }
}

/** Segments to choose from; many of any such lot hold nearly nobody or nearly everybody. */
export function candidates(random: Random, count: number): readonly BenchSegment[] {
  return Array.from({ length: count }, (_, index) =>
    candidate(random, `segment_${String(index).padStart(3, '0')}`),
  )
}
