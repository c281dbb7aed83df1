import { tmpdir } from 'node:os'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Browser } from '../testing/browser.ts'
import { openShop, type Shop } from '../testing/shop.ts'

const minute = 60_000
const credentials = { email: 'anna@shop.example', password: 'four words that differ' }
const admin = { name: 'Anna', ...credentials }
let shop: Shop
let now: number
const forward = (millis: number): void => {
  now += millis
  shop.setNow(now)
}
beforeAll(async () => {
  shop = await openShop({ uploads: tmpdir() })
  now = Date.UTC(2026, 5, 1, 10)
})
afterAll(() => shop.close())

const browser = (): Browser => new Browser(shop.app)
async function signedIn(email: string, password: string): Promise<Browser> {
  const own = browser()
  expect((await own.post('/v1/session', { email, password })).status).toBe(200)
  return own
}

describe('the first start', () => {
  it('says that there is nobody yet, and to whom it speaks', async () => {
    expect((await browser().ask('/v1/session')).json).toMatchObject({
      user: null,
      permissions: [],
      setup: true,
    })
    const owner = await shop.client.session()
    expect(owner).toMatchObject({ user: { id: 'owner', name: 'test', email: null, role: 'admin' } })
    expect(owner.permissions).toContain('access:write')
  })

  it('makes the first admin with a link that is good once, and for a day', async () => {
    const first = await shop.client.setupLink()
    const { token } = await shop.client.setupLink()
    const replaced = await browser().post('/v1/session/setup', { token: first.token, ...admin })
    expect([replaced.status, replaced.json.error.code]).toEqual([410, 'link_not_good'])
    const weak = await browser().post('/v1/session/setup', { token, ...admin, password: 'ANNA@shop.example' })
    expect([weak.status, weak.json.error.code]).toEqual([422, 'password_weak'])
    const own = browser()
    const made = await own.post('/v1/session/setup', { token, ...admin, email: ' Anna@Shop.example'.trim() })
    expect(made.json).toMatchObject({ user: { email: admin.email, role: 'admin' }, setup: false })
    expect((await own.ask('/v1/users')).json.users).toHaveLength(1)
    const again = await browser().post('/v1/session/setup', { token, ...admin, email: 'eve@shop.example' })
    expect([again.status, again.json.error.code]).toEqual([410, 'link_not_good'])
    await expect(shop.client.setupLink()).rejects.toMatchObject({ code: 'already_set_up' })
  })
})

describe('signing in', () => {
  it('gives a cookie that no script reads and no other site sends, and only TLS carries off this machine', async () => {
    const own = await signedIn(admin.email, admin.password)
    expect(own.lastCookie).toMatch(
      /^kindred_session=[\w-]{43}; Path=\/; Max-Age=43200; HttpOnly; SameSite=Strict$/,
    )
    const away = browser()
    await away.post('/v1/session', credentials, {
      host: 'kindred.example',
      origin: 'https://kindred.example',
    })
    expect(away.lastCookie).toContain('; Secure')
  })

  it('is refused alike for a wrong password and for nobody, and says nothing of either', async () => {
    const wrong = await browser().post('/v1/session', { ...credentials, password: 'wrong' })
    const nobody = await browser().post('/v1/session', { email: 'no@shop.example', password: 'wrong' })
    expect([wrong.status, nobody.status]).toEqual([401, 401])
    expect(wrong.json).toEqual(nobody.json)
    expect(JSON.stringify(wrong.json)).not.toContain('anna')
  })

  it('lasts twelve hours, and ends for this browser alone when it signs out', async () => {
    const [one, two] = [
      await signedIn(admin.email, admin.password),
      await signedIn(admin.email, admin.password),
    ]
    await one.ask('/v1/session', { method: 'DELETE' })
    expect((await one.ask('/v1/users')).status).toBe(401)
    forward(11 * 60 * minute)
    expect((await two.ask('/v1/users')).status).toBe(200)
    forward(61 * minute)
    expect((await two.ask('/v1/users')).status).toBe(401)
  })

  it('lets a page of another origin change nothing, whatever cookie comes along', async () => {
    const own = await signedIn(admin.email, admin.password)
    for (const origin of ['https://evil.example', 'http://127.0.0.1:9999', 'null', null]) {
      const refused = await own.post('/v1/keys', { name: 'k', role: 'admin' }, { origin })
      expect([refused.status, refused.json.error.code], String(origin)).toEqual([403, 'origin_wrong'])
    }
    const forced = await browser().post('/v1/session', credentials, { origin: 'https://evil.example' })
    expect(forced.json.error.code).toBe('origin_wrong')
  })

  it('is locked after five wrong passwords, longer with each, and opens by itself', async () => {
    const user = {
      name: 'Bob',
      email: 'bob@shop.example',
      role: 'agent' as const,
      password: 'a long enough one',
    }
    await shop.client.addUser(user)
    const attempt = (password: string) => browser().post('/v1/session', { email: user.email, password })
    for (let tries = 0; tries < 5; tries += 1) expect((await attempt('wrong')).status).toBe(401)
    const locked = await attempt(user.password)
    expect([locked.status, locked.json.error.code, locked.headers['retry-after']]).toEqual([
      429,
      'sign_in_locked',
      '30',
    ])
    expect((await shop.client.users()).users.find(({ email }) => email === user.email)?.state).toBe('locked')
    forward(31_000)
    expect((await attempt('wrong')).status).toBe(401)
    expect((await attempt(user.password)).headers['retry-after']).toBe('60')
    forward(61_000)
    expect((await attempt(user.password)).status).toBe(200)
    expect((await attempt('wrong')).status).toBe(401)
  })

  it('is tried from one address no more than thirty times a minute', async () => {
    forward(minute)
    const statuses = []
    for (let tries = 0; tries < 31; tries += 1)
      statuses.push((await browser().post('/v1/session/setup', { token: 'x', ...admin })).status)
    expect(statuses.slice(0, 30).every(status => status === 410)).toBe(true)
    expect(statuses[30]).toBe(429)
    forward(minute)
  })
})

describe('users', () => {
  it('are invited with a link, choose a password, and change it; every other browser of theirs is signed out', async () => {
    const { user, link } = await shop.client.addUser({
      name: 'Cyril',
      email: 'cyril@shop.example',
      role: 'marketer',
      teams: ['key-accounts'],
    })
    expect(user).toMatchObject({ state: 'invited', teams: ['key-accounts'] })
    const own = browser()
    const chosen = await own.post('/v1/session/reset', { token: link?.token, password: 'his very own words' })
    expect(chosen.json.user).toMatchObject({ email: 'cyril@shop.example', role: 'marketer' })
    const other = await signedIn('cyril@shop.example', 'his very own words')
    const wrong = await own.post('/v1/session/password', { current: 'no', password: 'some other words' })
    expect(wrong.status).toBe(401)
    const changed = await own.post('/v1/session/password', {
      current: 'his very own words',
      password: 'some other words',
    })
    expect(changed.status).toBe(200)
    expect((await own.ask('/v1/segments')).status).toBe(200)
    expect((await other.ask('/v1/segments')).status).toBe(401)
  })

  it('have one e-mail each', async () => {
    const again = shop.client.addUser({ name: 'C', email: 'CYRIL@shop.example', role: 'agent' })
    await expect(again).rejects.toMatchObject({ code: 'email_taken', status: 409 })
  })

  it('have what their role has from the next request on, and nothing once they are disabled', async () => {
    const own = await signedIn('cyril@shop.example', 'some other words')
    expect((await own.ask('/v1/users')).json.error).toMatchObject({ code: 'permission_missing' })
    const id = (await shop.client.users()).users.find(({ name }) => name === 'Cyril')?.id ?? ''
    await shop.client.changeUser({ id, role: 'admin' })
    expect((await own.ask('/v1/users')).status).toBe(200)
    await shop.client.changeUser({ id, disabled: true })
    expect((await own.ask('/v1/users')).status).toBe(401)
    expect(
      (await browser().post('/v1/session', { email: 'cyril@shop.example', password: 'some other words' }))
        .status,
    ).toBe(401)
    expect(await shop.client.changeUser({ id, disabled: false, role: 'marketer' })).toMatchObject({
      state: 'active',
    })
  })

  it('include an admin always', async () => {
    const id = (await shop.client.users()).users.find(({ name }) => name === 'Anna')?.id ?? ''
    for (const change of [{ disabled: true }, { role: 'analyst' as const }])
      await expect(shop.client.changeUser({ id, ...change })).rejects.toMatchObject({ code: 'last_admin' })
  })

  it('who lost their password get another link, and the one before is good no more', async () => {
    const id = (await shop.client.users()).users.find(({ name }) => name === 'Bob')?.id ?? ''
    const [before, after] = [await shop.client.resetUser({ id }), await shop.client.resetUser({ id })]
    const choose = (token: string | undefined) =>
      browser().post('/v1/session/reset', { token, password: 'another long one' })
    expect((await choose(before.link?.token)).status).toBe(410)
    forward(25 * 60 * minute)
    expect((await choose(after.link?.token)).status).toBe(410)
  })

  it('are never shown with a password, a hash or a secret', async () => {
    const text = JSON.stringify([
      await shop.client.users(),
      await shop.client.keys(),
      await shop.client.audit(),
    ])
    for (const secret of ['argon2', 'four words', 'some other words', '"hash"'])
      expect(text).not.toContain(secret)
  })
})
