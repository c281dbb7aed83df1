import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { lockWorkspace } from '@kindred/stores/workspace'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { shopFile } from '../testing/shop.ts'
import { openWorkspace } from './open-workspace.ts'

const folders: string[] = []
async function folderWith(config: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'kindred-workspace-'))
  folders.push(folder)
  await writeFile(join(folder, 'kindred.config.yaml'), config)
  return folder
}
afterAll(() => Promise.all(folders.map(folder => rm(folder, { recursive: true, force: true }))))

describe('a workspace on embedded stores', () => {
  let folder: string
  beforeAll(async () => {
    folder = await folderWith('workspace: shop\nwarehouse: { memory: 1 GB }\n')
  })

  it('serves one who opens it, and a second one through the first', { timeout: 120_000 }, async () => {
    const first = await openWorkspace(folder)
    expect(first.here).toBe(true)
    await first.client.apply({ files: [shopFile], complete: true })
    const second = await openWorkspace(folder)
    expect(second).toMatchObject({ here: false, address: first.address })
    expect(await second.client.workspace()).toMatchObject({ workspace: 'shop', definitions: { version: 1 } })
    const report = await second.client.refresh()
    expect(report.refresh).toMatchObject({ state: 'published', customers: 0 })
    expect((await first.client.health()).ok).toBe(true)
    await first.close()
    // Nobody serves it any more: the second goes on by itself, and others through it.
    expect((await second.client.segments()).refresh?.id).toBe(1)
    const third = await openWorkspace(folder)
    expect(third.here).toBe(false)
    expect((await third.client.workspace()).workspace).toBe('shop')
    await third.close()
    await second.close()
  })

  it('keeps everything for the next who opens it', { timeout: 120_000 }, async () => {
    const { client, close, here } = await openWorkspace(folder)
    expect(here).toBe(true)
    const { segments, refresh } = await client.segments()
    expect(refresh?.id).toBe(1)
    expect(segments.map(({ id, size }) => [id, size])).toEqual([
      ['buyers', 0],
      ['big_spenders', 0],
    ])
    const { stores, folder: named } = await client.health()
    expect(named).toBe(folder)
    expect(stores.map(({ store, kind, reachable }) => [store, kind, reachable])).toEqual([
      ['warehouse', 'embedded', true],
      ['catalog', 'embedded', true],
    ])
    await close()
  })

  it('is reached from other machines only once there is an admin who can sign in', {
    timeout: 120_000,
  }, async () => {
    // An address of this machine that is not the usual one of the loopback.
    const outside = { host: '127.0.0.2' } as const
    await expect(openWorkspace(folder, outside)).rejects.toMatchObject({
      code: 'admin_missing',
      details: { host: '127.0.0.2' },
    })
    const own = await openWorkspace(folder)
    await own.client.addUser({
      name: 'Bob',
      email: 'bob@shop.example',
      role: 'analyst',
      password: 'long enough it is',
    })
    await own.client.addUser({ name: 'Ada', email: 'ada@shop.example', role: 'admin' })
    await own.close()
    await expect(openWorkspace(folder, outside)).rejects.toMatchObject({ code: 'admin_missing' })
    const again = await openWorkspace(folder)
    const ada = (await again.client.users()).users.find(({ name }) => name === 'Ada')
    await again.client.resetUser({ id: ada?.id ?? '', password: 'long enough it is' })
    await again.close()
    const served = await openWorkspace(folder, outside)
    expect(served.address).toContain('127.0.0.2')
    await served.close()
  })

  it('is refused, with the holder named, when that one serves nobody', async () => {
    using _lock = await lockWorkspace(folder)
    const opened = openWorkspace(folder, { patience: 200 })
    await expect(opened).rejects.toMatchObject({ code: 'workspace_held' })
    await expect(opened).rejects.toThrow(String(process.pid))
  })
})

describe('a workspace that cannot be opened', () => {
  it('without a configuration is none', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'kindred-workspace-'))
    folders.push(folder)
    await expect(openWorkspace(folder)).rejects.toMatchObject({ code: 'config_missing' })
  })

  it('names what is wrong with its configuration', async () => {
    const folder = await folderWith('warehouse: { memory: lots }\n')
    await expect(openWorkspace(folder)).rejects.toMatchObject({ code: 'config_has_problems' })
  })

  it('whose servers do not answer still tells doctor so, and every other question the same', async () => {
    const folder = await folderWith(
      'warehouse: http://127.0.0.1:9\ncatalog: postgres://kindred@127.0.0.1:9/kindred\n',
    )
    const { client, close } = await openWorkspace(folder)
    const { ok, problems, stores } = await client.health()
    expect(ok).toBe(false)
    expect(stores.map(({ store, reachable }) => [store, reachable])).toEqual([
      ['warehouse', false],
      ['catalog', false],
    ])
    expect(problems.length).toBeGreaterThan(0)
    for (const { says, remedy } of problems) expect([says, remedy].every(text => text.length > 10)).toBe(true)
    await expect(client.segments()).rejects.toMatchObject({ status: 503 })
    await close()
  })
})
