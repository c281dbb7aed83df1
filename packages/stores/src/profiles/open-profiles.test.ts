import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { lookAtProfiles } from './look-at-profiles.ts'
import { openProfiles } from './open-profiles.ts'

const folder = mkdtempSync(join(tmpdir(), 'kindred-open-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const embedded = { kind: 'embedded' } as const
const nowhere = { kind: 'server', url: 'redis://:secret@127.0.0.1:1', prefix: 'shop' } as const

test('embedded profiles are opened in their folder, a server is not asked before it is needed', async () => {
  const place = { folder: join(folder, 'opened') }
  const profiles = await openProfiles(embedded, place)
  expect(profiles.kind).toBe('embedded')
  expect(await profiles.count('records')).toBe(0)
  await profiles.close()
  const server = await openProfiles(nowhere, place)
  expect(server.kind).toBe('server')
  await server.close()
})

test('before there are any, there is nothing to be said of embedded profiles, and looking makes none', async () => {
  const place = { folder: join(folder, 'none') }
  expect(await lookAtProfiles(embedded, place)).toBeUndefined()
  expect(await lookAtProfiles(embedded, place)).toBeUndefined()
})

test('a sound file, one that is open, and one of something else are told apart', async () => {
  const place = { folder: join(folder, 'sound') }
  const profiles = await openProfiles(embedded, place)
  const sound = { kind: 'embedded', health: { node: 'profiles', engineVersion: 'LMDB', reachable: true } }
  expect(await lookAtProfiles(embedded, place)).toEqual(sound)
  await profiles.commit({
    changes: [{ space: 'state', key: new Uint8Array([1]), value: new Uint8Array() }],
  })
  await profiles.close()
  expect(await lookAtProfiles(embedded, place)).toEqual(sound)
  const other = { folder: join(folder, 'other') }
  mkdirSync(other.folder)
  writeFileSync(join(other.folder, 'data.mdb'), 'something else'.repeat(1_000))
  const seen = await lookAtProfiles(embedded, other)
  expect(seen).toMatchObject({ kind: 'embedded', health: { reachable: false } })
  expect(seen?.health.problem?.says).toContain(other.folder)
})

test('a server that is not there is said, without its password', async () => {
  const seen = await lookAtProfiles(nowhere, { folder })
  expect(seen).toMatchObject({ kind: 'server', health: { node: 'redis://127.0.0.1:1/0', reachable: false } })
  expect(JSON.stringify(seen)).not.toContain('secret')
})
