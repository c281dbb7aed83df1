import { EngineError } from '../errors.ts'
import type { Profiles } from '../ports/profiles.ts'
import { mergeCustomers, mergedAway } from '../profiles/identity/merge-customers.ts'
import { decodeMerge, encodeMerge, mergeKey, mergeKeys } from '../profiles/identity/merge-log.ts'
import { recordKey } from '../profiles/record/record-key.ts'
import type { MergeRecord } from '../records/live.ts'
import { canonicalIds } from './live-identities.ts'
import type { LiveLoop } from './live-loop.ts'
import type { LivePrograms } from './live-programs.ts'
import type { LiveTurn } from './live-turn.ts'

export interface MergesSetting {
  readonly profiles: Profiles
  readonly loop: LiveLoop
  readonly programs: LivePrograms
}

export type MergeRequest = Pick<MergeRecord, 'from' | 'into' | 'by'> & { readonly author?: string }

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

  /** Newest first. */
  async list(limit: number): Promise<readonly MergeRecord[]> {
    const merges: MergeRecord[] = []
    const range = { ...mergeKeys, limit, descending: true }
    for await (const { value } of this.#setting.profiles.range('identities', range))
      merges.push(decodeMerge(value))
    return merges
  }

  async #merge(turn: LiveTurn, { by, author, ...asked }: MergeRequest): Promise<MergeRecord> {
    const canonical = await canonicalIds(this.#setting.profiles, [asked.from, asked.into])
    const from = canonical.get(asked.from) ?? asked.from
    const into = canonical.get(asked.into) ?? asked.into
    if (from === into) throw refused('both ids are one customer already')
    await this.#requireKnown(turn, into)
    if (by !== 'alias') await this.#requireKnown(turn, from)
    await this.#takeOver(turn, from, into)
    const [newest] = await this.list(1)
    const record: MergeRecord = {
      id: (newest?.id ?? 0) + 1,
      at: turn.now,
      from,
      into,
      by,
      ...(author === undefined ? {} : { author }),
    }
    turn.put('identities', recordKey(from), Buffer.from(into))
    turn.put('identities', mergeKey(record.id), encodeMerge(record))
    turn.deliver({
      kind: 'merge',
      acceptedAt: turn.now,
      merge: { id: this.#idOf(record), from, into, at: turn.now },
    })
    return record
  }

  async #unmerge(turn: LiveTurn, id: number): Promise<MergeRecord> {
    const [bytes] = await this.#setting.profiles.read('identities', [mergeKey(id)])
    if (bytes === undefined) throw new EngineError('merge_unknown', { id })
    const record = decodeMerge(bytes)
    if (record.undoneAt !== undefined) throw refused('it has been undone already')
    await this.#requireLast(record)
    const undone = { ...record, undoneAt: turn.now }
    turn.put('identities', recordKey(record.from), undefined)
    turn.put('identities', mergeKey(id), encodeMerge(undone))
    const { from, into } = record
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
      const isLater = other.id > id && other.undoneAt === undefined
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
