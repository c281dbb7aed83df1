import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type EmbeddedServer, startEmbedded, startEmbeddedCluster } from '../embedded/embedded-server.ts'

const memory = 4 * 1024 ** 3

/**
 * The one embedded server of this test process, started when first asked for and gone with the process.
 * Each suite takes a database of its own with `testDatabase`.
 *
 * @example
 * const server = await testServer()
 * const database = testDatabase()
 */
export function testServer(): Promise<EmbeddedServer> {
  return shared('server', async folder => {
    const server = await startEmbedded({ folder, memory })
    return { value: server, pids: [server.pid] }
  })
}

/** Two servers that are the shards of one cluster named `kindred`, shared like `testServer`. */
export function testCluster(): Promise<EmbeddedServer[]> {
  return shared('cluster', async folder => {
    const folders = [join(folder, 'shard-1'), join(folder, 'shard-2')]
    const servers = await startEmbeddedCluster(
      'kindred',
      folders.map(one => ({ folder: one, memory: memory / 2 })),
    )
    return { value: servers, pids: servers.map(server => server.pid) }
  })
}

/** The name of a database nobody else in this process uses. */
export function testDatabase(): string {
  process.env.KINDRED_TEST_DATABASES = String(Number(process.env.KINDRED_TEST_DATABASES ?? 0) + 1)
  return `kindred_test_${process.pid}_${process.env.KINDRED_TEST_DATABASES}`
}

/** A folder that is removed when this process ends. */
export function testFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'kindred-test-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  return folder
}

interface Started<T> {
  readonly value: T
  readonly pids: readonly number[]
}

const started = new Map<string, Promise<unknown>>()

function shared<T>(name: string, start: (folder: string) => Promise<Started<T>>): Promise<T> {
  const running = started.get(name)
  // The map holds under each name what that name's starter gave; the compiler cannot see it.
  if (running !== undefined) return running as Promise<T>
  const starting = start(testFolder()).then(one => {
    // Before the folder goes (handlers run in reverse here), so that the engine does not write into nothing.
    process.prependOnceListener('exit', () => one.pids.forEach(endProcess))
    return one.value
  })
  started.set(name, starting)
  return starting
}

function endProcess(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It has ended already: a test may have killed it.
  }
}
