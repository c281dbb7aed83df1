import type { ProfileSpace } from '@kindred/engine'
import { ProfilesError } from '../errors/profiles-errors.ts'

const LONGEST_KEY = 400

/** @throws ProfilesError `profiles_key_wrong` */
export function checkKey(space: ProfileSpace, key: Uint8Array): void {
  if (key.length < 1 || key.length > LONGEST_KEY)
    throw new ProfilesError('profiles_key_wrong', { space, length: key.length })
}
