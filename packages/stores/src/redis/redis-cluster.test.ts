import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { profilesSuite } from '@kindred/engine/testing'
import { Redis } from 'iovalkey'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openRedisProfiles } from './open-redis-profiles.ts'
import { freePort, OwnServer, serverProgram } from './testing/own-server.ts'

const folder = mkdtempSync(join(tmpdir(), 'kindred-cluster-'))
const nodes: OwnServer[] = []

/** Two nodes, each with half of the slots. */
async function startCluster(): Promise<void> {
  const [one, other] = await Promise.all([startNode(['0', '8191']), startNode(['8192', '16383'])])
  const redis = new Redis(one.node.port, '127.0.0.1')
  await redis.call('CLUSTER', ['MEET', '127.0.0.1', String(other.node.port), other.bus])
  redis.disconnect()
  nodes.push(one.node, other.node)
  for (const { port } of nodes) await untilWhole(port)
}

async function startNode(slots: readonly string[]): Promise<{ node: OwnServer; bus: string }> {
  const [port, bus] = [await freePort(), String(await freePort())]
  const log = ['--appendonly', 'yes', '--appendfsync', 'always']
  const settings = ['--cluster-enabled', 'yes', '--cluster-port', bus, ...log]
  const node = new OwnServer(port, join(folder, String(port)), settings)
  await node.start()
  const redis = new Redis(port, '127.0.0.1')
  await redis.call('CLUSTER', ['ADDSLOTSRANGE', ...slots])
  redis.disconnect()
  return { node, bus }
}

async function untilWhole(port: number): Promise<void> {
  const redis = new Redis(port, '127.0.0.1')
  while (!String(await redis.call('CLUSTER', ['INFO'])).includes('cluster_state:ok'))
    await new Promise(resolve => setTimeout(resolve, 50))
  redis.disconnect()
}

/** On either node: one of the two is reached by the address of the other. */
const prefixes = ['shop', 'bank']

const title = `a cluster of our own${serverProgram === undefined ? ' (skipped: no redis-server or valkey-server on the path)' : ''}`
describe.skipIf(serverProgram === undefined)(title, () => {
  beforeAll(startCluster)
  afterAll(async () => {
    for (const node of nodes) await node.kill()
    rmSync(folder, { recursive: true, force: true })
  })

  profilesSuite({
    name: 'profiles on a cluster of two nodes',
    lasting: true,
    open: key => Promise.resolve(openRedisProfiles({ url: nodes[0]?.url ?? '', prefix: key })),
  })

  test('the keys of a workspace are all on one node, whichever node is named', async () => {
    for (const prefix of prefixes) {
      for (const { url } of nodes) {
        const profiles = openRedisProfiles({ url, prefix })
        const key = new Uint8Array([1])
        const spaces = ['records', 'timers', 'state'] as const
        expect(await profiles.commit({ changes: spaces.map(space => ({ space, key, value: key })) })).toBe(
          true,
        )
        expect(await profiles.read('timers', [key])).toEqual([key])
        expect((await profiles.health()).problem).toBeUndefined()
        await profiles.close()
      }
    }
    const held = await Promise.all(
      nodes.map(async ({ port }) => {
        const redis = new Redis(port, '127.0.0.1')
        const keys = await redis.keys('*')
        redis.disconnect()
        return prefixes.filter(prefix => keys.some(key => key.startsWith(`{${prefix}}`)))
      }),
    )
    expect(held.flat().sort()).toEqual(prefixes.toSorted())
  })

  test('a node that is killed and comes back is asked again; nothing is lost or doubled', async () => {
    const profiles = openRedisProfiles({ url: nodes[1]?.url ?? '', prefix: 'killed' })
    const entry = (value: number) => ({
      space: 'state' as const,
      key: new Uint8Array([1]),
      value: new Uint8Array([value]),
    })
    await profiles.commit({ changes: [entry(0)] })
    for (const node of nodes) {
      const restarting = (async () => {
        await new Promise(resolve => setTimeout(resolve, 30))
        await node.kill()
        await node.start()
      })()
      const before = (await profiles.read('state', [new Uint8Array([1])]))[0]?.[0] ?? 0
      for (let turn = before; turn < before + 50; turn += 1)
        expect(await profiles.commit({ changes: [entry(turn + 1)], expected: [entry(turn)] })).toBe(true)
      await restarting
    }
    await profiles.close()
  })
})
