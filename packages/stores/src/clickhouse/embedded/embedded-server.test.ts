import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { describe, expect, test, vi } from 'vitest'
import { identityOf, isAlive } from '../../workspace/process-identity.ts'
import { testFolder, testServer } from '../testing/test-server.ts'
import { type EmbeddedServer, type Login, startEmbedded } from './embedded-server.ts'
import { engineLibrary, enginePackage } from './engine-library.ts'
import { freePorts } from './free-ports.ts'
import { serverPaths } from './server-files.ts'

const memory = 2 * 1024 ** 3

async function ask(server: Pick<EmbeddedServer, 'url'>, login: Login, sql: string): Promise<string> {
  const response = await fetch(server.url, {
    method: 'POST',
    body: sql,
    headers: { 'X-ClickHouse-User': login.user, 'X-ClickHouse-Key': login.password },
  })
  return (await response.text()).trim()
}

describe('who may do what', () => {
  test('the reader reads our tables and nothing else', async () => {
    const server = await testServer()
    await ask(server, server.app, 'CREATE DATABASE IF NOT EXISTS kindred_access')
    await ask(
      server,
      server.app,
      'CREATE OR REPLACE TABLE kindred_access.t (a Int8) ENGINE = MergeTree ORDER BY a',
    )
    await ask(server, server.app, 'INSERT INTO kindred_access.t VALUES (7)')
    expect(await ask(server, server.reader, 'SELECT a FROM kindred_access.t')).toBe('7')
    const forbidden = [
      'DROP TABLE kindred_access.t',
      'INSERT INTO kindred_access.t VALUES (8)',
      "SELECT * FROM file('/etc/passwd', LineAsString)",
      "SELECT * FROM url('http://127.0.0.1:1/', LineAsString)",
      "SELECT * FROM remote('127.0.0.1', system.one)",
      'SELECT * FROM system.users',
      'SELECT 1 SETTINGS max_memory_usage = 0',
      'SELECT 1 SETTINGS readonly = 0',
      'KILL QUERY WHERE 1',
    ]
    for (const sql of forbidden)
      expect(await ask(server, server.reader, sql)).toMatch(/^Code: (497|164|452)\./)
  })

  test('without a password nothing of ours can be read', async () => {
    const server = await testServer()
    const nobody = { user: 'default', password: '' }
    await ask(server, server.app, 'CREATE DATABASE IF NOT EXISTS kindred_access')
    await ask(
      server,
      server.app,
      'CREATE TABLE IF NOT EXISTS kindred_access.u (a Int8) ENGINE = MergeTree ORDER BY a',
    )
    expect(await ask(server, nobody, 'SELECT * FROM kindred_access.u')).toMatch(/^Code: 497\./)
    expect(await ask(server, { user: 'app', password: 'wrong' }, 'SELECT 1')).toMatch(/^Code: 516\./)
  })

  test('our user reaches no database but ours', async () => {
    const server = await testServer()
    expect(await ask(server, server.app, 'CREATE DATABASE elsewhere')).toMatch(/^Code: 497\./)
  })

  test('passwords stand only in files of this user', async () => {
    const server = await testServer()
    for (const name of ['access.json', 'config.xml', 'users.xml']) {
      expect(statSync(join(server.folder, name)).mode & 0o077).toBe(0)
    }
    expect(readFileSync(`/proc/${server.pid}/cmdline`, 'utf8')).not.toContain(server.app.password)
    expect(readFileSync(`/proc/${server.pid}/environ`, 'utf8')).not.toContain(server.app.password)
  })

  test('no value of a statement stands in the log, whether it went well or not', async () => {
    const server = await testServer()
    await ask(server, server.app, "SELECT 'anna@example.com'")
    expect(await ask(server, server.app, "SELECT toUInt8('anna@example.com')")).toMatch(/^Code: 6\./)
    expect(readFileSync(serverPaths(server.folder).log, 'utf8')).not.toContain('anna')
  })

  test('it listens on loopback only', async () => {
    const server = await testServer()
    const port = Number(new URL(server.url).port).toString(16).toUpperCase().padStart(4, '0')
    const listening = ['/proc/net/tcp', '/proc/net/tcp6']
      .flatMap(file => readFileSync(file, 'utf8').split('\n'))
      .map(line => line.trim().split(/\s+/))
      .filter(fields => fields[3] === '0A' && fields[1]?.endsWith(`:${port}`))
      .map(fields => fields[1]?.split(':')[0])
    expect(listening).toEqual(['0100007F'])
  })

  test('the memory limit is the one given', async () => {
    const server = await testServer()
    const set = "SELECT value FROM system.server_settings WHERE name = 'max_server_memory_usage'"
    expect(await ask(server, server.app, set)).toBe(String(4 * 1024 ** 3))
  })
})

describe('start and stop', () => {
  test('data is there again after a stop, and the stopped server is gone', async () => {
    const folder = testFolder()
    const first = await startEmbedded({ folder, memory })
    await ask(first, first.app, 'CREATE DATABASE kindred')
    await ask(first, first.app, 'CREATE TABLE kindred.t (a Int8) ENGINE = MergeTree ORDER BY a')
    await ask(first, first.app, 'INSERT INTO kindred.t VALUES (1), (2)')
    await first.stop()
    expect(identityOf(first.pid)).toBeUndefined()
    await using second = await startEmbedded({ folder, memory })
    expect(await ask(second, second.app, 'SELECT count() FROM kindred.t')).toBe('2')
    expect(second.app.password).not.toBe(first.app.password)
  })

  test('a second server on a folder in use is refused with the holder', async () => {
    const folder = testFolder()
    await using _first = await startEmbedded({ folder, memory })
    await expect(startEmbedded({ folder, memory })).rejects.toMatchObject({
      code: 'warehouse_in_use',
      message: expect.stringContaining(`pid ${process.pid}`),
    })
  })

  test('a port that was taken meanwhile is exchanged for another', async () => {
    const thief = createServer().listen(0, '127.0.0.1')
    await once(thief, 'listening')
    const address = thief.address()
    const taken = typeof address === 'object' && address !== null ? address.port : 0
    const given: (readonly number[])[] = []
    const ports = async (count: number) => {
      const some = await freePorts(count)
      given.push(given.length === 0 ? [taken, ...some.slice(1)] : some)
      return given.at(-1) ?? []
    }
    await using server = await startEmbedded({ folder: testFolder(), memory, ports })
    expect(given).toHaveLength(2)
    expect(await ask(server, server.app, 'SELECT 1')).toBe('1')
    thief.close()
  })

  test('a folder that cannot be used is refused with the place of the log', async () => {
    const folder = testFolder()
    writeFileSync(join(folder, 'data'), 'not a folder')
    await expect(startEmbedded({ folder, memory })).rejects.toThrow(/EEXIST|ENOTDIR|did not start/)
  })
})

describe('a killed process', () => {
  test('takes its server with it, and nothing acknowledged is lost', async () => {
    const folder = testFolder()
    let acknowledged = 0
    for (let round = 1; round <= 3; round++) {
      const { pid, last } = await killedAfter(startWriter(folder), 5 * round)
      expect(last).toBeGreaterThan(acknowledged)
      acknowledged = last
      await untilGone(pid)
    }
    await using server = await startEmbedded({ folder, memory })
    const found = await ask(
      server,
      server.app,
      `SELECT countIf(rows = 100), countIf(rows != 100), countIf(batch <= ${acknowledged}) FROM (SELECT batch, count() rows FROM kindred.t GROUP BY batch)`,
    )
    const [whole, torn, kept] = found.split('\t').map(Number)
    expect({ torn, kept }).toEqual({ torn: 0, kept: acknowledged })
    // At most the one in flight at each kill was written without having been acknowledged.
    expect(whole).toBeLessThanOrEqual(acknowledged + 3)
  })

  test('that left its server behind does not keep the folder', async () => {
    const folder = testFolder()
    const writer = startWriter(folder)
    const pid = Number((await once(createInterface({ input: writer.stdout }), 'line'))[0])
    const server = identityOf(pid)
    // Stopped, the server cannot notice that its parent has died: it is what a hung one looks like.
    process.kill(pid, 'SIGSTOP')
    writer.kill('SIGKILL')
    await once(writer, 'exit')
    expect(server !== undefined && isAlive(server)).toBe(true)
    await using _next = await startEmbedded({ folder, memory })
    expect(server !== undefined && isAlive(server)).toBe(false)
  })

  test('server killed under a living parent says that it has stopped', async () => {
    const server = await startEmbedded({ folder: testFolder(), memory })
    process.kill(server.pid, 'SIGKILL')
    await untilGone(server.pid)
    await vi.waitFor(() => expect(server.stopped).toBe('signal SIGKILL'), 5000)
    await server.stop()
  })
})

describe('the library', () => {
  test('is not there for Alpine and Windows, and the error says what to do', () => {
    for (const platform of [
      { system: 'linux', processor: 'x64', glibc: false },
      { system: 'win32', processor: 'x64', glibc: true },
    ]) {
      expect(enginePackage(platform)).toBeUndefined()
      expect(() => engineLibrary(platform)).toThrow(
        /Run a ClickHouse server and name it in kindred\.config\.yaml/,
      )
    }
  })

  test('left out by npm is named', () => {
    const other = {
      system: 'darwin',
      processor: process.platform === 'darwin' && process.arch === 'arm64' ? 'x64' : 'arm64',
      glibc: true,
    }
    expect(() => engineLibrary(other)).toThrow(/npm install @chdb\/lib-darwin-/)
  })
})

function startWriter(folder: string) {
  const script = fileURLToPath(new URL('../testing/batch-writer.ts', import.meta.url))
  return spawn(process.execPath, [script, folder], { stdio: ['ignore', 'pipe', 'inherit'] })
}

/** Kills the writer without warning after some batches; the pid of its server and the last batch it had seen acknowledged. */
async function killedAfter(writer: ReturnType<typeof startWriter>, batches: number) {
  const lines: number[] = []
  for await (const line of createInterface({ input: writer.stdout })) {
    lines.push(Number(line))
    if (lines.length === batches) writer.kill('SIGKILL')
  }
  return { pid: lines[0] ?? 0, last: lines.at(-1) ?? 0 }
}

async function untilGone(pid: number): Promise<void> {
  const deadline = Date.now() + 10_000
  while (identityOf(pid) !== undefined) {
    if (Date.now() > deadline) throw new Error(`process ${pid} still runs`)
    await pause(10)
  }
}
