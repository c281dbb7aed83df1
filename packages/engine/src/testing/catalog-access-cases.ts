import { expect, test } from 'vitest'
import type { AccessStore } from '../ports/catalog-access.ts'
import type { ApiKey } from '../records/api-key.ts'
import type { OneTimeLink, SignIn } from '../records/sign-in.ts'
import type { User } from '../records/user.ts'

const anna: User = {
  id: 'u1',
  name: 'Anna "č" O\'Hara',
  email: 'anna@shop.example',
  role: 'marketer',
  teams: ['key-accounts', "l'équipe 100%"],
  createdAt: 1_795_305_600_000,
  password: '$argon2id$not-really',
  identity: undefined,
  failures: 0,
  lockedUntil: undefined,
  disabledAt: undefined,
}
const bob: User = {
  ...anna,
  id: 'u0',
  email: 'bob@shop.example',
  teams: [],
  password: undefined,
  identity: { issuer: 'https://sso.example', subject: '7' },
}

/** Users, sign-ins, links and keys, in every catalog. */
export function accessCases(store: () => AccessStore): void {
  userCases(store)
  signInCases(store)
  linkCases(store)
  keyCases(store)
}

function userCases(store: () => AccessStore): void {
  test('users are kept whole, oldest first, and found by id, e-mail and identity', async () => {
    const { users } = store()
    await users.add(anna)
    await users.add(bob)
    expect(await users.list()).toEqual([anna, bob])
    expect(await users.get('u0')).toEqual(bob)
    expect(await users.byEmail('anna@shop.example')).toEqual(anna)
    expect(await users.byIdentity({ issuer: 'https://sso.example', subject: '7' })).toEqual(bob)
    expect(await users.byIdentity({ issuer: 'https://other.example', subject: '7' })).toBeUndefined()
    expect(await users.get('u2')).toBeUndefined()
    expect(await users.byEmail('ANNA@shop.example')).toBeUndefined()
  })

  test('an e-mail is of one user only', async () => {
    const { users } = store()
    await expect(users.add({ ...bob, id: 'u9', identity: undefined })).rejects.toMatchObject({
      code: 'email_taken',
    })
    expect(await users.list()).toHaveLength(2)
  })

  test('a change touches what it names, and can take away', async () => {
    const { users } = store()
    const locked = { failures: 6, lockedUntil: 2 ** 41, role: 'analyst' as const }
    expect(await users.change('u1', locked)).toEqual({ ...anna, ...locked })
    const back = { failures: 0, lockedUntil: undefined, role: anna.role }
    expect(await users.change('u1', back)).toEqual(anna)
    expect(await users.change('u1', {})).toEqual(anna)
    expect(await users.change('u1', { disabledAt: 5, password: undefined })).toMatchObject({
      disabledAt: 5,
      password: undefined,
    })
    expect(await users.change('nobody', { failures: 1 })).toBeUndefined()
  })

  test('wrong passwords tried at once are all counted', async () => {
    const { users } = store()
    const counts = await Promise.all(Array.from({ length: 8 }, () => users.countFailure('u0')))
    expect([...counts].sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
    expect((await users.get('u0'))?.failures).toBe(8)
  })
}

const signIn: SignIn = { hash: 'h1', user: 'u1', createdAt: 1, expiresAt: 10 }

function signInCases(store: () => AccessStore): void {
  test('a sign-in is there until it is removed, has expired, or its user is signed out', async () => {
    const { signIns } = store()
    const other = { ...signIn, hash: 'h3', user: 'u0', expiresAt: 2 ** 41 }
    for (const each of [signIn, { ...signIn, hash: 'h2', expiresAt: 20 }, other]) await signIns.add(each)
    expect(await signIns.get('h1')).toEqual(signIn)
    expect(await signIns.get('h3')).toEqual(other)
    await signIns.removeExpired(10)
    expect(await signIns.get('h1')).toBeUndefined()
    await signIns.removeOf('u1')
    expect(await signIns.get('h2')).toBeUndefined()
    await signIns.remove('h3')
    expect(await signIns.get('h3')).toBeUndefined()
  })
}

const link: OneTimeLink = { hash: 'l1', purpose: 'password', user: 'u1', expiresAt: 10 }

function linkCases(store: () => AccessStore): void {
  test('a link is used up by one of many who try at once', async () => {
    const { links } = store()
    await links.add(link)
    expect(await links.get('l1')).toEqual(link)
    const tries = await Promise.all(Array.from({ length: 6 }, () => links.take('l1')))
    expect(tries.filter(each => each !== undefined)).toEqual([link])
    expect(await links.get('l1')).toBeUndefined()
  })

  test('a new link for the same takes the place of the one before', async () => {
    const { links } = store()
    const setup: OneTimeLink = { hash: 's1', purpose: 'setup', user: undefined, expiresAt: 10 }
    await links.add(setup)
    await links.add(link)
    await links.add({ ...setup, hash: 's2' })
    expect(await links.take('s1')).toBeUndefined()
    expect(await links.take('s2')).toEqual({ ...setup, hash: 's2' })
    expect(await links.take('l1')).toEqual(link)
  })
}

const key: ApiKey = {
  id: 'k1',
  name: 'Call centre "č"',
  prefix: 'kin_abc',
  hash: 'hash1',
  role: 'decide',
  routes: [],
  definitions: ['vip', 'l\'été "100%"'],
  perMinute: 600,
  createdAt: 1,
  createdBy: 'anna',
  expiresAt: 2 ** 41,
  revokedAt: undefined,
}

function keyCases(store: () => AccessStore): void {
  test('keys are kept whole, oldest first, and found by id and by hash', async () => {
    const { keys } = store()
    const lasting = { ...key, id: 'k0', hash: 'hash0', expiresAt: undefined, routes: ['sendEvents'] }
    await keys.add(key)
    await keys.add(lasting)
    expect(await keys.list()).toEqual([key, lasting])
    expect(await keys.byHash('hash0')).toEqual(lasting)
    expect(await keys.get('k1')).toEqual(key)
    expect(await keys.byHash('k1')).toBeUndefined()
  })

  test('a key that is revoked says since when, and stays in the list', async () => {
    const { keys } = store()
    expect(await keys.revoke('k1', 7)).toBe(true)
    expect(await keys.revoke('k1', 9)).toBe(true)
    expect(await keys.revoke('k9', 9)).toBe(false)
    expect(await keys.byHash('hash1')).toEqual({ ...key, revokedAt: 7 })
    expect(await keys.list()).toHaveLength(2)
  })
}
