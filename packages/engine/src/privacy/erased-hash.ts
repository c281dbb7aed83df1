import { createHash } from 'node:crypto'
import type { ErasedIds } from '../records/erasure.ts'

/**
 * What is kept of an id once its customer has been erased: SHA-256 of salt and id, in hexadecimal. SQL computes the same.
 * Ids can be guessed, so whoever has the salt can try them: it is a pseudonym, no anonymity.
 *
 * @example
 * erasedHash('4b1c…', 'C000042')   // '9f86d0…', 64 characters
 */
export function erasedHash(salt: string, id: string): string {
  return createHash('sha256').update(salt).update(id).digest('hex')
}

/** Whether a customer of this id was erased. */
export function wasErased({ salt, hashes }: ErasedIds, id: string): boolean {
  return hashes.size > 0 && hashes.has(erasedHash(salt, id))
}
