import { EngineError } from '../errors.ts'
import type { Profiles } from '../ports/profiles.ts'
import {
  type DueMerge,
  idCountKey,
  partedKey,
  readIdCount,
  writeIdCount,
} from '../profiles/identity/due-merge.ts'
import { mergeCustomers, mergedAway } from '../profiles/identity/merge-customers.ts'
import { decodeMerge, encodeMerge, mergeKey, mergeKeys } from '../profiles/identity/merge-log.ts'
import { recordKey } from '../profiles/record/record-key.ts'
import type { MergeRecord } from '../records/live.ts'
import type { LiveErased } from './live-erased.ts'
import { canonicalIds } from './live-identities.ts'
import type { LiveLoop } from './live-loop.ts'
import type { LivePrograms } from './live-programs.ts'
import type { LiveTurn } from './live-turn.ts'

export interface MergesSetting {
  readonly profiles: Profiles
  readonly loop: LiveLoop
  readonly programs: LivePrograms
  readonly erased: LiveErased
}

export type MergeRequest = Pick<MergeRecord, 'from' | 'into' | 'by' | 'attribute' | 'author'>

/** Makes two customers one, and two again. Live follows at once; the warehouse is told in its turn. */
export class LiveMerges {
  readonly #setting: MergesSetting

  constructor(setting: MergesSetting) {
    this.#setting = setting
  }

  /** @throws EngineError `merge_refused` with the reason */
  merge(request: MergeRequest): Promise<MergeRecord> {
    return this.#setting.loop.submit({ items: 1, isAlone: true, run: turn => this.#merge(turn, request) })
  }

  /** @throws EngineError `merge_unknown`, `merge_refused` with the reason */
  unmerge(id: number): Promise<MergeRecord> {
    return this.#setting.loop.submit({ items: 1, isAlone: true, run: turn => this.#unmerge(turn, id) })
  }

  /**
   * Merges two who share a value that identifies, and notes it where that would give one person more ids than the rule
   * allows. @throws EngineError `merge_refused` while their records are being filled
   */
  mergeDue(due: DueMerge, key: Uint8Array): Promise<void> {
    return this.#setting.loop.submit({ items: 1, isAlone: true, run: turn => this.#mergeDue(turn, due, key) })
  }

  /** Takes the note back that two are to be merged. */
  forgetDue(key: Uint8Array): Promise<void> {
    const run = async (turn: LiveTurn) => turn.put('identities', key, undefined)
    return this.#setting.loop.submit({ items: 1, isAlone: true, run })
  }

  /** Newest first. */
  async list(limit: number): Promise<readonly MergeRecord[]> {
    const merges: MergeRecord[] = []
    const range = { ...mergeKeys, limit, descending: true }
    for await (const { value } of this.#setting.profiles.range('identities', range))
      merges.push(decodeMerge(value))
    return merges
  }

  async #mergeDue(turn: LiveTurn, { from, into, attribute }: DueMerge, key: Uint8Array): Promise<void> {
    turn.put('identities', key, undefined)
    const rule = turn.inForce.current?.definitions.attributes[attribute]?.identifies
    const both = await this.#canonical(from, into)
    if (rule === undefined || both.from === both.into) return
    const request = { ...both, by: 'rule' as const, attribute }
    if ((await this.#idsOf(both.from)) + (await this.#idsOf(both.into)) <= rule.limit) {
      await this.#merge(turn, request)
    } else {
      await this.#log(turn, { ...request, refused: 'limit' })
    }
  }

  async #merge(turn: LiveTurn, request: MergeRequest): Promise<MergeRecord> {
    if ((await this.#setting.erased.among([request.from, request.into])).size > 0)
      throw new EngineError('customer_erased', {})
    const { from, into } = await this.#canonical(request.from, request.into)
    if (from === into) throw refused('both ids are one customer already')
    await this.#requireKnown(turn, into)
    if (request.by !== 'alias') await this.#requireKnown(turn, from)
    await this.#takeOver(turn, from, into)
    const record = await this.#log(turn, { ...request, from, into })
    turn.put('identities', recordKey(from), Buffer.from(into))
    await this.#count(turn, into, await this.#idsOf(from))
    turn.deliver({
      kind: 'merge',
      acceptedAt: turn.now,
      merge: { id: this.#idOf(record), from, into, at: turn.now },
    })
    return record
  }

  /** Notes it under the next number. */
  async #log(turn: LiveTurn, merge: Omit<MergeRecord, 'id' | 'at'>): Promise<MergeRecord> {
    const [newest] = await this.list(1)
    const record = { ...merge, id: (newest?.id ?? 0) + 1, at: turn.now }
    turn.put('identities', mergeKey(record.id), encodeMerge(record))
    return record
  }

  async #canonical(from: string, into: string): Promise<{ readonly from: string; readonly into: string }> {
    const canonical = await canonicalIds(this.#setting.profiles, [from, into])
    return { from: canonical.get(from) ?? from, into: canonical.get(into) ?? into }
  }

  async #idsOf(id: string): Promise<number> {
    const [bytes] = await this.#setting.profiles.read('identities', [idCountKey(id)])
    return readIdCount(bytes)
  }

  async #count(turn: LiveTurn, id: string, more: number): Promise<void> {
    turn.put('identities', idCountKey(id), writeIdCount((await this.#idsOf(id)) + more))
  }

  async #unmerge(turn: LiveTurn, id: number): Promise<MergeRecord> {
    const [bytes] = await this.#setting.profiles.read('identities', [mergeKey(id)])
    if (bytes === undefined) throw new EngineError('merge_unknown', { id })
    const record = decodeMerge(bytes)
    if (record.undoneAt !== undefined) throw refused('it has been undone already')
    if (record.refused !== undefined) throw refused('it was never made')
    await this.#requireLast(record)
    const undone = { ...record, undoneAt: turn.now }
    turn.put('identities', recordKey(record.from), undefined)
    turn.put('identities', mergeKey(id), encodeMerge(undone))
    const { from, into } = record
    turn.put('identities', partedKey(from, into), Buffer.of(1))
    await this.#count(turn, into, -(await this.#idsOf(from)))
    turn.deliver({
      kind: 'unmerge',
      acceptedAt: turn.now,
      merge: { id: this.#idOf(record), from, into, at: turn.now },
    })
    return undone
  }

  /** What is known of `from` becomes known of `into`. */
  async #takeOver(turn: LiveTurn, from: string, into: string): Promise<void> {
    const key = recordKey(from)
    if ((await turn.stored(key)) === undefined) return
    const source = await turn.unpackedWhole(key)
    await turn.change(into, customer => mergeCustomers(customer, source, turn.inForce, turn.now))
    await turn.change(from, customer => mergedAway(customer, into, turn.inForce, turn.now))
  }

  async #requireKnown(turn: LiveTurn, id: string): Promise<void> {
    if (!(await turn.isUsable(id)))
      throw refused('records are being filled at the moment; try again in a while')
    if ((await turn.stored(recordKey(id))) === undefined) throw refused('one of the two is not known')
  }

  /** A merge that another one stands on cannot be undone before it. */
  async #requireLast({ id, from, into }: MergeRecord): Promise<void> {
    for await (const { value } of this.#setting.profiles.range('identities', mergeKeys)) {
      const other = decodeMerge(value)
      const isLater = other.id > id && other.undoneAt === undefined && other.refused === undefined
      if (isLater && [other.from, other.into].some(one => one === from || one === into))
        throw refused(`merge ${other.id} stands on it and has to be undone before`)
    }
  }

  #idOf({ id }: MergeRecord): string {
    return `${this.#setting.programs.course.store}:merge:${id}`
  }
}

function refused(reason: string): EngineError<'merge_refused'> {
  return new EngineError('merge_refused', { reason })
}
