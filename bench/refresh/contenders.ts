import type { RefreshOutcome, RefreshRequest, RefreshSegment } from '@kindred/engine'
import type { Checked } from '@kindred/language'
import { type Nodes, PopulationQueries, tableName } from '@kindred/stores/clickhouse'
import { handSettings, handWrittenSql, segmentSql } from './hand-written.ts'
import type { BenchSegment } from './segments.ts'
import { BEFORE, NOW } from './shop-data.ts'

const context = { timezone: 'Europe/Prague', weekStart: 1, cutoffs: new Map() }

/** The refresh whose members all contenders have to find. */
export const TODAY = 2

/** Our refresh, through the port, of some or all segments. */
export class OurRefresh {
  readonly #queries: PopulationQueries
  readonly #value: Checked
  #last: { readonly id: number; readonly outcome: RefreshOutcome } | undefined

  constructor(nodes: Nodes, value: Checked) {
    this.#queries = new PopulationQueries(nodes)
    this.#value = value
  }

  /** The refresh of the day before, which the next is compared with. */
  async yesterday(segments: readonly RefreshSegment[]): Promise<void> {
    const id = 1
    const outcome = await this.#queries.refresh(this.#request(id, BEFORE, segments))
    // The last day's events are a batch that was not there yet.
    this.#last = { id, outcome: { ...outcome, batch: 1 } }
  }

  /** Sizes and memberships, compared with nothing. */
  today(segments: readonly RefreshSegment[], id = TODAY): Promise<RefreshOutcome> {
    return this.#queries.refresh(this.#request(id, NOW, segments))
  }

  /**
   * The same, with who entered and left, their causes, and the history. Under an id of its own: what is run again has to
   * take back the history of the run before, which no refresh of a day does.
   */
  compared(segments: readonly RefreshSegment[], as = TODAY): Promise<RefreshOutcome> {
    if (this.#last === undefined) throw new Error('There is no refresh to compare with.')
    const { id, outcome } = this.#last
    const previous = { id, asOf: BEFORE, batch: outcome.batch, layout: outcome.layout }
    return this.#queries.refresh({
      ...this.#request(as, NOW, segments),
      previous,
      recordTransitions: true,
    })
  }

  #request(id: number, asOf: number, segments: readonly RefreshSegment[]): RefreshRequest {
    return {
      id,
      context: { ...context, asOf },
      segments,
      segmentations: [],
      value: this.#value,
      carried: [],
      recordTransitions: false,
    }
  }
}

/** The statement written by hand, its masks stored in a table of their own. */
export class HandWritten {
  readonly table: string
  readonly #nodes: Nodes

  constructor(nodes: Nodes) {
    this.#nodes = nodes
    this.table = tableName(nodes.database, 'masks_by_hand')
  }

  async run(segments: readonly BenchSegment[]): Promise<void> {
    const words = segments.length > 64 ? 'word_0 UInt64, word_1 UInt64' : 'word_0 UInt64'
    await this.#nodes.command({ sql: `DROP TABLE IF EXISTS ${this.table} SYNC` })
    await this.#nodes.command({
      sql: `CREATE TABLE ${this.table} (customer_id String, ${words}) ENGINE = MergeTree ORDER BY customer_id`,
    })
    const sql = `INSERT INTO ${this.table} ${handWrittenSql(this.#nodes, segments)}`
    await this.#nodes.command({ sql, settings: handSettings })
  }
}

/** How many, and a sum over who, so that members can be compared without listing them. */
export interface SegmentMembers {
  readonly size: number
  readonly members: string
}

/** One segment by a query of its own. */
export async function segmentAlone(nodes: Nodes, segment: BenchSegment): Promise<SegmentMembers> {
  const sql = `SELECT count(), groupBitXor(cityHash64(customer_id)) FROM (${segmentSql(nodes, segment)})`
  const [row] = await nodes.first.rows({ sql, settings: handSettings })
  return { size: Number(row?.[0]), members: String(row?.[1]) }
}
