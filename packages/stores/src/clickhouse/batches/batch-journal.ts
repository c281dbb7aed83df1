import type { Nodes } from '../nodes.ts'
import {
  type BatchKind,
  batchStates,
  forgetBatches,
  type NotedBatch,
  newestBatch,
  noteBatch,
  openBatches,
  refuseUndone,
} from './noted-batch.ts'
import { OneAtATime } from './one-at-a-time.ts'
import { WriteLease } from './write-lease.ts'

export interface BatchWrite<T> {
  readonly kind: BatchKind
  /** One of its kind: asked for again, it gives its first result, and an import goes on where it was left. Of an append empty. */
  readonly id: string
  /** Looks, with no other write in between, whether there is anything to do, or refuses; no number is used then. */
  nothingToDo?(): Promise<T | undefined>
  /**
   * Puts the rows in place on every node, under this number, each statement with a query id from `batchQueryId`.
   * An import's may be called again with the same number after a crash, and must then not put a row twice.
   */
  put(batch: number): Promise<T>
  /** Of what has an id: reads back what `put` gave, from JSON. */
  revive?(result: unknown): T
}

/**
 * The order of all writes. Every batch has a number, given when its rows begin to go in; since one is written at a
 * time, a lower number never becomes visible after a higher one, and "everything up to batch n" can be said.
 *
 * A batch counts from one moment on: when it is noted as written, which is done only after every node has all its
 * rows. A batch noted on one node is noted on the others by whoever writes next; one noted on none is undone, imports
 * excepted, for its caller was never told that it was done and will send it again.
 */
export class BatchJournal {
  readonly #nodes: Nodes
  readonly #settle: (batch: number) => Promise<void>
  readonly #turns = new OneAtATime()
  readonly #lease: WriteLease | undefined
  readonly #kept: number

  /**
   * @param settle - Derives what is derived from a batch (the present values of its customers); repeatable.
   * @param kept - How many of the latest batches the journal can tell of at least; imports and merges always.
   */
  constructor(nodes: Nodes, settle: (batch: number) => Promise<void>, kept = 100_000) {
    this.#nodes = nodes
    this.#settle = settle
    this.#kept = kept
    this.#lease = nodes.alone ? undefined : new WriteLease(nodes)
  }

  newest(): Promise<number> {
    return newestBatch(this.#nodes)
  }

  /**
   * One write, after all those before it. What an earlier one left unfinished is finished or undone first.
   *
   * @returns What `put` gave; of what has an id and was done before, what it gave then.
   */
  write<T>(write: BatchWrite<T>): Promise<T> {
    return this.#inTurn(async () => {
      const open = await this.#recover(write.id)
      const own = open.find(one => isOf(write, one) && one.state !== batchStates.undone)
      if (own !== undefined && own.state !== batchStates.begun && write.revive !== undefined) {
        return write.revive(JSON.parse(own.result))
      }
      const nothing = own === undefined ? await write.nothingToDo?.() : undefined
      if (nothing !== undefined) return nothing
      const batch = own?.batch ?? Math.max(0, ...open.map(one => one.batch)) + 1
      if (batch % Math.ceil(this.#kept / 100) === 0) await forgetBatches(this.#nodes, batch - this.#kept)
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

  /** Does something while nobody writes. */
  exclusively<T>(work: () => Promise<T>): Promise<T> {
    return this.#inTurn(work)
  }

  async #perform<T>(write: BatchWrite<T>, begun: NotedBatch): Promise<T> {
    await noteBatch(this.#nodes, begun)
    const result = await write.put(begun.batch).catch(async error => {
      // At once where it can be; a node that is down is the next writer's business. Readers pass over it anyway.
      if (isUndoable(begun)) await this.#undo(begun).catch(() => undefined)
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
    const open: NotedBatch[] = []
    for (const one of await openBatches(this.#nodes, id)) {
      const isLost = one.state === batchStates.begun && isUndoable(one)
      if (isLost) await this.#undo(one)
      if (one.state === batchStates.written) await this.#finish(one)
      open.push(isLost ? { ...one, state: batchStates.undone } : one)
    }
    return open
  }

  async #finish(batch: NotedBatch): Promise<void> {
    await noteBatch(this.#nodes, { ...batch, state: batchStates.written }, ...revokedBy(batch))
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
    const { events, customerChanges, liveTransitions, merges } = this.#nodes.tables
    for (const table of [events, customerChanges, liveTransitions, merges]) {
      await this.#nodes.command({ sql: `DELETE FROM ${table} WHERE batch = {batch:UInt32}`, params })
    }
    await noteBatch(this.#nodes, { ...batch, state: batchStates.undone })
  }
}

function isOf({ kind, id }: Pick<BatchWrite<unknown>, 'kind' | 'id'>, batch: NotedBatch): boolean {
  return id !== '' && batch.kind === kind && batch.id === id
}

function isUndoable({ kind }: NotedBatch): boolean {
  return kind !== 'import'
}

/** What undoes a merge gives the merge's batch as its result; that one ceases to count as this one begins to. */
function revokedBy({ kind, id, result }: NotedBatch): readonly NotedBatch[] {
  if (kind !== 'unmerge') return []
  return [
    { batch: Number(JSON.parse(result)), state: batchStates.revoked, kind: 'merge', id, result: 'null' },
  ]
}

/**
 * The id of a statement that writes for a batch, so that it can be found and ended.
 *
 * @param part - Tells it from the batch's other statements, and from an earlier try at the same one.
 */
export function batchQueryId(database: string, batch: number, part: string): string {
  return `kindred ${database} batch ${batch} ${part}`
}
