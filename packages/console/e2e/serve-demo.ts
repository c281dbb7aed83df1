import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import type { TestProject } from 'vitest/node'
import { browserPath } from './browser-path.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the demo is served. */
    address: string
    /** What opens the console for who started it. */
    consoleLink: string
  }
}

const root = resolve(import.meta.dirname, '../../..')
const kindred = join(root, 'packages/cli/bin/kindred.js')
const run = promisify(execFile)

/** One server on one small demo for all files of the suite: starting it is most of the work. */
export async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  if (browserPath === undefined) return undefined
  const folder = join(mkdtempSync(join(tmpdir(), 'kindred-console-')), 'demo')
  await Promise.all([
    run(process.execPath, [join(root, 'scripts/build-console.ts'), '--if-changed']),
    run(process.execPath, [kindred, 'demo', folder, '--customers', '300', '--no-serve', '--json'], {
      maxBuffer: 1 << 26,
    }),
  ])
  const server = spawn(process.execPath, [kindred, '-C', folder, 'serve', '--port', '0', '--json'])
  const { address, console: link } = await announced(server)
  project.provide('address', address)
  project.provide('consoleLink', link)
  return async () => {
    const ended = new Promise(done => server.once('exit', done))
    server.kill('SIGTERM')
    await ended
    rmSync(folder, { recursive: true, force: true })
  }
}

interface Announced {
  readonly address: string
  readonly console: string
}

/** What `kindred serve --json` says once it is live. */
function announced(server: ChildProcess): Promise<Announced> {
  return new Promise((done, failed) => {
    let [told, complained] = ['', '']
    server.stderr?.on('data', chunk => {
      complained += chunk
    })
    server.stdout?.on('data', chunk => {
      told += chunk
      if (told.trimEnd().endsWith('}')) done(JSON.parse(told))
    })
    server.once('exit', code => failed(new Error(`kindred serve ended with ${code}: ${complained}`)))
  })
}
