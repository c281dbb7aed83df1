/** What can go wrong between us and the profiles. Code → sentence → remedy. No message ever holds a password, a key or a value. */
export interface ProfilesErrorParameters {
  profiles_key_wrong: { space: string; length: number }
  profiles_bound_wrong: { space: string; length: number }
  profiles_limit_wrong: { space: string; limit: number }
  profiles_closed: { node: string }
  profiles_folder_unreadable: { folder: string; reason: string }
  profiles_format_newer: { node: string; found: number; known: number }
  profiles_disk_full: { node: string }
  profiles_url_wrong: { reason: string }
  profiles_unreachable: { node: string; reason: string }
  profiles_certificate_refused: { node: string; reason: string }
  profiles_login_refused: { node: string; user: string }
  profiles_rights_missing: { node: string }
  profiles_memory_full: { node: string }
  profiles_read_only: { node: string }
  profiles_not_saving: { node: string }
  profiles_busy: { node: string }
  profiles_commit_in_doubt: { node: string }
  profiles_evicting: { node: string; policy: string }
  profiles_not_logged: { node: string }
  profiles_logged_late: { node: string; sync: string }
  profiles_durability_untold: { node: string }
  profiles_failed: { node: string; code: string }
}

interface Row<P> {
  says(given: P): string
  remedy(given: P): string
}

type Table = { readonly [C in keyof ProfilesErrorParameters]: Row<ProfilesErrorParameters[C]> }

export const profilesErrors: Table = {
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
  profiles_url_wrong: {
    says: p => `The address of the profiles cannot be used (${p.reason}).`,
    remedy: () => 'Write it as redis://user:password@host:6379/0, or rediss:// through TLS.',
  },
  profiles_unreachable: {
    says: p => `The profiles ${p.node} cannot be reached (${p.reason}).`,
    remedy: p =>
      `Start Redis or Valkey, or mend the address ${p.node} in kindred.config.yaml. What was being written may be there or not: read it before writing it again.`,
  },
  profiles_certificate_refused: {
    says: p => `The profiles ${p.node} cannot be reached through TLS: ${p.reason}.`,
    remedy: () =>
      "Set NODE_EXTRA_CA_CERTS to the file of the authority that signed the server's certificate, which must be for the host in the address; and `tls-auth-clients no`: user and password say who Kindred is.",
  },
  profiles_login_refused: {
    says: p => `The profiles ${p.node} refuse the user '${p.user}' or the password given.`,
    remedy: () =>
      'Mend the user and the password of `profiles` in kindred.config.yaml, KINDRED_PROFILES_URL or KINDRED_PROFILES_PASSWORD.',
  },
  profiles_rights_missing: {
    says: p => `The profiles ${p.node} do not let the user do this.`,
    remedy: () =>
      'Grant it: ACL SETUSER … ~{PREFIX}* +@read +@write +@scripting +@connection +info +config|get, with the prefix of `profiles`.',
  },
  profiles_memory_full: {
    says: p => `The profiles ${p.node} have no memory left.`,
    remedy: () =>
      'Raise `maxmemory` of the server, or take something away; nothing of this was written, what was acknowledged is kept.',
  },
  profiles_read_only: {
    says: p => `The profiles ${p.node} are a replica, which takes no writes.`,
    remedy: () => 'Name the primary server in kindred.config.yaml; nothing of this was written.',
  },
  profiles_not_saving: {
    says: p => `The profiles ${p.node} cannot save to their disk, and so take no writes.`,
    remedy: () =>
      'Free or mend the disk of the server: its log says what failed. Nothing of this was written.',
  },
  profiles_busy: {
    says: p => `The profiles ${p.node} are starting, or busy with a script.`,
    remedy: () => 'Wait a moment and do the same again; nothing of this was written.',
  },
  profiles_commit_in_doubt: {
    says: p =>
      `The profiles ${p.node} have already taken a later commit than this one, which was sent again.`,
    remedy: () => 'Read what it wrote before writing it again: it may be there or not.',
  },
  profiles_evicting: {
    says: p =>
      `The profiles ${p.node} drop entries when their memory is full (maxmemory-policy ${p.policy}).`,
    remedy: () => 'Set `maxmemory-policy noeviction`: customers would be forgotten without a word.',
  },
  profiles_not_logged: {
    says: p =>
      `The profiles ${p.node} write no log: what they acknowledged is lost when the server dies (appendonly no).`,
    remedy: () => 'Set `appendonly yes` and `appendfsync always` for the promise that nothing is lost.',
  },
  profiles_logged_late: {
    says: p =>
      `The profiles ${p.node} bring their log to disk later than they acknowledge: the last second may be lost when the machine dies (appendfsync ${p.sync}).`,
    remedy: () => 'Set `appendfsync always` for the promise that nothing is lost.',
  },
  profiles_durability_untold: {
    says: p => `The profiles ${p.node} do not tell how they bring their log to disk.`,
    remedy: () =>
      'Let the user do CONFIG GET (ACL SETUSER … +config|get), or see with who runs the server that it has `appendonly yes` and `appendfsync always`.',
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
