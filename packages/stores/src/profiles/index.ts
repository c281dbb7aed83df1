export { ProfilesError, type ProfilesErrorCode, profilesErrors } from '../errors/profiles-errors.ts'
export { lookAtProfiles, type SeenProfiles } from './look-at-profiles.ts'
export { type OpenProfilesOptions, openProfiles } from './open-profiles.ts'
