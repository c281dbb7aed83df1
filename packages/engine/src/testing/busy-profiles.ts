import type { Profiles } from '../ports/profiles.ts'

/** A store, and whether somebody is reading or writing it: over a network that takes longer than a turn of the event loop. */
export function busyProfiles(profiles: Profiles): { readonly profiles: Profiles; isBusy(): boolean } {
  let busy = 0
  const during = async <T>(work: Promise<T>): Promise<T> => {
    busy += 1
    return work.finally(() => {
      busy -= 1
    })
  }
  return {
    isBusy: () => busy > 0,
    profiles: {
      kind: profiles.kind,
      health: () => profiles.health(),
      close: () => profiles.close(),
      count: space => profiles.count(space),
      room: () => profiles.room(),
      read: (space, keys) => during(profiles.read(space, keys)),
      commit: changes => during(profiles.commit(changes)),
      async *range(space, range) {
        busy += 1
        try {
          yield* profiles.range(space, range)
        } finally {
          busy -= 1
        }
      },
    },
  }
}
