import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type KilledServer, startServer } from './testing/killed-server.ts'
import { runCli } from './testing/run-cli.ts'

const folder = mkdtempSync(join(tmpdir(), 'kindred-serve-'))
const kindred = (...args: string[]) => runCli(['-C', folder, ...args])
let server: KilledServer

/** `kindred watch --json` and the moves it has printed. */
function startWatching() {
  const launcher = join(import.meta.dirname, '../bin/kindred.js')
  const child = spawn(process.execPath, [launcher, '-C', folder, 'watch', '--segment', 'callers', '--json'], {
    env: { ...process.env, NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const said = { moves: '', notes: '' }
  child.stdout.on('data', text => {
    said.moves += text
  })
  child.stderr.on('data', text => {
    said.notes += text
  })
  const customers = () =>
    said.moves
      .split('\n')
      .slice(0, -1)
      .map(line => JSON.parse(line).customer)
  const stop = async () => {
    child.kill('SIGINT')
    await once(child, 'close')
  }
  return { said, customers, stop }
}

beforeAll(async () => {
  writeFileSync(join(folder, 'kindred.config.yaml'), 'warehouse: { memory: 1 GB }\n')
  writeFileSync(
    join(folder, 'workspace.yaml'),
    'events: { call: { properties: { topic: text } } }\nsegments: { callers: "did(call, 30m)", others: never(call) }\n',
  )
  expect((await kindred('apply')).exitCode).toBe(0)
  server = await startServer(folder)
}, 240_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('a second terminal sees who moves, also after the server was away', async () => {
  const { said, customers, stop } = startWatching()
  try {
    let sent = 0
    // The watcher takes its time to start: what is sent before it listens is not shown.
    await expect
      .poll(
        async () => {
          sent += 1
          await server.client.sendEvents({ events: [{ customer: `c${sent}`, event: 'call' }] })
          return customers().length
        },
        { timeout: 60_000, interval: 500 },
      )
      .toBeGreaterThan(0)
    expect(await server.stop()).toBe(0)
    await expect.poll(() => said.notes, { timeout: 60_000 }).toContain('trying again')
    server = await startServer(folder)
    await server.client.sendEvents({ events: [{ customer: 'later', event: 'call' }] })
    await expect.poll(() => customers().at(-1), { timeout: 60_000 }).toBe('later')
    expect(new Set(customers()).size).toBe(customers().length)
  } finally {
    await stop()
  }
}, 240_000)

test('other commands work through the server, and a second one is refused by name', async () => {
  const second = await kindred('serve', '--port', '0')
  expect(second.exitCode).toBe(1)
  expect(second.stderr).toContain('is held by')
  const away = await kindred('serve', '--host', '0.0.0.0')
  expect(away.stderr).toContain('is held by')
  const customer = await kindred('customer', 'later', '--json')
  expect(JSON.parse(customer.stdout)).toMatchObject({ live: true, segments: [{ id: 'callers' }] })
  const added = JSON.parse((await kindred('hooks', 'add', 'http://127.0.0.1:9/in', '--json')).stdout)
  const listed = await kindred('hooks', 'list')
  expect(listed.stdout).toContain(added.id)
  expect(listed.stdout).not.toContain(added.secret)
  expect((await kindred('hooks', 'remove', added.id)).exitCode).toBe(0)
  const doctor = await kindred('doctor')
  expect(doctor.stdout).toMatch(/Live: \d+ customers/)
}, 240_000)

test('parity goes through the server, or opens the live half itself', async () => {
  const through = await kindred('parity')
  expect({ ...through, stderr: '' }).toMatchObject({ exitCode: 0 })
  expect(through.stdout).toContain('Live and batch agree')
  expect(await server.stop()).toBe(0)
  const alone = await kindred('parity', '--json')
  expect(JSON.parse(alone.stdout)).toMatchObject({ differences: 0 })
  const merges = await kindred('merges')
  expect(merges.stderr).toContain('kindred serve')
}, 240_000)
