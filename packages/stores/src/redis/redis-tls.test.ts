import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import type { Profiles } from '@kindred/engine'
import { profilesSuite } from '@kindred/engine/testing'
import { Redis } from 'iovalkey'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { openRedisProfiles } from './open-redis-profiles.ts'
import { canCertify, makeCertificate, type OwnCertificate } from './testing/own-certificate.ts'
import { type OwnServer, serverProgram, startOwnServer } from './testing/own-server.ts'

const folder = mkdtempSync(join(tmpdir(), 'kindred-redis-tls-'))
const place = () => mkdtempSync(join(folder, 'data-'))
const started: OwnServer[] = []
const opened: Profiles[] = []
const trustedBefore = getCACertificates('default')

async function start(certificate: OwnCertificate, ...settings: string[]): Promise<OwnServer> {
  const log = ['--appendonly', 'yes', '--appendfsync', 'always', '--tls-auth-clients', 'no']
  const server = await startOwnServer(place(), [...log, ...settings], certificate)
  started.push(server)
  return server
}

/** What the environment variable NODE_EXTRA_CA_CERTS does when a process starts. */
function trust(...certificates: readonly OwnCertificate[]): void {
  setDefaultCACertificates([...trustedBefore, ...certificates.map(({ text }) => text)])
}

function open(url: string): Profiles {
  const profiles = openRedisProfiles({ url })
  opened.push(profiles)
  return profiles
}

const key = new Uint8Array([1])
const change = { changes: [{ space: 'state' as const, key, value: key }] }

afterEach(async () => {
  for (const profiles of opened.splice(0)) await profiles.close()
})
afterAll(async () => {
  for (const server of started) await server.kill()
  setDefaultCACertificates(trustedBefore)
  rmSync(folder, { recursive: true, force: true })
})

const missing =
  serverProgram === undefined ? 'no redis-server or valkey-server' : canCertify ? undefined : 'no openssl'
const title = `a server of our own through TLS${missing === undefined ? '' : ` (skipped: ${missing} on the path)`}`
describe.skipIf(missing !== undefined)(title, () => {
  let certificate: OwnCertificate
  let server: OwnServer
  beforeAll(async () => {
    certificate = makeCertificate(place(), ['IP:127.0.0.1', 'DNS:localhost'])
    server = await start(certificate)
    trust(certificate)
  })

  profilesSuite({
    name: 'profiles through TLS',
    lasting: true,
    open: prefix => Promise.resolve(openRedisProfiles({ url: server.url, prefix })),
  })

  test('nothing is to be complained of, by number and by name', async () => {
    for (const url of [server.url, `rediss://localhost:${server.port}/0`]) {
      const profiles = open(url)
      expect(await profiles.commit(change)).toBe(true)
      expect(await profiles.health()).toMatchObject({ reachable: true })
      expect((await profiles.health()).problem).toBeUndefined()
    }
  })

  test('a connection that is cut is made anew, and no commit is lost', async () => {
    const profiles = open(server.url)
    const other = new Redis(server.options)
    for (let turn = 0; turn < 20; turn += 1) {
      await other.call('CLIENT', ['KILL', 'TYPE', 'normal', 'SKIPME', 'yes'])
      expect(await profiles.commit(change)).toBe(true)
    }
    other.disconnect()
  })

  test('a certificate that nobody signed who is trusted, or that is for another host, is refused with what to do', async () => {
    const foreign = makeCertificate(place(), ['DNS:elsewhere.example'])
    const elsewhere = await start(makeCertificate(place(), ['IP:127.0.0.1']))
    const refused = [
      { url: elsewhere.url, says: 'signed by nobody who is trusted here' },
      { url: await foreignServer(foreign), says: 'for another host' },
    ]
    for (const { url, says } of refused) {
      const { problem } = await open(url).health()
      expect(problem?.says).toContain(says)
      expect(problem?.remedy).toContain('NODE_EXTRA_CA_CERTS')
    }
  })

  /** Trusted, but under a name that is not its own. */
  async function foreignServer(foreign: OwnCertificate): Promise<string> {
    trust(certificate, foreign)
    return (await start(foreign)).url
  }

  test('a server that asks for a certificate of ours is told so', async () => {
    const asking = await start(certificate, '--tls-auth-clients', 'yes')
    const profiles = open(asking.url)
    const wanted = {
      code: 'profiles_certificate_refused',
      remedy: expect.stringContaining('tls-auth-clients no'),
    }
    await expect(profiles.commit(change)).rejects.toMatchObject(wanted)
  })

  test('TLS where there is none, and none where there is, is told', async () => {
    const plain = await startOwnServer(place(), [])
    started.push(plain)
    for (const url of [`rediss://127.0.0.1:${plain.port}`, `redis://127.0.0.1:${server.port}`]) {
      const { reachable, problem } = await open(url).health()
      expect(reachable).toBe(false)
      expect(problem?.says).toContain('cannot be reached')
    }
  })
})
