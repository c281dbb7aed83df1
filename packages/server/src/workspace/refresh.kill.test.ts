import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { shopFile } from '../testing/shop.ts'
import { openWorkspace } from './open-workspace.ts'

const script = resolve(import.meta.dirname, '../testing/refresh-day-by-day.ts')
/** The first instant that is refreshed; windows of 30 and 90 days let go of somebody on every day after it. */
const first = '2026-06-01T10:00:00.000Z'
const day = 86_400_000
const customers = 390

/** Customer n buys on two of the hundred days before the first instant and the thirty after it. */
const orders = Array.from({ length: customers }, (_, n) =>
  [n % 130, (7 * n) % 130].map((days, which) => {
    const at = new Date(Date.parse(first) + (30 - days) * day - 3_600_000 * (n % 20)).toISOString()
    return `o${n}-${which},c${n},${at},${100 + (n % 9) * 150}`
  }),
).flat()

/** The step of the second refresh of a process that is killed in it, and how many milliseconds after it began. */
const deaths = [
  { step: 'compile', after: 0 },
  { step: 'evaluate', after: 0 },
  { step: 'evaluate', after: 20 },
  { step: 'publish', after: 0 },
  { step: 'publish', after: 5 },
] as const

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kindred-killed-refreshes-'))
  await writeFile(join(folder, 'kindred.config.yaml'), 'workspace: shop\nwarehouse: { memory: 1 GB }\n')
  await writeFile(join(folder, 'orders.csv'), `order,buyer,when,total\n${orders.join('\n')}\n`)
  const { client, close } = await openWorkspace(folder)
  await client.apply({ files: [shopFile], complete: true })
  const mapping =
    'kind: events\nevent: purchase\ncustomer: buyer\nat: when\nid: order\nproperties: { amount: total }\n'
  await client.import({ kind: 'events', path: join(folder, 'orders.csv'), mapping })
  await close()
}, 240_000)
afterAll(() => rm(folder, { recursive: true, force: true }))

test('killed at any step, a refresh is there whole or not at all, and what moved is counted once', async () => {
  const done: string[] = []
  for (const death of deaths) done.push(...(await refreshUntilKilled(death)))
  const { client, close } = await openWorkspace(folder)
  const { refreshes } = await client.refreshes()
  const published = refreshes.map(({ as_of }) => as_of).reverse()
  expect(refreshes.filter(({ state }) => state !== 'published')).toEqual([])
  // Each day once, none left out; what was said to be done is.
  expect(published).toEqual(
    published.map((_, days) => new Date(Date.parse(first) + days * day).toISOString()),
  )
  expect(published).toEqual(expect.arrayContaining(done))
  expect(done.length).toBeGreaterThanOrEqual(deaths.length)

  const last = new Date(Date.parse(published.at(-1) ?? first) + day).toISOString()
  await client.refresh({ as_of: last })
  for (const id of ['buyers', 'big_spenders']) {
    const recorded = await client.segmentHistory({ id })
    const computed = await client.segmentHistory({ id, every: 'day', from: first, to: last })
    // Everybody enters with the first, which nothing is there to be compared with.
    expect(recorded.points.slice(1).map(withoutRefresh)).toEqual(computed.points.slice(1).map(withoutRefresh))
    expect(recorded.points[0]?.size).toBe(computed.points[0]?.size)
    expect(recorded.points.slice(1).some(({ entered }) => entered > 0)).toBe(true)
  }
  await close()
}, 480_000)

type Point = Awaited<
  ReturnType<Awaited<ReturnType<typeof openWorkspace>>['client']['segmentHistory']>
>['points'][number]

function withoutRefresh({ refresh: _, ...point }: Point): Omit<Point, 'refresh'> {
  return point
}

/** Kills it in its second refresh. @returns The instants of which it said that they are done. */
async function refreshUntilKilled({ step, after }: (typeof deaths)[number]): Promise<readonly string[]> {
  const child = fork(script, [folder, first], { silent: true })
  const done: string[] = []
  if (child.stdout === null) throw new Error('the process says nothing')
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.startsWith('done ')) done.push(line.slice(5))
    if (done.length === 0 || line !== step || child.killed) continue
    await pause(after)
    child.kill('SIGKILL')
  }
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
  expect(child.signalCode).toBe('SIGKILL')
  return done
}
