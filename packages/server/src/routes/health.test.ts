import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MemoryCatalog } from '@kindred/stores/memory'
import { lookAtProfiles, openProfiles } from '@kindred/stores/profiles'
import { afterAll, expect, it } from 'vitest'
import { callByHand } from '../testing/call-by-hand.ts'
import { openShop } from '../testing/shop.ts'
import { healthHandlers } from './health.ts'

const folder = mkdtempSync(join(tmpdir(), 'kindred-health-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const call = callByHand()

it('the profiles are told of while the live half runs', async () => {
  const shop = await openShop({ uploads: folder })
  const storesOf = async () => (await shop.client.health()).stores.map(({ store }) => store)
  expect(await storesOf()).toEqual(['warehouse', 'catalog'])
  await shop.startLive()
  expect(await storesOf()).toEqual(['warehouse', 'catalog', 'profiles'])
  await shop.close()
})

it('while it does not run, they are looked at: nothing before there are any, a server that is not there by name', async () => {
  const place = { folder: join(folder, 'profiles') }
  const catalog = new MemoryCatalog()
  const embedded = healthHandlers({
    catalog,
    lookAtProfiles: () => lookAtProfiles({ kind: 'embedded' }, place),
  })
  expect(await embedded.health({}, call)).toMatchObject({ ok: true, stores: [{ store: 'catalog' }] })
  await (await openProfiles({ kind: 'embedded' }, place)).close()
  const found = await embedded.health({}, call)
  expect(found).toMatchObject({ ok: true, problems: [] })
  expect(found.stores[1]).toMatchObject({ store: 'profiles', kind: 'embedded', reachable: true })

  const address = { kind: 'server', url: 'redis://:secret@127.0.0.1:1', prefix: 'shop' } as const
  const server = healthHandlers({ catalog, lookAtProfiles: () => lookAtProfiles(address, place) })
  const away = await server.health({}, call)
  expect(away).toMatchObject({ ok: false, problems: [{ says: expect.stringContaining('127.0.0.1:1') }] })
  expect(away.stores[1]).toMatchObject({ store: 'profiles', kind: 'server', reachable: false })
  expect(JSON.stringify(away)).not.toContain('secret')
})
