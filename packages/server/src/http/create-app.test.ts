import { tmpdir } from 'node:os'
import { afterAll, describe, expect, it } from 'vitest'
import { composeMemory } from '../compose.ts'

const composed = composeMemory({ clock: () => Date.UTC(2026, 5, 1), uploads: tmpdir() })
const { app, token } = composed
const authorization = `Bearer ${token}`
afterAll(() => composed.close())

describe('the application', () => {
  it('refuses everything without its token', async () => {
    for (const headers of [
      {},
      { authorization: 'Bearer ' },
      { authorization: `Bearer ${token}x` },
      { authorization: token },
    ]) {
      const response = await app.inject({ method: 'GET', url: '/v1/workspace', headers })
      expect(response.statusCode).toBe(401)
      expect(response.json()).toMatchObject({ error: { code: 'token_wrong' } })
    }
  })

  it('says that a route is unknown without repeating its query', async () => {
    const response = await app.inject({
      method: 'GET',
      url: '/v1/nothing?search=anna',
      headers: { authorization },
    })
    expect(response.statusCode).toBe(404)
    expect(response.json().error).toMatchObject({
      code: 'route_unknown',
      says: 'There is nothing at GET /v1/nothing.',
    })
  })

  it('refuses an address that is none in its own words', async () => {
    const url = '/v1/customers/%E0%A4%A'
    const response = await app.inject({ method: 'GET', url, headers: { authorization } })
    expect([response.statusCode, response.json().error.code]).toEqual([400, 'request_invalid'])
  })

  it('names every part of a request that is wrong, and not what was given', async () => {
    const url = '/v1/segments/vip/members?limit=0&secret=anna'
    const response = await app.inject({ method: 'GET', url, headers: { authorization } })
    expect(response.statusCode).toBe(400)
    const { code, says } = response.json().error
    expect(code).toBe('request_invalid')
    expect(says).toContain("'limit'")
    expect(says).not.toContain('anna')
  })

  it('refuses a body that is not JSON, or too large', async () => {
    const headers = { authorization, 'content-type': 'application/json' }
    const broken = await app.inject({ method: 'POST', url: '/v1/refreshes', headers, payload: '{"as_of"' })
    expect([broken.statusCode, broken.json().error.code]).toEqual([400, 'request_invalid'])
    const form = { authorization, 'content-type': 'application/x-www-form-urlencoded' }
    const plain = await app.inject({ method: 'POST', url: '/v1/refreshes', headers: form, payload: '{}' })
    expect([plain.statusCode, plain.json().error.says]).toEqual([
      400,
      expect.stringContaining("'content-type' is not 'application/json'"),
    ])
    const latin = Buffer.from('{"as_of":"\u00e9"}', 'latin1')
    const garbled = await app.inject({ method: 'POST', url: '/v1/refreshes', headers, payload: latin })
    expect([garbled.statusCode, garbled.json().error.says]).toEqual([
      400,
      expect.stringContaining('it is not UTF-8'),
    ])
    const payload = JSON.stringify({ files: [{ name: 'a', text: 'x'.repeat(33 * 1024 * 1024) }] })
    const large = await app.inject({ method: 'POST', url: '/v1/definitions/check', headers, payload })
    expect([large.statusCode, large.json().error.code]).toEqual([413, 'request_too_large'])
  })

  it('gives an error of long work in its last line, with its status', async () => {
    const headers = { authorization, 'content-type': 'application/json' }
    const response = await app.inject({ method: 'POST', url: '/v1/refreshes', headers, payload: '{}' })
    expect(response.statusCode).toBe(200)
    expect(response.headers['content-type']).toContain('application/x-ndjson')
    expect(JSON.parse(response.body)).toMatchObject({ status: 409, error: { code: 'nothing_defined' } })
  })

  it('takes a customer id of any characters in its path', async () => {
    const url = `/v1/customers/${encodeURIComponent('a/b?č%#👩‍🚀'.repeat(40))}`
    const response = await app.inject({ method: 'GET', url, headers: { authorization } })
    expect(response.json().error.code).toBe('nothing_defined')
  })
})
