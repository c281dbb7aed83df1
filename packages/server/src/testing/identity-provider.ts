import { createHash, generateKeyPairSync, randomUUID, sign } from 'node:crypto'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

interface Asked {
  readonly nonce: string
  readonly challenge: string
}

const base64 = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')

/** A small OpenID Connect provider: whoever comes is signed in as `person`, if the client knows its secret and the way. */
export class IdentityProvider {
  /** The claims of whoever comes next. */
  person: Record<string, unknown> = {}
  /** What of the next id token is another than it should be. */
  forged: Record<string, unknown> = {}
  readonly #keys = generateKeyPairSync('rsa', { modulusLength: 2048 })
  readonly #codes = new Map<string, Asked>()
  readonly #server: Server
  issuer = ''

  constructor() {
    this.#server = createServer((request, response) => {
      void this.#answer(request).then(({ status = 200, location, body }) => {
        response.writeHead(status, { 'content-type': 'application/json', ...(location && { location }) })
        response.end(JSON.stringify(body ?? {}))
      })
    })
  }

  async start(): Promise<this> {
    await new Promise<void>(resolve => this.#server.listen(0, '127.0.0.1', resolve))
    this.issuer = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
    return this
  }

  stop(): Promise<void> {
    return new Promise(resolve => this.#server.close(() => resolve()))
  }

  async #answer(request: IncomingMessage): Promise<{ status?: number; location?: string; body?: object }> {
    const url = new URL(request.url ?? '/', this.issuer)
    if (url.pathname === '/.well-known/openid-configuration') return { body: this.#metadata() }
    if (url.pathname === '/keys') return { body: { keys: [this.#publicKey()] } }
    if (url.pathname === '/authorize') return this.#authorize(url.searchParams)
    return url.pathname === '/token' ? this.#token(request) : { status: 404 }
  }

  #metadata(): object {
    const { issuer } = this
    return {
      issuer,
      authorization_endpoint: `${issuer}/authorize`,
      token_endpoint: `${issuer}/token`,
      jwks_uri: `${issuer}/keys`,
      response_types_supported: ['code'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['RS256'],
    }
  }

  #publicKey(): object {
    return { ...this.#keys.publicKey.export({ format: 'jwk' }), kid: 'k', alg: 'RS256', use: 'sig' }
  }

  #authorize(asked: URLSearchParams): { status: number; location: string } {
    const code = randomUUID()
    this.#codes.set(code, { nonce: asked.get('nonce') ?? '', challenge: asked.get('code_challenge') ?? '' })
    const back = new URL(asked.get('redirect_uri') ?? '')
    back.searchParams.set('code', code)
    back.searchParams.set('state', asked.get('state') ?? '')
    return { status: 302, location: back.href }
  }

  async #token(request: IncomingMessage): Promise<{ status?: number; body: object }> {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(Buffer.from(chunk))
    const given = new URLSearchParams(Buffer.concat(chunks).toString())
    const asked = this.#codes.get(given.get('code') ?? '')
    this.#codes.delete(given.get('code') ?? '')
    const proof = createHash('sha256')
      .update(given.get('code_verifier') ?? '')
      .digest('base64url')
    const isClient = given.get('client_secret') === 'client secret'
    if (asked === undefined || proof !== asked.challenge || !isClient)
      return { status: 400, body: { error: 'invalid_grant' } }
    return { body: { access_token: 'a', token_type: 'bearer', id_token: this.#idToken(asked.nonce) } }
  }

  #idToken(nonce: string): string {
    const now = Math.floor(Date.now() / 1000)
    const head = { iss: this.issuer, aud: 'kindred', iat: now, exp: now + 60, nonce }
    const claims = { ...head, ...this.person, ...this.forged }
    const signed = `${base64({ alg: 'RS256', kid: 'k' })}.${base64(claims)}`
    return `${signed}.${sign('RSA-SHA256', Buffer.from(signed), this.#keys.privateKey).toString('base64url')}`
  }
}
