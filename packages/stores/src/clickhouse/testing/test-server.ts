import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type EmbeddedServer, startEmbedded, startEmbeddedCluster } from '../embedded/embedded-server.ts'

const memory = 4 * 1024 ** 3

let server: Promise<EmbeddedServer> | undefined
let cluster: Promise<EmbeddedServer[]> | undefined
const folders: string[] = []

/**
 * The one embedded server of this test process, started when first asked for and gone with the process: the files that
 * a worker runs one after the other share it. Each suite takes a database of its own with `testDatabase`.
 *
 * @example
 * const { url, app } = await testServer()
 * const database = testDatabase()
 */
export function testServer(): Promise<EmbeddedServer> {
  server ??= startEmbedded({ folder: testFolder(), memory }).then(endWithProcess)
  return server
}

/** Two servers that are the shards of one cluster named `kindred`, shared like `testServer`. */
export function testCluster(): Promise<EmbeddedServer[]> {
  const shards = ['shard-1', 'shard-2']
  cluster ??= startEmbeddedCluster(
    'kindred',
    shards.map(name => ({ folder: join(testFolder(), name), memory: memory / 2 })),
  ).then(servers => servers.map(endWithProcess))
  return cluster
}

/** The name of a database nobody else in this process uses. */
export function testDatabase(): string {
  process.env.KINDRED_TEST_DATABASES = String(Number(process.env.KINDRED_TEST_DATABASES ?? 0) + 1)
  return `kindred_test_${process.pid}_${process.env.KINDRED_TEST_DATABASES}`
}

/** A folder that is removed when this process ends. */
export function testFolder(): string {
  // The test runner ends its workers by a signal, which would pass over what is to be done at the end.
  if (process.listenerCount('SIGTERM', endOrderly) === 0) process.once('SIGTERM', endOrderly)
  if (folders.length === 0) process.once('exit', removeFolders)
  const folder = mkdtempSync(join(tmpdir(), 'kindred-test-'))
  folders.push(folder)
  return folder
}

function removeFolders(): void {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
}

function endOrderly(): void {
  process.exit()
}

/** Before the folder goes (handlers run in reverse here), so that the engine does not write into nothing. */
function endWithProcess(one: EmbeddedServer): EmbeddedServer {
  process.prependOnceListener('exit', () => endProcess(one.pid))
  return one
}

function endProcess(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It has ended already: a test may have killed it.
  }
}
