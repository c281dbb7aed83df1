import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ProfileSpace, Profiles } from '@kindred/engine'
import { afterAll, expect, test } from 'vitest'
import { openLmdbProfiles } from './open-lmdb-profiles.ts'

const folder = mkdtempSync(join(tmpdir(), 'kindred-killed-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Runs the committing process, kills it in the midst of its work, and gives the last commit it had acknowledged. */
function acknowledgedUntilKilled(afterLines: number): Promise<number> {
  const script = join(import.meta.dirname, 'testing', 'store-until-killed.ts')
  const child = spawn(process.execPath, [script, folder], { stdio: ['ignore', 'pipe', 'inherit'] })
  let told = ''
  let lines = 0
  child.stdout.on('data', (chunk: Buffer) => {
    told += chunk.toString()
    lines = told.split('\n').length - 1
    if (lines >= afterLines) child.kill('SIGKILL')
  })
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('exit', (_, signal) =>
      signal === 'SIGKILL'
        ? resolve(Number(told.slice(0, told.lastIndexOf('\n')).split('\n').at(-1)))
        : reject(new Error(`The committing process ended by itself after ${lines} commits.`)),
    )
  })
}

async function namesIn(profiles: Profiles, space: ProfileSpace): Promise<Set<string>> {
  const names = new Set<string>()
  for await (const { key, value } of profiles.range(space, {})) {
    const number = Buffer.from(key).toString().slice(1)
    expect(Buffer.from(value).toString()).toBe(number.padEnd(1 + (Number(number) % 900), '.'))
    names.add(number)
  }
  return names
}

test('a process killed while it commits loses nothing it acknowledged, and leaves no half of a commit', async () => {
  for (const afterLines of [300, 45, 1, 400, 150]) {
    const acknowledged = await acknowledgedUntilKilled(afterLines)
    expect(acknowledged).toBeGreaterThan(0)
    const profiles = await openLmdbProfiles({ folder })
    const [value] = await profiles.read('state', [Buffer.from('latest')])
    const latest = Number(Buffer.from(value ?? '').toString())
    // The group in flight may have been written without having been acknowledged; never less than was.
    expect(latest).toBeGreaterThanOrEqual(acknowledged)
    const all = Array.from({ length: latest }, (_, index) => `${index + 1}`)
    expect(await namesIn(profiles, 'records')).toEqual(new Set(all))
    expect(await namesIn(profiles, 'outbox')).toEqual(new Set(all.slice(-10)))
    expect(await profiles.count('records')).toBe(latest)
    expect(await profiles.count('outbox')).toBe(10)
    await profiles.close()
  }
}, 180_000)
