import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Profiles } from '@kindred/engine'
import { Redis } from 'iovalkey'
import { afterAll, afterEach, describe, expect, test } from 'vitest'
import { openRedisProfiles, type RedisProfilesOptions } from './open-redis-profiles.ts'
import { DeafProxy } from './testing/deaf-proxy.ts'
import { type OwnServer, serverProgram, startOwnServer } from './testing/own-server.ts'

const folder = mkdtempSync(join(tmpdir(), 'kindred-redis-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const started: OwnServer[] = []
const opened: Profiles[] = []
afterEach(async () => {
  for (const profiles of opened.splice(0)) await profiles.close()
  for (const server of started.splice(0)) await server.kill()
})

async function start(...settings: string[]): Promise<OwnServer> {
  const server = await startOwnServer(mkdtempSync(join(folder, 'data-')), settings)
  started.push(server)
  return server
}
function open(options: RedisProfilesOptions) {
  const profiles = openRedisProfiles(options)
  opened.push(profiles)
  return profiles
}
const bytes = (text: string) => new Uint8Array(Buffer.from(text))
const entry = (key: string, value?: string) => ({
  space: 'state' as const,
  key: bytes(key),
  value: value === undefined ? undefined : bytes(value),
})
const textAt = async (profiles: Profiles, key: string) =>
  Buffer.from((await profiles.read('state', [bytes(key)]))[0] ?? '').toString()

const title = `a server of our own${serverProgram === undefined ? ' (skipped: no redis-server or valkey-server on the path)' : ''}`
describe.skipIf(serverProgram === undefined)(title, () => {
  test('a commit whose answer was lost is not made twice, and is answered as it was', async () => {
    const server = await start()
    const proxy = new DeafProxy(server.port)
    const profiles = open({ url: await proxy.listen() })
    await profiles.commit({ changes: [entry('count', '0')] })
    for (let turn = 0; turn < 5; turn += 1) {
      proxy.swallow = 1
      const next = { changes: [entry('count', `${turn + 1}`)], expected: [entry('count', `${turn}`)] }
      const wrong = { changes: [entry('count', 'x')], expected: [entry('count', 'x')] }
      expect(await Promise.all([profiles.commit(next), profiles.commit(wrong)])).toEqual([true, false])
    }
    expect(proxy.cuts).toBe(5)
    expect(await textAt(profiles, 'count')).toBe('5')
    proxy.close()
  })

  test('connections cut at any moment lose no commit, double none and mix none up', async () => {
    const server = await start()
    const profiles = open({ url: server.url })
    const other = new Redis(server.port, '127.0.0.1')
    await profiles.commit({ changes: [entry('count', '0')] })
    let isDone = false
    const cutting = (async () => {
      while (!isDone) {
        await other.call('CLIENT', ['KILL', 'TYPE', 'normal', 'SKIPME', 'yes'])
        await new Promise(resolve => setTimeout(resolve, 15))
      }
    })()
    for (let turn = 0; turn < 400; turn += 1) {
      const change = { changes: [entry('count', `${turn + 1}`)], expected: [entry('count', `${turn}`)] }
      expect(await profiles.commit(change)).toBe(true)
    }
    isDone = true
    await cutting
    expect(await textAt(profiles, 'count')).toBe('400')
    other.disconnect()
  })

  test('with a log that is brought to disk always nothing is to be complained of, and a killed server keeps all it acknowledged', async () => {
    const server = await start('--appendonly', 'yes', '--appendfsync', 'always')
    const profiles = open({ url: server.url })
    expect(await profiles.health()).toEqual({
      node: `${server.url}/0`,
      reachable: true,
      engineVersion: expect.stringMatching(/^(Redis|Valkey) \d+\.\d+\.\d+$/),
      schemaVersion: 1,
    })
    let acknowledged = 0
    for (let round = 0; round < 3; round += 1) {
      const killing = (async () => {
        await new Promise(resolve => setTimeout(resolve, 60))
        await server.kill()
        await server.start()
      })()
      for (let turn = 0; turn < 100; turn += 1) {
        const next = acknowledged + 1
        expect(
          await profiles.commit({ changes: [entry('latest', `${next}`), entry(`k${next}`, `${next}`)] }),
        ).toBe(true)
        acknowledged = next
      }
      await killing
      expect(await textAt(profiles, 'latest')).toBe(`${acknowledged}`)
      expect(await profiles.count('state')).toBe(acknowledged + 1)
    }
  })

  test('anything less is told with a remedy, and works', async () => {
    const server = await start('--appendonly', 'no')
    const profiles = open({ url: server.url })
    const settings = new Redis(server.port, '127.0.0.1')
    const problem = async () => (await profiles.health()).problem
    expect((await problem())?.says).toContain('appendonly no')
    expect((await problem())?.remedy).toContain('appendonly yes')
    await settings.config('SET', 'appendonly', 'yes')
    expect((await problem())?.says).toContain('appendfsync everysec')
    await settings.config('SET', 'appendfsync', 'always')
    expect(await problem()).toBeUndefined()
    await settings.config('SET', 'maxmemory-policy', 'allkeys-lru')
    expect((await problem())?.says).toContain('maxmemory-policy allkeys-lru')
    expect(await profiles.commit({ changes: [entry('a', '1')] })).toBe(true)
    settings.disconnect()
  })

  test('a full memory refuses by name and changes nothing; taking away goes on', async () => {
    const server = await start()
    const profiles = open({ url: server.url })
    expect(await profiles.room()).toBeUndefined()
    await profiles.commit({ changes: [entry('a', '1'.repeat(500_000)), entry('b', '1')] })
    const settings = new Redis(server.port, '127.0.0.1')
    await settings.config('SET', 'maxmemory', '100mb')
    expect(await profiles.room()).toBeGreaterThan(50_000_000)
    await settings.config('SET', 'maxmemory', '1mb')
    expect(await profiles.room()).toBe(0)
    const change = { changes: [entry('b', '2'), entry('c', '1')] }
    await expect(profiles.commit(change)).rejects.toMatchObject({ code: 'profiles_memory_full' })
    expect(await textAt(profiles, 'b')).toBe('1')
    expect(await profiles.count('state')).toBe(2)
    expect(await profiles.commit({ changes: [entry('a')] })).toBe(true)
    settings.disconnect()
  })

  test('a password is asked for, refused and taken, and is told to nobody', async () => {
    const server = await start('--requirepass', 'very secret/word')
    const at = `127.0.0.1:${server.port}`
    for (const login of ['', ':wrong-secret@', 'anna:wrong-secret@']) {
      const profiles = open({ url: `redis://${login}${at}` })
      const error = await profiles.count('state').catch((thrown: unknown) => thrown)
      expect(error).toMatchObject({ code: 'profiles_login_refused' })
      const health = await profiles.health()
      expect(health).toMatchObject({ reachable: true, problem: { says: expect.stringContaining('refuse') } })
      expect(`${String(error)} ${JSON.stringify(health)}`).not.toContain('secret')
    }
    const profiles = open({ url: `redis://:very%20secret%2Fword@${at}` })
    expect(await profiles.commit({ changes: [entry('a', '1')] })).toBe(true)
    expect(JSON.stringify(await profiles.health())).not.toContain('secret')
  })

  test('a user with the rights that the remedy names is enough; one with fewer is refused by name', async () => {
    const server = await start('--appendonly', 'yes', '--appendfsync', 'always')
    const settings = new Redis(server.port, '127.0.0.1')
    const grant = (name: string, ...rights: string[]) =>
      settings.call('ACL', ['SETUSER', name, 'on', '>pw', ...rights])
    const named = ['+@read', '+@write', '+@scripting', '+@connection', '+info', '+config|get']
    await grant('enough', '~{shop}*', ...named)
    await grant('unable', '~{shop}*', '+@read', '+@connection')
    const able = open({ url: `redis://enough:pw@127.0.0.1:${server.port}`, prefix: 'shop' })
    expect(await able.commit({ changes: [entry('a', '1')] })).toBe(true)
    expect((await able.health()).problem).toBeUndefined()
    const elsewhere = open({ url: `redis://enough:pw@127.0.0.1:${server.port}`, prefix: 'other' })
    const unable = open({ url: `redis://unable:pw@127.0.0.1:${server.port}`, prefix: 'shop' })
    for (const profiles of [elsewhere, unable]) {
      const refused = { code: 'profiles_rights_missing' }
      await expect(profiles.commit({ changes: [entry('a', '1')] })).rejects.toMatchObject(refused)
    }
    settings.disconnect()
  })

  test('a replica takes no writes, and says so', async () => {
    const [primary, replica] = await Promise.all([start(), start()])
    const settings = new Redis(replica.port, '127.0.0.1')
    await settings.replicaof('127.0.0.1', primary.port)
    const profiles = open({ url: replica.url })
    expect((await profiles.health()).problem?.says).toContain('replica')
    const error = await profiles.commit({ changes: [entry('a', '1')] }).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ code: 'profiles_read_only' })
    settings.disconnect()
  })

  test('databases and prefixes are apart; a database that is not there is refused and not mistaken', async () => {
    const server = await start('--databases', '4')
    const [zero, three, other, none] = [
      open({ url: server.url }),
      open({ url: `${server.url}/3` }),
      open({ url: server.url, prefix: 'other' }),
      open({ url: `${server.url}/4` }),
    ]
    await zero.commit({ changes: [entry('a', '0')] })
    await three.commit({ changes: [entry('a', '3')] })
    await other.commit({ changes: [entry('a', 'other')] })
    expect(await Promise.all([zero, three, other].map(each => textAt(each, 'a')))).toEqual([
      '0',
      '3',
      'other',
    ])
    const settings = new Redis(server.port, '127.0.0.1')
    await settings.call('CLIENT', ['KILL', 'TYPE', 'normal', 'SKIPME', 'yes'])
    settings.disconnect()
    await three.commit({ changes: [entry('a', 'still 3')], expected: [entry('a', '3')] })
    expect(await Promise.all([zero, three].map(each => textAt(each, 'a')))).toEqual(['0', 'still 3'])
    await expect(none.commit({ changes: [entry('a', '4')] })).rejects.toMatchObject({
      code: 'profiles_url_wrong',
    })
    expect(await textAt(zero, 'a')).toBe('0')
  })

  test('what a later Kindred wrote is refused, and said in health', async () => {
    const server = await start('--appendonly', 'yes', '--appendfsync', 'always')
    const settings = new Redis(server.port, '127.0.0.1')
    await settings.set('{kindred}:format', '2')
    const profiles = open({ url: server.url })
    const refused = { code: 'profiles_format_newer' }
    await expect(profiles.commit({ changes: [entry('a', '1')] })).rejects.toMatchObject(refused)
    expect((await profiles.health()).problem?.says).toContain('format 2')
    await settings.set('{kindred}:format', '1')
    expect(await profiles.commit({ changes: [entry('a', '1')] })).toBe(true)
    settings.disconnect()
  })

  test('a server that forgot its scripts is told them again', async () => {
    const server = await start()
    const profiles = open({ url: server.url })
    await profiles.commit({ changes: [entry('a', '1')] })
    const settings = new Redis(server.port, '127.0.0.1')
    await settings.script('FLUSH')
    expect(await profiles.commit({ changes: [entry('b', '1')] })).toBe(true)
    await settings.script('FLUSH')
    for await (const { key } of profiles.range('state', { limit: 1 })) expect(key).toEqual(bytes('a'))
    settings.disconnect()
  })
})

test('a server that is not there is named without its password, and health does not throw', async () => {
  const profiles = open({ url: 'redis://anna:very%20secret@127.0.0.1:1/0' })
  const health = await profiles.health()
  expect(health).toMatchObject({ node: 'redis://127.0.0.1:1/0', reachable: false })
  expect(health.problem?.says).toContain('nobody listens there')
  const error = await profiles.read('state', [bytes('a')]).catch((thrown: unknown) => thrown)
  expect(error).toMatchObject({
    code: 'profiles_unreachable',
    says: expect.stringContaining('nobody listens'),
  })
  expect(`${String(error)} ${JSON.stringify(health)}`).not.toContain('secret')
})

test('an address that is none is refused', () => {
  for (const url of ['localhost', 'http://localhost', 'redis://localhost/shop', 'redis://localhost/99999'])
    expect(() => openRedisProfiles({ url })).toThrow(/redis:\/\/user:password@host/)
})
