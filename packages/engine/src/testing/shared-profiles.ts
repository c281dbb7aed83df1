import type { Profiles } from '../ports/profiles.ts'

/** The same store as another process has it: it may be written to between any two of our steps. */
export function sharedProfiles(of: Profiles): Profiles {
  return {
    kind: 'server',
    health: () => of.health(),
    close: async () => {},
    read: (space, keys) => of.read(space, keys),
    range: (space, range) => of.range(space, range),
    count: space => of.count(space),
    commit: changes => of.commit(changes),
    room: () => of.room(),
  }
}
