import { createHash } from 'node:crypto'

/** Begins the keys, in the space of identities, of those who were erased: no id begins with it in UTF-8, and no other key. */
const ERASED = 0xf9

/** Where it is noted that somebody of this id was erased. @param hash - As `erasedHash` makes it. */
export function tombstoneKey(hash: string): Uint8Array {
  return Buffer.concat([Buffer.of(ERASED), createHash('sha256').update(hash).digest()])
}

export const TOMBSTONE: Uint8Array = Buffer.of(1)
