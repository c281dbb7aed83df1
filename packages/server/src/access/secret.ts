import { createHash, randomBytes } from 'node:crypto'

/** 256 random bits, to be shown once. @param prefix - What it begins with, so that one who finds it knows what it is. */
export function newSecret(prefix: string): string {
  return prefix + randomBytes(32).toString('base64url')
}

/**
 * What is stored of a secret. One round of SHA-256 is enough, and no salt: of 256 random bits nothing can be guessed,
 * however fast guesses are; and it must be found by its hash, with every request.
 */
export function hashOfSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}
