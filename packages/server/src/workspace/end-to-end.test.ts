import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { shopFile } from '../testing/shop.ts'
import { type OpenWorkspace, openWorkspace } from './open-workspace.ts'

const customers = 2_000
/** Customer n has n % 5 orders of 100 × n % 5 each, on the 1st of June and the days before. */
const orders = Array.from({ length: customers }, (_, n) =>
  Array.from(
    { length: n % 5 },
    (_none, k) => `o${n}-${k},c${n},2026-06-0${5 - k}T10:00:00Z,${100 * (n % 5)}`,
  ),
).flat()

let folder: string
let shop: OpenWorkspace
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kindred-end-to-end-'))
  await writeFile(join(folder, 'kindred.config.yaml'), 'workspace: shop\nwarehouse: { memory: 1 GB }\n')
  await writeFile(join(folder, 'orders.csv'), `order,buyer,when,total\n${orders.join('\n')}\n`)
  shop = await openWorkspace(folder)
}, 60_000)
afterAll(async () => {
  await shop.close()
  await rm(folder, { recursive: true, force: true })
})

/** Lets a process work on the workspace and kills it as soon as it evaluates. */
async function killWhileRefreshing(): Promise<void> {
  const script = resolve(import.meta.dirname, '../testing/killed-refresh.ts')
  const child: ChildProcess = fork(script, [folder], { silent: true })
  const refreshing = new Promise<void>((done, failed) => {
    child.stdout?.on('data', (text: Buffer) => {
      if (String(text).includes('evaluate')) done()
    })
    child.once('exit', code => failed(new Error(`it ended by itself with ${code}`)))
  })
  await refreshing
  child.kill('SIGKILL')
  await once(child, 'exit')
}

describe('a shop from its file to explained segments, on the embedded stores', { timeout: 120_000 }, () => {
  it('is imported and defined', async () => {
    await shop.client.apply({ files: [shopFile], complete: true })
    const report = await shop.client.import({
      kind: 'events',
      path: join(folder, 'orders.csv'),
      mapping:
        'kind: events\nevent: purchase\ncustomer: buyer\nat: when\nid: order\nproperties: { amount: total }\n',
    })
    expect(report).toMatchObject({
      rows: orders.length,
      imported: orders.length,
      set_aside: 0,
      new_customers: 1_600,
    })
  })

  it('is refreshed, listed and exported', async () => {
    const { refresh } = await shop.client.refresh({ as_of: '2026-06-10' })
    expect(refresh).toMatchObject({ customers: 1_600, value: { type: 'money', value: '1200000' } })
    const { segments } = await shop.client.segments()
    expect(segments.map(({ id, size, value }) => [id, size, value?.value])).toEqual([
      ['buyers', 1_600, '1200000'],
      ['big_spenders', 400, '640000'],
    ])
    const page = await shop.client.segmentMembers({
      id: 'big_spenders',
      limit: 3,
      columns: ['spend', 'lifecycle'],
    })
    expect(page.members[0]).toEqual({ customer: 'c1004', values: { spend: '1600', lifecycle: 'active' } })
    const file = await shop.client.exportSegment({
      id: 'big_spenders',
      format: 'ndjson',
      as_of: '2026-06-05',
    })
    let bytes = 0
    for await (const chunk of file.content) bytes += chunk.length
    expect(bytes).toBeGreaterThan(400 * '{"customer":"c4"}\n'.length)
  })

  it('is explained', async () => {
    const { explanations } = await shop.client.explain({ id: 'c4', definition: 'big_spenders' })
    expect(explanations).toMatchObject([{ member: true, tree: { holds: true, event_count: 4 } }])
    expect(explanations[0]?.tree?.events).toHaveLength(4)
    const view = await shop.client.customer({ id: 'c3' })
    expect(view.segments.map(({ id, since }) => [id, since])).toEqual([
      ['buyers', '2026-06-09T22:00:00.000Z'],
    ])
    expect(view.event_count).toBe(3)
  })

  it('loses nothing and publishes nothing half when its process is killed in a refresh', async () => {
    await shop.close()
    await killWhileRefreshing()
    shop = await openWorkspace(folder)
    expect(shop.here).toBe(true)
    const { refreshes } = await shop.client.refreshes()
    expect(refreshes.every(({ state }) => state === 'published')).toBe(true)
    const { events, refresh } = await shop.client.workspace()
    expect(events).toBe(orders.length)
    expect(refresh?.customers).toBe(1_600)
    const report = await shop.client.refresh()
    expect(report).toMatchObject({ current: true, failures: [] })
  })
})
