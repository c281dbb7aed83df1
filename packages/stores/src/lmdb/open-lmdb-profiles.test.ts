import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { open } from 'lmdb'
import { afterAll, expect, test } from 'vitest'
import { openLmdbProfiles } from './open-lmdb-profiles.ts'

const folder = mkdtempSync(join(tmpdir(), 'kindred-profiles.d'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('a folder that a later Kindred wrote is refused, and left as it is', async () => {
  const later = join(folder, 'later')
  await (await openLmdbProfiles({ folder: later })).close()
  const root = open({ path: later, maxDbs: 16, noSubdir: false, overlappingSync: false })
  const about = root.openDB({ name: 'about', encoding: 'binary', keyEncoding: 'binary' })
  about.putSync(Buffer.from('format'), Buffer.from('2'))
  await root.close()
  for (const _ of ['first', 'again']) {
    const refusal = { code: 'profiles_format_newer', says: expect.stringContaining('format 2') }
    await expect(openLmdbProfiles({ folder: later })).rejects.toMatchObject(refusal)
  }
})

test('what is no folder, or holds another file under that name, is refused by name', async () => {
  writeFileSync(join(folder, 'file'), 'x')
  mkdirSync(join(folder, 'other'))
  writeFileSync(join(folder, 'other', 'data.mdb'), 'this is no database of profiles'.repeat(1_000))
  for (const name of ['file', 'other']) {
    const error = await openLmdbProfiles({ folder: join(folder, name) }).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ code: 'profiles_folder_unreadable' })
    expect(String(error)).toContain(join(folder, name))
  }
})

test('a file that is cut off, as of a copy that was broken off, is refused; one that is whole is not', async () => {
  const whole = join(folder, 'whole')
  const profiles = await openLmdbProfiles({ folder: whole })
  for (let turn = 0; turn < 20; turn += 1) {
    const key = new Uint8Array([turn])
    await profiles.commit({ changes: [{ space: 'records', key, value: new Uint8Array(50_000) }] })
  }
  await profiles.close()
  const content = readFileSync(join(whole, 'data.mdb'))
  const cut = join(folder, 'cut')
  mkdirSync(cut)
  for (const length of [1, 100, 4_096, 5_000, 8_192, 50_000]) {
    writeFileSync(join(cut, 'data.mdb'), content.subarray(0, length))
    const refusal = { code: 'profiles_folder_unreadable', says: expect.stringMatching(/cut off|no file/) }
    await expect(openLmdbProfiles({ folder: cut })).rejects.toMatchObject(refusal)
  }
  writeFileSync(join(cut, 'data.mdb'), content)
  const copy = await openLmdbProfiles({ folder: cut })
  expect(await copy.count('records')).toBe(20)
  await copy.close()
  writeFileSync(join(cut, 'data.mdb'), '')
  const empty = await openLmdbProfiles({ folder: cut })
  expect(await empty.count('records')).toBe(0)
  await empty.close()
})

test('a disk that takes no more refuses the commit by name, keeps what it had, and goes on with room again', async () => {
  const full = join(folder, 'full')
  const script = join(import.meta.dirname, 'testing', 'store-until-full.ts')
  const told = execFileSync(
    '/bin/sh',
    ['-c', 'ulimit -f 20000; exec "$0" "$@"', process.execPath, script, full],
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] },
  )
  const { made, code, count, isGoingOn } = JSON.parse(told)
  expect(made).toBeGreaterThan(0)
  expect({ code, count, isGoingOn }).toEqual({
    code: 'profiles_disk_full',
    count: made * 10,
    isGoingOn: true,
  })
  const profiles = await openLmdbProfiles({ folder: full })
  expect(await profiles.count('records')).toBe(made * 10 - 10)
  await profiles.close()
})
