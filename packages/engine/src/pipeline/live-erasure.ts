import type { Profiles } from '../ports/profiles.ts'
import { type FoundOfPerson, findOfPerson } from '../profiles/erasure/find-of-person.ts'
import { decodeMerge, mergeKeys } from '../profiles/identity/merge-log.ts'
import type { JoinedIds } from '../records/erasure.ts'
import type { MergeRecord } from '../records/live.ts'
import type { LiveErased } from './live-erased.ts'
import type { LiveLoop } from './live-loop.ts'
import { stateKeys } from './live-state-keys.ts'

export interface ErasureSetting {
  readonly profiles: Profiles
  readonly loop: LiveLoop
  readonly erased: LiveErased
  /** One at a time with deliveries and fillings: neither has something of hers at hand. */
  exclusively<T>(work: () => Promise<T>): Promise<T>
  /** Looks how many entries the outbox has. */
  recountOutbox(): Promise<void>
}

/** Finds and removes everything of one person in the profile store. */
export class LiveErasure {
  readonly #setting: ErasureSetting

  constructor(setting: ErasureSetting) {
    this.#setting = setting
  }

  /** Merges that hold, and those that were taken back, among those that concern one of these ids. */
  async identities(
    ids: readonly string[],
  ): Promise<{ readonly joined: readonly JoinedIds[]; readonly parted: readonly JoinedIds[] }> {
    const [joined, parted]: [JoinedIds[], JoinedIds[]] = [[], []]
    for await (const { value } of this.#setting.profiles.range('identities', mergeKeys)) {
      const merge = decodeMerge(value)
      if (!ids.includes(merge.from) && !ids.includes(merge.into)) continue
      if (holds(merge)) joined.push(merge)
      else if (merge.undoneAt !== undefined) parted.push(merge)
    }
    return { joined, parted }
  }

  /** How much there is of theirs, by kind. */
  async held(ids: readonly string[]): Promise<ReadonlyMap<string, number>> {
    return (await this.#find(ids)).counts
  }

  /** Removes it in one commit, with the note that they were erased. Done again it removes what has come since. */
  async erase(ids: readonly string[]): Promise<void> {
    const { loop, erased, exclusively, recountOutbox } = this.#setting
    await exclusively(async () => {
      await loop.submit({
        items: 0,
        isAlone: true,
        run: async turn => {
          const { changes } = await this.#find(ids)
          for (const { space, key, value } of changes) turn.put(space, key, value)
          erased.note(turn, ids)
        },
      })
      await recountOutbox()
    })
  }

  #find(ids: readonly string[]): Promise<FoundOfPerson> {
    const { profiles, erased } = this.#setting
    return findOfPerson(profiles, ids, {
      recount: stateKeys.recount,
      pseudonymOf: id => `~${erased.hashOf(id).slice(0, 16)}`,
    })
  }
}

function holds({ undoneAt, refused }: MergeRecord): boolean {
  return undoneAt === undefined && refused === undefined
}
