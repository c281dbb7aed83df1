import { type Bucket, type CutTarget, Narrowing } from '../../cutoffs/narrowing.ts'
import type { Nodes } from '../nodes.ts'
import type { BoundValue, Cell } from '../warehouse-node.ts'
import { keySql, type Measure } from './measure-keys.ts'
import { unitsSql, wholeOf } from './measured-value.ts'

/** Each round divides what is left by this, and brings so many rows from each node. */
const BUCKETS = 4096n

/** One measure of everybody for whom it is known, over all nodes, as whole numbers in order. */
export class RankedMeasure {
  readonly #nodes: Nodes
  readonly #source: string

  constructor(nodes: Nodes, table: string, column: string, measure: Measure, onlyPositive: boolean) {
    this.#nodes = nodes
    const where = `isNotNull(${column})${onlyPositive ? ` AND ${column} > 0` : ''}`
    this.#source = `SELECT ${keySql(measure, column)} AS key, ${unitsSql(measure.value, column)} AS units FROM ${table} WHERE ${where}`
  }

  /** Everybody in one bucket; `undefined` when there is nobody. */
  async whole(): Promise<Bucket | undefined> {
    const sql = `SELECT 0 AS bucket, count(), sum(units), min(key), max(key) FROM (${this.#source}) HAVING count() > 0`
    return (await this.#buckets(sql, {}))[0]
  }

  /** The key at which a target is reached, counted from the best on. */
  async cutAt(whole: Bucket, target: CutTarget): Promise<bigint> {
    const narrowing = new Narrowing(whole.lowest, whole.highest, target)
    for (;;) {
      if (narrowing.cut !== undefined) return narrowing.cut
      narrowing.narrow(await this.#stretch(narrowing.stretch))
    }
  }

  async #stretch({ low, high }: { low: bigint; high: bigint }): Promise<readonly Bucket[]> {
    const sql = `SELECT intDiv(key - {low:Int128}, {width:Int128}) AS bucket, count(), sum(units), min(key), max(key)
      FROM (${this.#source}) WHERE key BETWEEN {low:Int128} AND {high:Int128} GROUP BY bucket`
    const width = (high - low) / BUCKETS + 1n
    const bind = (value: bigint): BoundValue => ({ type: 'Int128', value: String(value) })
    return this.#buckets(sql, { low: bind(low), high: bind(high), width: bind(width) })
  }

  /** The buckets of all nodes put together, best first. */
  async #buckets(sql: string, params: Readonly<Record<string, BoundValue>>): Promise<readonly Bucket[]> {
    const perNode = await this.#nodes.each(node => node.rows({ sql, params }))
    const buckets = new Map<bigint, Bucket>()
    for (const row of perNode.flat()) {
      const number = wholeOf(row[0])
      buckets.set(number, together(buckets.get(number), bucketOf(row)))
    }
    return [...buckets].sort(([a], [b]) => (a < b ? 1 : -1)).map(([, bucket]) => bucket)
  }
}

function bucketOf([, count, sum, lowest, highest]: readonly Cell[]): Bucket {
  return { count: Number(count), sum: wholeOf(sum), lowest: wholeOf(lowest), highest: wholeOf(highest) }
}

function together(a: Bucket | undefined, b: Bucket): Bucket {
  if (a === undefined) return b
  return {
    count: a.count + b.count,
    sum: a.sum + b.sum,
    lowest: lesser(a.lowest, b.lowest),
    highest: -lesser(-a.highest, -b.highest),
  }
}

/** `Math.min` takes no whole numbers of this size. */
function lesser(a: bigint, b: bigint): bigint {
  if (a < b) return a
  return b
}
