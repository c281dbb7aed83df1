import { hostname } from 'node:os'
import { setTimeout as pause } from 'node:timers/promises'
import { WarehouseError } from '../errors.ts'
import type { Nodes } from '../nodes.ts'
import { serverCode } from '../server-code.ts'
import { tableName } from '../tables.ts'
import type { WarehouseNode } from '../warehouse-node.ts'

export interface LeaseTimes {
  /** How often a holder shows that it lives, in milliseconds. */
  readonly heartbeat: number
  /** How long it may be silent before it counts as dead, in milliseconds of the server's clock. */
  readonly silence: number
  /** How long to wait for a holder that lives, in milliseconds. */
  readonly patience: number
}

const defaultTimes: LeaseTimes = { heartbeat: 10_000, silence: 60_000, patience: 600_000 }

const exists = '57'
const unknown = '60'

/**
 * The right to write, among processes that share a server.
 *
 * ClickHouse has no locks, but of several that create one table exactly one succeeds. Each hold is a table
 * `writer_N`, with N rising, in which its holder shows that it lives; the next is created only when the last was let go
 * or has been silent for a minute. Whoever is late (it has seen N − 1 silent, and creates a number that was dropped since)
 * finds a higher one beside its own, and withdraws.
 */
export class WriteLease {
  readonly #node: WarehouseNode
  readonly #database: string
  readonly #times: LeaseTimes
  readonly #firstSeenEmpty = new Map<number, number>()
  readonly #holder = `pid ${process.pid} on ${hostname()}`

  constructor(nodes: Nodes, times: LeaseTimes = defaultTimes) {
    this.#node = nodes.first
    this.#database = nodes.database
    this.#times = times
  }

  /** @throws WarehouseError `warehouse_busy` when another writes for longer than anybody should. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    const hold = await this.#acquire()
    const beating = setInterval(() => {
      // A beat that fails is made up for by the next; silence is noticed by whoever waits.
      void this.#note(hold, 'held').catch(() => undefined)
    }, this.#times.heartbeat)
    try {
      return await work()
    } finally {
      clearInterval(beating)
      // Let go or not: after a minute of silence the next one takes it.
      await this.#note(hold, 'free').catch(() => undefined)
    }
  }

  async #acquire(): Promise<number> {
    const end = Date.now() + this.#times.patience
    for (;;) {
      const last = await this.#last()
      const holder = last === 0 ? undefined : await this.#holderOf(last)
      if (holder === undefined && (await this.#take(last + 1))) return last + 1
      if (holder !== undefined && Date.now() > end) {
        throw new WarehouseError('warehouse_busy', { node: this.#node.name, holder })
      }
      await pause(holder === undefined ? 1 : 20)
    }
  }

  /** The highest number there is; 0 before the first. */
  async #last(): Promise<number> {
    const sql = `SELECT max(toUInt64OrZero(substring(name, 8))) FROM system.tables WHERE database = {database:String} AND startsWith(name, 'writer_')`
    const params = { database: { type: 'String', value: this.#database } }
    return Number((await this.#node.rows({ sql, params }))[0]?.[0] ?? 0)
  }

  /** Who holds it; `undefined` when it was let go, or its holder is silent. */
  async #holderOf(hold: number): Promise<string | undefined> {
    const now = Date.now()
    const sql = `SELECT countIf(state = 'free') = 0 AND max(at) >= now64(3) - toIntervalMillisecond({silence:UInt64}), any(holder), count() FROM ${this.#table(hold)}`
    const params = { silence: { type: 'UInt64', value: this.#times.silence } }
    try {
      const [isHeld, holder, rows] = (await this.#node.rows({ sql, params }))[0] ?? []
      if (Number(rows) > 0) return isHeld === 1 ? String(holder) : undefined
    } catch (error) {
      if (serverCode(error) === unknown) return undefined
      throw error
    }
    // Created, and not a word yet: its holder is about to speak, or has died in between.
    return this.#silentSince(hold, now)
  }

  #silentSince(hold: number, now: number): string | undefined {
    const since = this.#firstSeenEmpty.get(hold) ?? now
    this.#firstSeenEmpty.set(hold, since)
    return now - since < this.#times.silence ? 'a process that is just beginning' : undefined
  }

  async #take(hold: number): Promise<boolean> {
    const columns = "(at DateTime64(3) DEFAULT now64(3), state Enum8('free' = 1, 'held' = 2), holder String)"
    try {
      await this.#node.command({
        sql: `CREATE TABLE ${this.#table(hold)} ${columns} ENGINE = MergeTree ORDER BY at`,
      })
      await this.#note(hold, 'held')
    } catch (error) {
      // Another was quicker, or has a higher number and has removed this one.
      if (serverCode(error) === exists || serverCode(error) === unknown) return false
      throw error
    }
    if ((await this.#last()) > hold) {
      await this.#drop(hold)
      return false
    }
    await this.#dropBefore(hold)
    return true
  }

  async #note(hold: number, state: 'held' | 'free'): Promise<void> {
    await this.#node.insert(this.#table(hold), [{ state, holder: this.#holder }])
  }

  async #dropBefore(hold: number): Promise<void> {
    const sql = `SELECT toUInt64OrZero(substring(name, 8)) AS number FROM system.tables WHERE database = {database:String} AND startsWith(name, 'writer_') AND number < {hold:UInt64}`
    const params = {
      database: { type: 'String', value: this.#database },
      hold: { type: 'UInt64', value: hold },
    }
    for (const [number] of await this.#node.rows({ sql, params })) await this.#drop(Number(number))
  }

  async #drop(hold: number): Promise<void> {
    await this.#node.command({ sql: `DROP TABLE IF EXISTS ${this.#table(hold)} SYNC` })
  }

  #table(hold: number): string {
    return tableName(this.#database, `writer_${hold}`)
  }
}
