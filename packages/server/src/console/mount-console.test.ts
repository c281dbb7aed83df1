import { tmpdir } from 'node:os'
import { afterAll, describe, expect, it } from 'vitest'
import { composeMemory } from '../compose.ts'
import { ownerLink } from './owner-link.ts'

const { app, token, close } = composeMemory({ clock: () => Date.UTC(2026, 5, 1), uploads: tmpdir() })
afterAll(() => close())
const host = '127.0.0.1:4390'

async function signedIn(): Promise<string> {
  const url = ownerLink('', token)
  const response = await app.inject({ url, headers: { host } })
  expect([response.statusCode, response.headers.location]).toEqual([302, '/'])
  const cookie = String(response.headers['set-cookie'])
  expect(cookie).toMatch(/; HttpOnly; SameSite=Strict$/)
  expect(cookie + url).not.toContain(token)
  return cookie.split(';')[0] ?? ''
}

describe('the link that opens the console', () => {
  it('lets its browser ask, and nobody with another key', async () => {
    const cookie = await signedIn()
    const asked = await app.inject({ url: '/v1/definitions/versions', headers: { host, cookie } })
    expect(asked.statusCode).toBe(200)
    for (const key of ['', 'x'.repeat(64), token]) {
      const refused = await app.inject({ url: `/open?key=${key}`, headers: { host } })
      expect([refused.statusCode, refused.headers['set-cookie']]).toEqual([401, undefined])
    }
    const guessed = { host, cookie: `${cookie.slice(0, -1)}x` }
    expect((await app.inject({ url: '/v1/definitions/versions', headers: guessed })).statusCode).toBe(401)
  })

  it('lets nothing be changed from a page of another origin, another port of the machine included', async () => {
    const cookie = await signedIn()
    const ask = (origin: string | undefined) =>
      app.inject({
        method: 'POST',
        url: '/v1/definitions/check',
        payload: { files: [] },
        headers: { host, cookie, ...(origin === undefined ? {} : { origin }) },
      })
    expect((await ask(`http://${host}`)).statusCode).toBe(200)
    for (const origin of [undefined, 'null', 'http://127.0.0.1:3000', 'https://elsewhere.example'])
      expect([401, 403], origin).toContain((await ask(origin)).statusCode)
  })
})

describe('the page of the console', () => {
  it('stands at every address that is no file and no route, each time with a nonce of its own', async () => {
    const policies = new Set<string>()
    for (const url of ['/', '/segments/vip', '/customers/a%2Fb?as_of=x']) {
      const { statusCode, headers } = await app.inject({ url })
      expect([statusCode, headers['content-type']]).toEqual([200, 'text/html; charset=utf-8'])
      const policy = String(headers['content-security-policy'])
      expect(policy).toContain("script-src 'self';")
      expect(policy).not.toMatch(/script-src[^;]*unsafe|style-src [^;]*unsafe/)
      policies.add(policy)
    }
    expect(policies.size).toBe(3)
  })

  it('is not given for routes and files that are not there', async () => {
    const headers = { authorization: `Bearer ${token}` }
    expect((await app.inject({ url: '/v1/nothing', headers })).json().error.code).toBe('route_unknown')
    expect((await app.inject({ url: '/v1/nothing' })).statusCode).toBe(401)
    const gone = await app.inject({ url: '/assets/gone-12345678.js' })
    expect([gone.statusCode, gone.json().error.code]).toEqual([404, 'route_unknown'])
    // No path reaches the file system: what leads out of the folder is a page like any other.
    for (const url of ['/assets/../../package.json', '/package.json', '/%2e%2e/package.json'])
      expect((await app.inject({ url })).body, url).toMatch(/^<!doctype html>/i)
  })
})
