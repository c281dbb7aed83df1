/** What can go wrong between us and the profiles. Code → sentence → remedy. No message ever holds a password, a key or a value. */
export interface ProfilesErrorParameters {
  profiles_key_wrong: { space: string; length: number }
  profiles_bound_wrong: { space: string; length: number }
  profiles_limit_wrong: { space: string; limit: number }
  profiles_closed: { node: string }
  profiles_folder_unreadable: { folder: string; reason: string }
  profiles_format_newer: { node: string; found: number; known: number }
  profiles_disk_full: { node: string }
  profiles_failed: { node: string; code: string }
}

interface Row<P> {
  says(given: P): string
  remedy(given: P): string
}

export const profilesErrors: {
  readonly [C in keyof ProfilesErrorParameters]: Row<ProfilesErrorParameters[C]>
} = {
  profiles_key_wrong: {
    says: p => `A key of ${p.length} bytes cannot stand in the space '${p.space}' of the profiles.`,
    remedy: () => 'Use a key of 1 to 400 bytes; nothing was written.',
  },
  profiles_bound_wrong: {
    says: p => `A range over the space '${p.space}' of the profiles has a bound of ${p.length} bytes.`,
    remedy: () => 'Use a bound of at most 401 bytes: no key is longer than 400.',
  },
  profiles_limit_wrong: {
    says: p => `A range over the space '${p.space}' of the profiles has the limit ${p.limit}.`,
    remedy: () => 'Use a whole number, 0 or more, or leave the limit out.',
  },
  profiles_closed: {
    says: p => `The profiles ${p.node} have been closed.`,
    remedy: () => 'Open them again before reading or writing.',
  },
  profiles_folder_unreadable: {
    says: p => `The embedded profiles in ${p.folder} cannot be opened (${p.reason}).`,
    remedy: p => `See that ${p.folder} can be read and written, or put a backup of it in its place.`,
  },
  profiles_format_newer: {
    says: p =>
      `The profiles ${p.node} are written in format ${p.found}; this Kindred knows formats up to ${p.known}.`,
    remedy: () => 'Install the Kindred that wrote them, or a later one.',
  },
  profiles_disk_full: {
    says: p => `The disk took no more of the profiles ${p.node}: it is full, at a limit, or failing.`,
    remedy: () =>
      'Free some space, or mend the disk; what was acknowledged is kept, the rest can be done again.',
  },
  profiles_failed: {
    says: p => `The profiles ${p.node} could not do this (code ${p.code}).`,
    remedy: () =>
      'This is a defect of Kindred unless what is stored was changed by hand: please report it with the code.',
  },
}

export type ProfilesErrorCode = keyof ProfilesErrorParameters

/** The profiles failed us, or were asked for what cannot be. `code` names the row of the table, `remedy` says what to do. */
export class ProfilesError<C extends ProfilesErrorCode = ProfilesErrorCode> extends Error {
  override readonly name = 'ProfilesError'
  readonly code: C
  readonly says: string
  readonly remedy: string

  constructor(code: C, given: ProfilesErrorParameters[C], options?: ErrorOptions) {
    const row: Row<ProfilesErrorParameters[C]> = profilesErrors[code]
    super(`${row.says(given)} ${row.remedy(given)}`, options)
    this.code = code
    this.says = row.says(given)
    this.remedy = row.remedy(given)
  }
}
