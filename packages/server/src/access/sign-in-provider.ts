import type { SignInAddress } from '@kindred/stores/workspace'
import * as openid from 'openid-client'
import { ServerError } from '../errors.ts'

/** What a browser keeps between leaving for the provider and coming back. */
export interface SignInJourney {
  readonly state: string
  readonly nonce: string
  readonly verifier: string
}

/** Who came back, as the provider vouches. */
export interface ProvedPerson {
  readonly issuer: string
  readonly subject: string
  readonly name: string
  /** Only where the provider has verified it. */
  readonly email: string | undefined
  /** The values of the role claim. */
  readonly values: readonly string[]
}

/** Signing in through an OpenID Connect provider: authorization code with PKCE, state and nonce. */
export class SignInProvider {
  readonly address: SignInAddress
  #configuration: Promise<openid.Configuration> | undefined

  constructor(address: SignInAddress) {
    this.address = address
  }

  /** Where to send a browser, and what it must bring back. @throws ServerError `provider_not_usable` */
  async begin(): Promise<{ readonly url: string; readonly journey: SignInJourney }> {
    const configuration = await this.#known()
    const journey = {
      state: openid.randomState(),
      nonce: openid.randomNonce(),
      verifier: openid.randomPKCECodeVerifier(),
    }
    const url = openid.buildAuthorizationUrl(configuration, {
      redirect_uri: this.#callback,
      scope: 'openid email profile',
      ...{ state: journey.state, nonce: journey.nonce, code_challenge_method: 'S256' },
      code_challenge: await openid.calculatePKCECodeChallenge(journey.verifier),
    })
    return { url: url.href, journey }
  }

  /**
   * Who comes back. @param query - Of the address she came back to.
   *
   * @throws ServerError `provider_refused` when the answer does not belong to this journey, or was refused there.
   */
  async finish(query: string, { state, nonce, verifier }: SignInJourney): Promise<ProvedPerson> {
    const configuration = await this.#known()
    try {
      const answer = await openid.authorizationCodeGrant(
        configuration,
        new URL(`${this.#callback}?${query}`),
        {
          ...{ expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier },
          idTokenExpected: true,
        },
      )
      return personOf(answer.claims() ?? {}, this.address.roleClaim)
    } catch (cause) {
      throw new ServerError('provider_refused', {}, { cause })
    }
  }

  get #callback(): string {
    return `${this.address.address}/v1/session/provider/callback`
  }

  /** Asked of the provider once; again after it could not be asked. */
  async #known(): Promise<openid.Configuration> {
    const { issuer, clientId, clientSecret } = this.address
    // The configuration lets http pass for the loopback only.
    const execute = issuer.startsWith('http:') ? [openid.allowInsecureRequests] : []
    this.#configuration ??= openid.discovery(new URL(issuer), clientId, clientSecret, undefined, { execute })
    try {
      return await this.#configuration
    } catch (cause) {
      this.#configuration = undefined
      throw new ServerError('provider_not_usable', { issuer }, { cause })
    }
  }
}

function personOf(claims: Readonly<Record<string, unknown>>, roleClaim: string): ProvedPerson {
  const { iss, sub, name, email, email_verified: isVerified } = claims
  return {
    issuer: String(iss),
    subject: String(sub),
    name: typeof name === 'string' && name.trim() !== '' ? name.trim().slice(0, 200) : 'Unnamed',
    email: typeof email === 'string' && isVerified === true ? email.toLowerCase() : undefined,
    values: [claims[roleClaim] ?? []].flat().map(String),
  }
}
