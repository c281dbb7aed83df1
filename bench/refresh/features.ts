import { DAY, NOW } from './shop-data.ts'

/** One feature as each contender writes it. `column` names it for all of them. */
export interface BenchFeature {
  readonly column: string
  /** What it is compared with to hold for a good part of the customers, from few to many. */
  readonly thresholds: readonly [number | string, ...(number | string)[]]
  readonly kindred: string
  readonly clickhouse: string
  readonly duckdb: string
  /** Of events of this type, since this instant: what a query for one segment can leave out. */
  readonly event: string
  readonly since: number
}

const windows = { '1d': DAY, '7d': 7 * DAY, '30d': 30 * DAY, '90d': 90 * DAY, '365d': 365 * DAY } as const
type WindowName = keyof typeof windows

type Function = 'count' | 'sum' | 'avg' | 'min' | 'max' | 'distinct' | 'last'

function clickhouseInstant(at: number): string {
  return `fromUnixTimestamp64Milli(${at}, 'UTC')`
}
function duckdbInstant(at: number): string {
  return `make_timestamp(${at * 1000})`
}

interface Spec {
  readonly function: Function
  readonly event: string
  readonly window: WindowName
  readonly property?: string
  readonly thresholds: BenchFeature['thresholds']
  readonly where?: Pick<BenchFeature, 'kindred' | 'clickhouse' | 'duckdb'>
}

function feature(spec: Spec): BenchFeature {
  const { function: name, event, window, property, where } = spec
  const since = NOW - windows[window]
  const read = property === undefined ? event : `${event}.${property}`
  const condition = (later: string, extra: string | undefined) =>
    `event = '${event}' AND ${later}${extra === undefined ? '' : ` AND ${extra}`}`
  return {
    column: [name, event, property, window, where === undefined ? undefined : 'where']
      .filter(part => part !== undefined)
      .join('_'),
    thresholds: spec.thresholds,
    kindred: `${name}(${read}${where === undefined ? '' : ` where ${where.kindred}`}, ${window})`,
    clickhouse: inClickHouse(
      name,
      `\`${event}$${property}\``,
      condition(`at > ${clickhouseInstant(since)}`, where?.clickhouse),
    ),
    duckdb: inDuckDb(
      name,
      `"${event}$${property}"`,
      condition(`"at" > ${duckdbInstant(since)}`, where?.duckdb),
    ),
    event,
    since,
  }
}

function inClickHouse(name: Function, column: string, condition: string): string {
  if (name === 'count') return `countIf(${condition})`
  // Of no events there is no number of different values.
  if (name === 'distinct') return `nullIf(uniqExactIf(${column}, ${condition}), 0)`
  if (name === 'last') return `argMaxIf(${column}, (at, event_id), ${condition})`
  // Of no events a sum is 0, and NULL in ClickHouse where the column can be NULL.
  if (name === 'sum') return `ifNull(sumIf(${column}, ${condition}), 0)`
  return `${name}If(${column}, ${condition})`
}

function inDuckDb(name: Function, column: string, condition: string): string {
  const filter = `FILTER (WHERE ${condition})`
  if (name === 'count') return `count(*) ${filter}`
  if (name === 'distinct') return `nullif(count(DISTINCT ${column}) ${filter}, 0)`
  if (name === 'last') return `arg_max(${column}, ("at", event_id)) ${filter}`
  if (name === 'sum') return `coalesce(sum(${column}) ${filter}, 0)`
  return `${name}(${column}) ${filter}`
}

function daysSince(event: string, thresholds: BenchFeature['thresholds']): BenchFeature {
  const at = { clickhouse: clickhouseInstant(NOW), duckdb: duckdbInstant(NOW) }
  return {
    column: `days_since_${event}`,
    thresholds,
    kindred: `days_since(${event})`,
    clickhouse: `dateDiff('millisecond', maxOrNullIf(at, event = '${event}'), ${at.clickhouse}) / ${DAY}`,
    duckdb: `date_diff('millisecond', max("at") FILTER (WHERE event = '${event}'), ${at.duckdb}) / ${DAY}`,
    event,
    since: Number.NEGATIVE_INFINITY,
  }
}

type CountThresholds = readonly (readonly [WindowName, BenchFeature['thresholds']])[]

function counts(event: string, thresholds: CountThresholds): BenchFeature[] {
  return thresholds.map(([window, of]) => feature({ function: 'count', event, window, thresholds: of }))
}

/** Forty features: how often, how much, how long ago and what last, over windows from a day to a year. */
export const features: readonly BenchFeature[] = [
  ...counts('visit', [
    ['1d', [0]],
    ['7d', [0]],
    ['30d', [0, 1]],
    ['90d', [1, 3, 5]],
  ]),
  ...counts('view', [
    ['7d', [0]],
    ['30d', [0]],
    ['365d', [5, 10, 15]],
  ]),
  ...counts('add_to_cart', [
    ['1d', [0]],
    ['7d', [0]],
    ['30d', [0]],
  ]),
  ...counts('purchase', [
    ['30d', [0]],
    ['90d', [0, 1]],
    ['365d', [2, 4, 6]],
  ]),
  ...counts('email_open', [
    ['7d', [0]],
    ['30d', [0]],
    ['90d', [0, 1]],
  ]),
  ...counts('search', [
    ['7d', [0]],
    ['30d', [0]],
  ]),
  ...counts('call', [
    ['30d', [0]],
    ['365d', [0, 1]],
  ]),
  ...counts('complaint', [
    ['30d', [0]],
    ['365d', [0]],
  ]),
  ...(['7d', '30d', '90d', '365d'] as const).map(window =>
    feature({ function: 'sum', event: 'purchase', property: 'amount', window, thresholds: [100, 400, 900] }),
  ),
  feature({
    function: 'sum',
    event: 'add_to_cart',
    property: 'amount',
    window: '30d',
    thresholds: [100, 300],
  }),
  feature({ function: 'avg', event: 'purchase', property: 'amount', window: '90d', thresholds: [200, 300] }),
  feature({
    function: 'avg',
    event: 'purchase',
    property: 'amount',
    window: '365d',
    thresholds: [200, 240, 280],
  }),
  feature({ function: 'max', event: 'purchase', property: 'amount', window: '90d', thresholds: [200, 350] }),
  feature({
    function: 'max',
    event: 'purchase',
    property: 'amount',
    window: '365d',
    thresholds: [300, 400, 450],
  }),
  feature({
    function: 'min',
    event: 'purchase',
    property: 'amount',
    window: '365d',
    thresholds: [50, 100, 200],
  }),
  feature({
    function: 'distinct',
    event: 'purchase',
    property: 'category',
    window: '90d',
    thresholds: [0, 1],
  }),
  feature({
    function: 'distinct',
    event: 'purchase',
    property: 'category',
    window: '365d',
    thresholds: [2, 4],
  }),
  feature({ function: 'distinct', event: 'view', property: 'category', window: '30d', thresholds: [0, 1] }),
  feature({
    function: 'last',
    event: 'purchase',
    property: 'category',
    window: '365d',
    thresholds: ['category-0'],
  }),
  feature({
    function: 'last',
    event: 'view',
    property: 'category',
    window: '30d',
    thresholds: ['category-0'],
  }),
  daysSince('purchase', [30, 60, 120]),
  daysSince('visit', [10, 30, 60]),
  feature({
    function: 'count',
    event: 'view',
    property: 'category',
    window: '365d',
    thresholds: [0, 1],
    where: {
      kindred: 'category = "category-0"',
      clickhouse: "`view$category` = 'category-0'",
      duckdb: `"view$category" = 'category-0'`,
    },
  }),
].map(each => ({ ...each, kindred: each.kindred.replace('count(view.category where', 'count(view where') }))
