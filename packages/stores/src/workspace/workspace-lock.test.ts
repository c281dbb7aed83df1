import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ownIdentity } from './process-identity.ts'
import { lockWorkspace, workspaceHolder } from './workspace-lock.ts'
import { workspacePaths } from './workspace-paths.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kindred-lock-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

/** As the lock says it, of a process that is not this one. */
function heldBy(change: Record<string, unknown>, touched = Date.now()): void {
  const { lock } = workspacePaths(folder)
  const own = JSON.parse(readFileSync(lock, 'utf8'))
  writeFileSync(lock, JSON.stringify({ ...own, token: 'theirs', ...change }))
  utimesSync(lock, new Date(), new Date(touched))
}

describe('one holder', () => {
  test('a second taker is told who holds it, since when and at which address', async () => {
    using lock = await lockWorkspace(folder)
    const refused = {
      code: 'workspace_held',
      message: expect.stringContaining(`pid ${process.pid} on ${hostname()}`),
    }
    await expect(lockWorkspace(folder)).rejects.toMatchObject(refused)
    lock.announce('http://127.0.0.1:7000')
    await expect(lockWorkspace(folder)).rejects.toThrow('--url http://127.0.0.1:7000')
    expect(workspaceHolder(folder)).toMatchObject({ ...ownIdentity(), address: 'http://127.0.0.1:7000' })
  })

  test('who lets go leaves nothing behind, and the next one gets it', async () => {
    const lock = await lockWorkspace(folder)
    lock.release()
    expect(readdirSync(workspacePaths(folder).data)).toEqual([])
    expect(workspaceHolder(folder)).toBeUndefined()
    const next = await lockWorkspace(folder)
    expect(next.holder.token).not.toBe(lock.holder.token)
    // Letting go twice does not take it from the next.
    lock.release()
    expect(workspaceHolder(folder)?.token).toBe(next.holder.token)
    next.release()
  })

  test('only this user can read the token', async () => {
    using lock = await lockWorkspace(folder)
    expect(lock.holder.token).toMatch(/^[0-9a-f]{48}$/)
    expect(statSync(workspacePaths(folder).lock).mode & 0o077).toBe(0)
  })

  test('a lock that was taken away is not announced over', async () => {
    using lock = await lockWorkspace(folder)
    heldBy({})
    expect(() => lock.announce('http://127.0.0.1:7000')).toThrow('was taken by another process')
  })
})

describe('a dead holder', () => {
  test.each([
    ['whose process is gone', { pid: 2 ** 22 + 1 }],
    ['whose pid another process has now', { started: '1 another boot' }],
  ])('%s is followed', async (_, change) => {
    const first = await lockWorkspace(folder)
    heldBy(change)
    expect(workspaceHolder(folder)).toBeUndefined()
    using next = await lockWorkspace(folder)
    expect(workspaceHolder(folder)).toEqual(next.holder)
    expect(readdirSync(workspacePaths(folder).data)).toEqual(['lock'])
    first.release()
    expect(workspaceHolder(folder)).toEqual(next.holder)
  })

  test('on another machine is one that has been silent for a minute', async () => {
    const first = await lockWorkspace(folder)
    heldBy({ machine: 'elsewhere', host: 'elsewhere', pid: 1 })
    await expect(lockWorkspace(folder)).rejects.toThrow('pid 1 on elsewhere')
    heldBy({ machine: 'elsewhere', host: 'elsewhere', pid: 1 }, Date.now() - 61_000)
    using next = await lockWorkspace(folder)
    expect(next.holder.host).toBe(hostname())
    first.release()
  })

  test('that left an unreadable file is followed', async () => {
    const first = await lockWorkspace(folder)
    writeFileSync(workspacePaths(folder).lock, '{"pid": 1')
    using next = await lockWorkspace(folder)
    expect(workspaceHolder(folder)).toEqual(next.holder)
    first.release()
  })

  test('whose heir died as well is followed', async () => {
    const first = await lockWorkspace(folder)
    heldBy({ pid: 2 ** 22 + 1, token: 'grandmother' })
    const { lock } = workspacePaths(folder)
    const dead = { ...JSON.parse(readFileSync(lock, 'utf8')), token: 'mother' }
    writeFileSync(`${lock}.after-grandmother`, JSON.stringify(dead))
    using next = await lockWorkspace(folder)
    expect(workspaceHolder(folder)).toEqual(next.holder)
    expect(readdirSync(workspacePaths(folder).data)).toEqual(['lock'])
    first.release()
  })
})

test('of many processes that try at once and die with it, never two hold it', async () => {
  const log = join(folder, 'log')
  writeFileSync(log, '')
  const contenders = [...Array(5)].map(() => contend(log, 2_500, 'yes'))
  contenders.push(contend(log, 2_500, 'no'))
  await Promise.all(contenders.map(one => once(one, 'exit')))
  const lines = readFileSync(log, 'utf8').trim().split('\n')
  expect(lines.length).toBeGreaterThan(20)
  for (let line = 0; line < lines.length; line += 2) {
    const [taken, left] = [lines[line], lines[line + 1]]
    expect(left).toBe(taken?.replace('+', '-'))
  }
  using _lock = await lockWorkspace(folder)
})

function contend(log: string, milliseconds: number, dies: 'yes' | 'no'): ChildProcess {
  const script = fileURLToPath(new URL('./testing/lock-contender.ts', import.meta.url))
  return spawn(process.execPath, [script, folder, log, String(milliseconds), dies], { stdio: 'inherit' })
}
