import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { openEmbeddedCatalog } from './open-embedded-catalog.ts'

const folder = mkdtempSync(join(tmpdir(), 'kindred-killed-'))
const children: ChildProcess[] = []
afterAll(() => {
  // Where the test was given up the last one still stores.
  for (const child of children) child.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
})

/** Runs the storing process, kills it in the midst of its work, and gives the last version it had acknowledged. */
function acknowledgedUntilKilled(afterLines: number): Promise<number> {
  const script = join(import.meta.dirname, 'testing', 'store-until-killed.ts')
  const child = spawn(process.execPath, [script, folder], { stdio: ['ignore', 'pipe', 'inherit'] })
  children.push(child)
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
        ? resolve(Number(told.trimEnd().split('\n').at(-1)))
        : reject(new Error(`The storing process ended by itself after ${lines} versions.`)),
    )
  })
}

test('a process killed while it stores loses nothing it acknowledged, and leaves no half of a version', {
  timeout: 240_000,
}, async () => {
  for (const afterLines of [40, 25, 60]) {
    const acknowledged = await acknowledgedUntilKilled(afterLines)
    const catalog = await openEmbeddedCatalog({ folder })
    const current = await catalog.definitions.current()
    // The one in flight may have been stored without having been acknowledged; never less than was.
    expect([acknowledged, acknowledged + 1]).toContain(current?.version)
    const versions = await catalog.definitions.list(100_000)
    expect(versions.map(({ version }) => version)).toEqual(
      versions.map((_, index) => versions.length - index),
    )
    expect(Object.keys(current?.definitions.segments ?? {})).toHaveLength(50)
    await catalog.close()
  }
})
