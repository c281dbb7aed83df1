import { setTimeout as pause } from 'node:timers/promises'
import type { RefreshRequest } from '@kindred/engine'
import type { WarehouseOfPopulation } from '@kindred/engine/testing'
import { compileText, type Vocabulary } from '@kindred/language'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type EmbeddedServer, startEmbeddedCluster } from '../embedded/embedded-server.ts'
import { Nodes } from '../nodes.ts'
import { testDatabase, testFolder } from '../testing/test-server.ts'
import { populationUnderTest } from './testing/population-under-test.ts'

const noon = Date.UTC(2026, 2, 1, 12)
const context = { asOf: noon, timezone: 'UTC', weekStart: 1, cutoffs: new Map() }
const vocabulary: Vocabulary = {
  timezone: 'UTC',
  currency: 'EUR',
  weekStart: 1,
  attributes: new Map(),
  events: new Map([['visit', { properties: new Map() }]]),
  features: new Map(),
  segments: new Map(),
  segmentations: new Map(),
  scores: new Map(),
  lists: new Map(),
  places: new Map(),
}
const { checked: visited } = compileText('did(visit)', vocabulary, 'boolean')
const { checked: visits } = compileText('count(visit)', vocabulary, 'number')
if (visited === undefined || visits === undefined) throw new Error('the words of this test are wrong')

const request: RefreshRequest = {
  id: 1,
  context,
  segments: [{ id: 'visitors', when: visited, changed: false, events: ['visit'], attributes: [] }],
  segmentations: [],
  carried: [],
  recordTransitions: true,
}
const layout = { segments: ['visitors'], segmentations: [] }
const tiers = {
  kind: 'tiers',
  id: 'tiers',
  by: visits,
  method: 'quantile',
  classes: [{ class: 'top', top: 0.2 }],
  otherwise: 'rest',
} as const
const conditions = new Map([['visitors', { before: visited, after: visited }]])
const side = { context: { ...context, cutoffs: new Map([['tiers', [[1]]]]) }, segmentation: tiers }

async function drained(items: AsyncIterable<unknown>): Promise<void> {
  for await (const _ of items) {
    // Only whether it ends well is of interest.
  }
}

const questions: Readonly<Record<string, (warehouse: WarehouseOfPopulation) => Promise<unknown>>> = {
  sizes: warehouse => warehouse.sizes({ context, conditions: new Map([['visitors', visited]]) }),
  rows: warehouse => drained(warehouse.rows({ context, columns: new Map() })),
  ranked: warehouse => warehouse.ranked({ context, descending: true, columns: new Map(), limit: 1 }),
  difference: warehouse =>
    warehouse.difference({ before: context, after: { ...context, asOf: noon + 1 }, conditions, sample: 1 }),
  migration: warehouse => warehouse.migration({ from: side, to: side }),
  cutoffs: warehouse => warehouse.cutoffs(context, [tiers]),
  refresh: warehouse => warehouse.refresh({ ...request, id: 2 }),
  members: warehouse => drained(warehouse.members({ refresh: 1, layout, segment: 'visitors' })),
  transitions: warehouse => drained(warehouse.transitions({ refreshes: [1] })),
  movement: warehouse =>
    warehouse.movement({ kind: 'segment', definition: 'visitors', refreshes: [1], timezone: 'UTC' }),
  dropRefresh: warehouse => warehouse.dropRefresh(1),
  keepRefreshes: warehouse => warehouse.keepRefreshes([1]),
}

describe('a shard that is down', () => {
  let servers: readonly EmbeddedServer[]
  let nodes: Nodes
  let warehouse: WarehouseOfPopulation
  let down = ''
  beforeAll(async () => {
    const folder = testFolder()
    servers = await startEmbeddedCluster('kindred', [{ folder: `${folder}/1` }, { folder: `${folder}/2` }])
    const addresses = servers.map(({ url, app }) => ({ url, ...app }))
    nodes = new Nodes({ nodes: addresses, database: testDatabase(), cluster: 'kindred' })
    warehouse = await populationUnderTest(nodes)
    await warehouse.declare({ attributes: new Map(), events: new Map([['visit', new Map()]]) })
    const events = Array.from({ length: 40 }, (_, index) => ({
      id: `${index}`,
      customer: `c${index}`,
      event: 'visit',
      at: noon - index,
      properties: new Map(),
    }))
    await warehouse.append({ customers: [], events })
    const { customers } = await warehouse.refresh(request)
    expect(customers).toBe(40)
    const [, second] = servers
    if (second === undefined) throw new Error('two shards were asked for')
    down = second.url
    process.kill(second.pid, 'SIGKILL')
    await pause(200)
  }, 120_000)
  afterAll(async () => {
    await nodes.close()
    for (const server of servers) await server.stop()
  })

  test.each(Object.entries(questions))(
    '%s: an error that names it, never a part of the answer',
    async (_, ask) => {
      await expect(ask(warehouse)).rejects.toMatchObject({ code: 'node_unreachable', node: down })
    },
  )
})
