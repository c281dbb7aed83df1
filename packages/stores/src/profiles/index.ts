export { ProfilesError, type ProfilesErrorCode, profilesErrors } from '../errors/profiles-errors.ts'
export { type OpenProfilesOptions, openProfiles } from './open-profiles.ts'
