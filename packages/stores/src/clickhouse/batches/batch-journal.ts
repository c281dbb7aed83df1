import type { Nodes } from '../nodes.ts'
import {
  batchStates,
  type NotedBatch,
  newestBatch,
  noteBatch,
  openBatches,
  refuseUndone,
} from './noted-batch.ts'
import { OneAtATime } from './one-at-a-time.ts'
import { WriteLease } from './write-lease.ts'

export interface BatchWrite<T> {
  readonly kind: 'append' | 'import'
  /** Of an import: asked for again, it goes on where it was left, or gives its first result again. Otherwise empty. */
  readonly id: string
  /** Looks, with no other write in between, whether there is anything to do; if not, no number is used. */
  nothingToDo?(): Promise<T | undefined>
  /**
   * Puts the rows in place on every node, under this number, each statement with a query id from `batchQueryId`.
   * An import's may be called again with the same number after a crash, and must then not put a row twice.
   */
  put(batch: number): Promise<T>
  /** Of an import: reads back what `put` gave, from JSON. */
  revive?(result: unknown): T
}

/**
 * The order of all writes. Every batch has a number, given when its rows begin to go in; since one is written at a
 * time, a lower number never becomes visible after a higher one, and "everything up to batch n" can be said.
 *
 * A batch counts from one moment on: when it is noted as written, which is done only after every node has all its
 * rows. A batch noted on one node is noted on the others by whoever writes next; an append noted on none is undone,
 * for its caller was never told that it was done and will send it again.
 */
export class BatchJournal {
  readonly #nodes: Nodes
  readonly #settle: (batch: number) => Promise<void>
  readonly #turns = new OneAtATime()
  readonly #lease: WriteLease | undefined

  /** @param settle - Derives what is derived from a batch (the present values of its customers); repeatable. */
  constructor(nodes: Nodes, settle: (batch: number) => Promise<void>) {
    this.#nodes = nodes
    this.#settle = settle
    this.#lease = nodes.alone ? undefined : new WriteLease(nodes)
  }

  newest(): Promise<number> {
    return newestBatch(this.#nodes)
  }

  /**
   * One write, after all those before it. What an earlier one left unfinished is finished or undone first.
   *
   * @returns What `put` gave; of an import that was done before, what it gave then.
   */
  write<T>(write: BatchWrite<T>): Promise<T> {
    return this.#inTurn(async () => {
      const open = await this.#recover(write.id)
      const own = open.find(one => write.id !== '' && one.id === write.id && one.state !== batchStates.undone)
      if (own !== undefined && own.state !== batchStates.begun && write.revive !== undefined) {
        return write.revive(JSON.parse(own.result))
      }
      const nothing = own === undefined ? await write.nothingToDo?.() : undefined
      if (nothing !== undefined) return nothing
      const batch = own?.batch ?? Math.max(0, ...open.map(one => one.batch)) + 1
      return this.#perform(write, {
        batch,
        state: batchStates.begun,
        kind: write.kind,
        id: write.id,
        result: '',
      })
    })
  }

  /** Finishes or undoes what a process that died has left. Imports that were begun are left to be published again. */
  recover(): Promise<void> {
    return this.#inTurn(async () => {
      await this.#recover('')
    })
  }

  async #perform<T>(write: BatchWrite<T>, begun: NotedBatch): Promise<T> {
    await noteBatch(this.#nodes, begun)
    const result = await write.put(begun.batch).catch(async error => {
      // At once where it can be; a node that is down is the next writer's business. Readers pass over it anyway.
      if (begun.kind === 'append') await this.#undo(begun).catch(() => undefined)
      throw error
    })
    await this.#finish({ ...begun, result: JSON.stringify(result) })
    return result
  }

  /** After all writes of this process before it, and with the right to write among processes. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const lease = this.#lease
    return this.#turns.run(() => (lease === undefined ? work() : lease.run(work)))
  }

  async #recover(id: string): Promise<readonly NotedBatch[]> {
    const open = await openBatches(this.#nodes, id)
    for (const one of open) {
      if (one.state === batchStates.begun && one.kind === 'append') await this.#undo(one)
      if (one.state === batchStates.written) await this.#finish(one)
    }
    return open
  }

  async #finish(batch: NotedBatch): Promise<void> {
    await noteBatch(this.#nodes, { ...batch, state: batchStates.written })
    if (this.#lease !== undefined) await refuseUndone(this.#nodes, batch.batch)
    await this.#settle(batch.batch)
    await noteBatch(this.#nodes, { ...batch, state: batchStates.settled })
  }

  async #undo(batch: NotedBatch): Promise<void> {
    const params = {
      batch: { type: 'UInt32', value: batch.batch },
      prefix: { type: 'String', value: batchQueryId(this.#nodes.database, batch.batch, '') },
    }
    // An insert whose connection broke may still be running, and would put its rows in after they were removed.
    await this.#nodes.command({ sql: 'KILL QUERY WHERE startsWith(query_id, {prefix:String}) SYNC', params })
    const { events, customerChanges } = this.#nodes.tables
    for (const table of [events, customerChanges]) {
      await this.#nodes.command({ sql: `DELETE FROM ${table} WHERE batch = {batch:UInt32}`, params })
    }
    await noteBatch(this.#nodes, { ...batch, state: batchStates.undone })
  }
}

/**
 * The id of a statement that writes for a batch, so that it can be found and ended.
 *
 * @param part - Tells it from the batch's other statements, and from an earlier try at the same one.
 */
export function batchQueryId(database: string, batch: number, part: string): string {
  return `kindred ${database} batch ${batch} ${part}`
}
