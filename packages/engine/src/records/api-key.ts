import type { Role } from './role.ts'

/** What a program shows instead of signing in. */
export interface ApiKey {
  readonly id: string
  readonly name: string
  /** How its secret begins: to tell keys apart by. */
  readonly prefix: string
  /** SHA-256 of its secret, as hexadecimal. */
  readonly hash: string
  readonly role: Role
  /** Names of routes; none: all that its role may call. */
  readonly routes: readonly string[]
  /** Segments and segmentations it may ask about; none: everything its role may. */
  readonly definitions: readonly string[]
  /** Requests a minute. */
  readonly perMinute: number
  readonly createdAt: number
  readonly createdBy: string
  readonly expiresAt: number | undefined
  readonly revokedAt: number | undefined
}
