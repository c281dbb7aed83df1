import { tmpdir } from 'node:os'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { composeMemory } from '../compose.ts'
import { Browser } from '../testing/browser.ts'
import { IdentityProvider } from '../testing/identity-provider.ts'

const provider = new IdentityProvider()
let composed: ReturnType<typeof composeMemory>
beforeAll(async () => {
  await provider.start()
  composed = composeMemory({
    clock: Date.now,
    uploads: tmpdir(),
    signIn: {
      ...{ issuer: provider.issuer, clientId: 'kindred', clientSecret: 'client secret' },
      ...{ address: 'http://127.0.0.1:4390', name: 'Company', roleClaim: 'groups' },
      roles: [
        ['kindred-admins', 'admin'],
        ['marketing', 'marketer'],
      ],
    },
  })
})
afterAll(async () => {
  await composed.close()
  await provider.stop()
})

const eva = {
  sub: '7',
  name: 'Eva',
  email: 'Eva@shop.example',
  email_verified: true,
  groups: ['everybody', 'marketing'],
}

/** Follows the way there and back. */
async function comes(person: Record<string, unknown>, forged: Record<string, unknown> = {}) {
  provider.person = person
  provider.forged = forged
  const browser = new Browser(composed.app)
  const there = await browser.follow('/v1/session/provider')
  const back = await (await fetch(there.location, { redirect: 'manual' })).headers.get('location')
  const answer = await browser.follow(back?.replace('http://127.0.0.1:4390', '') ?? '')
  return { browser, answer, back }
}

describe('signing in through an identity provider', () => {
  it('is offered', async () => {
    expect((await new Browser(composed.app).ask('/v1/session')).json.provider).toEqual({ name: 'Company' })
  })

  it('makes a user of whoever has a role there, and signs her in', async () => {
    const { browser, answer } = await comes(eva)
    expect([answer.status, answer.location]).toEqual([302, '/'])
    expect((await browser.ask('/v1/session')).json.user).toMatchObject({
      name: 'Eva',
      email: 'eva@shop.example',
      role: 'marketer',
    })
    const { entries } = (await browser.ask('/v1/audit', { token: composed.token })).json
    expect(entries[0]).toMatchObject({
      action: 'signIn',
      outcome: 'done',
      actor: { name: 'eva@shop.example' },
    })
  })

  it('knows her again though name and e-mail are others, and gives her the role she has there now', async () => {
    const { browser } = await comes({ ...eva, email: 'new@shop.example', groups: 'kindred-admins' })
    expect((await browser.ask('/v1/users')).json.users).toHaveLength(1)
  })

  it('takes whoever was invited by a verified e-mail, and no other', async () => {
    const invite = { name: 'Ivo', email: 'ivo@shop.example', role: 'agent' }
    await new Browser(composed.app).post('/v1/users', invite, { token: composed.token })
    const ivo = { sub: '8', name: 'Ivo', email: 'ivo@shop.example' }
    expect((await comes({ ...ivo, email_verified: false })).answer.status).toBe(403)
    const { browser } = await comes({ ...ivo, email_verified: true })
    expect((await browser.ask('/v1/session')).json.user).toMatchObject({ email: ivo.email, role: 'agent' })
    const other = await comes({ ...ivo, sub: '9', email_verified: true })
    expect([other.answer.status, other.answer.code]).toEqual([403, 'not_invited'])
  })

  it('lets nobody in who has neither role nor invitation', async () => {
    const { answer, browser } = await comes({
      ...eva,
      sub: '10',
      email: 'x@shop.example',
      groups: ['everybody'],
    })
    expect([answer.status, answer.code]).toEqual([403, 'not_invited'])
    expect((await browser.ask('/v1/session')).json.user).toBeNull()
  })

  it('lets no token pass that is for another, of another, out of date, or for another journey', async () => {
    const forgeries = [{ aud: 'other' }, { iss: 'https://evil.example' }, { exp: 1 }, { nonce: 'other' }]
    for (const forged of forgeries) {
      const { answer } = await comes(eva, forged)
      expect([answer.status, answer.code], JSON.stringify(forged)).toEqual([401, 'provider_refused'])
    }
  })

  it('lets no answer pass into a browser that did not begin, nor twice', async () => {
    const { back, browser } = await comes(eva)
    const target = back?.replace('http://127.0.0.1:4390', '') ?? ''
    expect((await new Browser(composed.app).follow(target)).code).toBe('provider_refused')
    expect((await browser.follow(target)).code).toBe('provider_refused')
  })
})
