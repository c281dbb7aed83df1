import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from '@modelcontextprotocol/client'
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type KilledServer, startServer } from './testing/killed-server.ts'
import { runCli } from './testing/run-cli.ts'
import { runHere } from './testing/run-here.ts'

const folder = mkdtempSync(join(tmpdir(), 'kindred-serve-'))
const kindred = (...args: string[]) => runHere(['-C', folder, ...args])
/** Of what fails: how it is told is of the process. */
const failing = (...args: string[]) => runCli(['-C', folder, ...args])
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
  const second = await failing('serve', '--port', '0')
  expect(second.exitCode).toBe(1)
  expect(second.stderr).toContain('is held by')
  const away = await failing('serve', '--host', '0.0.0.0')
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

/** An agent that runs `kindred mcp`, as a program for agents would. */
async function agent(...options: string[]) {
  const client = new Client({ name: 'test', version: '1' })
  const launcher = join(import.meta.dirname, '../bin/kindred.js')
  await client.connect(
    new StdioClientTransport({
      command: process.execPath,
      args: [launcher, '-C', folder, 'mcp', ...options],
      env: { PATH: process.env.PATH ?? '' },
    }),
  )
  const ask = async (name: string, given: Record<string, unknown> = {}) => {
    const { content, isError } = await client.callTool({ name, arguments: given })
    const [said] = Array.isArray(content) ? content : []
    const text = said?.type === 'text' ? said.text : ''
    return isError === true ? { failed: text } : JSON.parse(text)
  }
  return { client, ask }
}

test('an agent learns which segments, why, how many, and what would change; it stores only where it may', async () => {
  const { client, ask } = await agent()
  const { tools } = await client.listTools()
  expect(tools.map(({ name }) => name)).toEqual([
    ...['list_segments', 'explain_segment', 'segment_size', 'preview', 'customer', 'explain_customer'],
    ...['definitions', 'what_would_change'],
  ])
  expect(tools.every(({ annotations }) => annotations?.readOnlyHint === true)).toBe(true)
  const { segments } = await ask('list_segments')
  expect(segments.map(({ id }: { id: string }) => id)).toEqual(['callers', 'others'])
  expect(await ask('explain_segment', { segment: 'callers' })).toMatchObject({
    segment: { when: 'did(call, 30m)', english: expect.any(String) },
  })
  expect(await ask('preview', { condition: 'did(call)' })).toMatchObject({
    found: { size: expect.any(Number) },
  })
  expect(await ask('preview', { condition: 'did(cal)' })).toMatchObject({ problems: [{ severity: 'error' }] })
  expect(await ask('customer', { customer: 'later' })).toMatchObject({ segments: [{ id: 'callers' }] })
  const why = await ask('explain_customer', { customer: 'later', definition: 'callers' })
  expect(why).toMatchObject({ explanations: [{ member: true, in_words: expect.any(String) }] })
  expect(await ask('definitions', { section: 'events' })).toMatchObject({
    definitions: { events: { call: {} } },
  })
  expect((await ask('customer', { customer: 'nobody' })).failed).toContain('No customer with this id')
  expect((await ask('explain_segment', { segment: 'caller' })).failed).toContain("did you mean 'callers'?")
  const change = { definitions: 'segments: { ever: did(call) }' }
  const plan = await ask('what_would_change', change)
  expect(plan).toMatchObject({ changes: [{ change: 'new' }], effects: [{ id: 'ever' }] })
  await expect(ask('apply_change', { ...change, version: plan.version })).rejects.toThrow('apply_change')
  await client.close()

  const writing = await agent('--allow-write')
  const moved = await writing.ask('apply_change', { ...change, version: plan.version + 1 })
  expect(moved.failed).toContain('The definitions are at version')
  expect(
    await writing.ask('apply_change', { ...change, version: plan.version, note: 'asked for' }),
  ).toMatchObject({
    stored: true,
  })
  await writing.client.close()
  // Its file is none of the folder's, so that storing the folder's leaves it alone.
  expect((await kindred('apply')).exitCode).toBe(0)
  expect((await server.client.segments()).segments.map(({ id }) => id)).toContain('ever')
}, 240_000)

test('a customer is given out and erased, and a receipt is kept', async () => {
  const written = await kindred('export', 'later', '--output', join(folder, 'out'))
  expect(written.stdout).toContain('personal-data.html')
  const document = JSON.parse(readFileSync(join(folder, 'out/personal-data.json'), 'utf8'))
  expect(document).toMatchObject({ id: 'later', events: [{ event: 'call' }] })
  expect(readFileSync(join(folder, 'out/personal-data.html'), 'utf8')).toContain('later')
  const plan = await kindred('erase', 'later')
  expect(plan.stdout).toContain('Nothing has been changed')
  expect(await server.client.customer({ id: 'later' })).toMatchObject({ id: 'later' })
  const erased = await kindred('erase', 'later', '--yes', '--reason', 'letter 7', '--json')
  expect(JSON.parse(erased.stdout)).toMatchObject({
    reason: 'letter 7',
    waits: [],
    done_at: expect.any(String),
  })
  await expect(server.client.customer({ id: 'later' })).rejects.toMatchObject({ code: 'customer_unknown' })
  const { outcomes } = await server.client.sendEvents({ events: [{ customer: 'later', event: 'call' }] })
  expect(outcomes).toMatchObject([{ code: 'customer_erased' }])
}, 240_000)

test('parity goes through the server, or opens the live half itself', async () => {
  const through = await kindred('parity')
  expect({ ...through, stderr: '' }).toMatchObject({ exitCode: 0 })
  expect(through.stdout).toContain('Live and batch agree')
  expect(await server.stop()).toBe(0)
  const alone = await kindred('parity', '--json')
  expect(JSON.parse(alone.stdout)).toMatchObject({ differences: 0 })
  const merges = await failing('merges')
  expect(merges.stderr).toContain('kindred serve')
}, 240_000)
