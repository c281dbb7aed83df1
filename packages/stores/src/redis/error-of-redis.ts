import { ProfilesError, type ProfilesErrorCode } from '../errors/profiles-errors.ts'
import type { RedisAddress } from './redis-address.ts'

/** What the server or the client threw, as an error of our table; errors of ours stay as they are. */
export function errorOfRedis(thrown: unknown, { node, user }: RedisAddress, broken?: unknown): Error {
  if (thrown instanceof ProfilesError) return thrown
  const options = { cause: thrown }
  const message = thrown instanceof Error ? thrown.message : String(thrown)
  const word = answers.find(([sign]) => sign.test(message))?.[1]
  if (word === 'profiles_login_refused') return new ProfilesError(word, { node, user }, options)
  if (word !== undefined) return new ProfilesError(word, { node }, options)
  const [code, why] = [codeOf(thrown), codeOf(broken)]
  const distrust = certificateWords[code] ?? certificateWords[why]
  if (distrust !== undefined)
    return new ProfilesError('profiles_certificate_refused', { node, reason: distrust }, options)
  const reason = networkWords[code] ?? networkWords[why] ?? lostConnection(message)
  if (reason !== undefined) return new ProfilesError('profiles_unreachable', { node, reason }, options)
  // An answer's first word is its code; the rest may hold what was sent.
  const first = /^[A-Z]{3,20}\b/.exec(message)?.[0] ?? (thrown instanceof Error ? thrown.name : typeof thrown)
  return new ProfilesError('profiles_failed', { node, code: first }, options)
}

type WithoutMore = Extract<
  ProfilesErrorCode,
  | 'profiles_login_refused'
  | 'profiles_rights_missing'
  | 'profiles_memory_full'
  | 'profiles_read_only'
  | 'profiles_not_saving'
  | 'profiles_busy'
  | 'profiles_commit_in_doubt'
>

/** Older servers put the code of what failed inside a script somewhere into the sentence. */
const answers: readonly (readonly [RegExp, WithoutMore])[] = [
  [/\b(NOAUTH|WRONGPASS)\b|invalid password|invalid username-password/, 'profiles_login_refused'],
  [/\bNOPERM\b|No permissions/i, 'profiles_rights_missing'],
  [/\bOOM\b/, 'profiles_memory_full'],
  [/\bREADONLY\b/, 'profiles_read_only'],
  [/\bMISCONF\b/, 'profiles_not_saving'],
  [/\b(LOADING|BUSY|MASTERDOWN|CLUSTERDOWN|TRYAGAIN)\b/, 'profiles_busy'],
  [/\bOVERTAKEN\b/, 'profiles_commit_in_doubt'],
]

const networkWords: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nobody listens there',
  ENOTFOUND: 'the host name is unknown',
  EAI_AGAIN: 'the host name could not be looked up',
  ETIMEDOUT: 'no answer in time',
  EHOSTUNREACH: 'no route to the host',
  ECONNRESET: 'the connection was cut',
  EPIPE: 'the connection was cut',
  ERR_SSL_WRONG_VERSION_NUMBER: 'it does not speak TLS there: redis:// is without',
  ERR_SSL_PACKET_LENGTH_TOO_LONG: 'it does not speak TLS there: redis:// is without',
}

const untrusted = 'its certificate was signed by nobody who is trusted here'
const certificateWords: Readonly<Record<string, string>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: untrusted,
  SELF_SIGNED_CERT_IN_CHAIN: untrusted,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: untrusted,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: untrusted,
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another host',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  CERT_NOT_YET_VALID: 'its certificate is not valid yet',
  ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED: 'it asks for a certificate of ours',
}

function lostConnection(message: string): string | undefined {
  if (/timed out|timeout/i.test(message)) return 'no answer in time'
  return /connection is closed|max retries per request|aborted due to connection/i.test(message)
    ? 'the connection was cut'
    : undefined
}

/** `ECONNREFUSED`; '' where there is none. */
export function codeOf(thrown: unknown): string {
  const code = typeof thrown === 'object' && thrown !== null ? Reflect.get(thrown, 'code') : undefined
  if (typeof code === 'string') return code
  // Several addresses of one host fail together.
  return thrown instanceof AggregateError ? codeOf(thrown.errors[0]) : ''
}
