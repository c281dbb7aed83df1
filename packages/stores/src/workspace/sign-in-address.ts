import type { DefinitionProblem, Role } from '@kindred/engine'
import { configProblem } from './config-problems.ts'
import type { Written } from './store-addresses.ts'

/** An OpenID Connect provider to sign in through. */
export interface SignInAddress {
  readonly issuer: string
  readonly clientId: string
  /** For the provider, never for a message. */
  readonly clientSecret: string
  /** Where browsers reach this Kindred, without a slash at the end. */
  readonly address: string
  readonly name: string
  readonly roleClaim: string
  /** In their order: the first whose value somebody has is hers. */
  readonly roles: readonly (readonly [value: string, role: Role])[]
}

const SECRET = 'KINDRED_SIGN_IN_SECRET'
const SECURE = /^https:\/\/|^http:\/\/(127\.0\.0\.1|localhost|\[::1\])(:|\/|$)/

/** The provider, if one is named, and what is wrong with how it is. */
export function signInAddress({ config, environment, places }: Written): {
  readonly address?: SignInAddress
  readonly problems: readonly DefinitionProblem[]
} {
  const given = config.sign_in
  if (given === undefined) return { problems: [] }
  const variable = given.client_secret_env ?? SECRET
  const clientSecret = environment[variable] ?? ''
  const problems = (['issuer', 'address'] as const).flatMap(key => {
    if (URL.canParse(given[key]) && SECURE.test(given[key])) return []
    const wrong = {
      key: `sign_in.${key}`,
      given: `'${given[key]}'`,
      server: 'sign-in',
      example: 'https://sso.example',
    }
    return [configProblem('bad_address', wrong, ['sign_in', key], places)]
  })
  if (clientSecret === '') {
    const missing = { key: 'sign_in.client_secret_env', variable }
    problems.push(configProblem('password_missing', missing, ['sign_in'], places))
  }
  if (problems.length > 0) return { problems }
  const address: SignInAddress = {
    ...{ issuer: given.issuer, clientId: given.client_id, clientSecret },
    address: given.address.replace(/\/$/, ''),
    name: given.name ?? new URL(given.issuer).host,
    roleClaim: given.role_claim ?? 'groups',
    roles: Object.entries(given.roles ?? {}),
  }
  return { address, problems }
}
