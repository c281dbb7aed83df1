import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Benchmark, Figure } from './benchmark.ts'
import { type Answered, ask, type Load, type Request } from './live/load.ts'
import { serveBare } from './live/serve-bare.ts'
import { type ServedShop, serveShop } from './live/served-shop.ts'
import { customerOf, makeShopWorkspace } from './live/shop-workspace.ts'
import { storeRates } from './live/store-rates.ts'
import { median } from './race.ts'
import { NOW } from './refresh/shop-data.ts'
import { seededRandom } from './seeded-random.ts'

const CUSTOMERS = 100_000
const SEGMENTS = 50
const ROUNDS = 5
const TOKEN = 'a token of the bench'
/**
 * Seconds until what a start leaves behind is done: the catalog's WebAssembly is compiled a second time, for speed, and V8,
 * seeing that nothing happens any more, looks through all memory twice.
 */
const SETTLING = 45
/** Seconds without an event, in which nothing should be done. */
const IDLE = 10

export const benchmark: Benchmark = {
  claim: `Live: durable events over HTTP, and one customer with her features, ${SEGMENTS} segments and the first reasons`,
  async run({ scale, note }) {
    const folder = await mkdtemp(join(tmpdir(), 'kindred-bench-live-'))
    try {
      const customers = Math.round(CUSTOMERS * scale)
      await makeShopWorkspace(folder, customers, SEGMENTS)
      note(`${customers} customers made`)
      const shop = await serveShop(folder, TOKEN, note)
      note(`profiles filled in ${(shop.filledIn / 1000).toFixed(1)} s; an answer has ${shop.bytes} bytes`)
      const figures = await measure(shop, customers, note)
      await shop.stop()
      return [...figures, ...(await storeRates(folder, customers))]
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  },
}

async function measure(
  shop: ServedShop,
  customers: number,
  note: (line: string) => void,
): Promise<readonly Figure[]> {
  const random = seededRandom(5)
  const someone = () => customerOf(Math.floor(random() * customers))
  const read = (): Request => ({ path: `/v1/customers/${someone()}/now` })
  const idle = await idleShare(shop)
  note(`idle: ${(idle * 100).toFixed(2)} % of a processor`)
  const reading = { token: TOKEN, connections: 32, seconds: 4, next: read }
  const [ours, constant] = await inTurns(shop, reading, note)
  const top = median(ours.map(({ perSecond }) => perSecond))
  const halved = await pacedTurns(shop, { ...reading, rate: top / 2 }, note)
  const writing = newEvents(someone)
  const single = await ask({ ...base(shop), connections: 64, next: () => writing(1) })
  note(`batches of 1: ${single.perSecond.toFixed(0)} events/s`)
  const hundreds = await ask({ ...base(shop), connections: 8, next: () => writing(100) })
  note(`batches of 100: ${(hundreds.perSecond * 100).toFixed(0)} events/s`)
  const { memory } = await shop.usage()
  const share = median(ours.map(({ perSecond }, round) => perSecond / (constant[round]?.perSecond ?? 0)))
  return [
    { id: 'reading one customer / a constant', value: share, unit: 'x', goal: { atLeast: 0.7 } },
    { id: 'p99 at half of the top rate', value: halved.ours.p99, unit: 'ms', goal: { atMost: 2 } },
    { id: 'processor while idle', value: idle * 100, unit: '%', goal: { atMost: 1 } },
    { id: 'customers read', value: top, unit: '/s' },
    { id: 'p50 at half of the top rate', value: halved.ours.p50, unit: 'ms' },
    { id: 'p99 of the constant at that rate', value: halved.constant.p99, unit: 'ms' },
    { id: 'p99 of node:http alone at that rate', value: halved.bare.p99, unit: 'ms' },
    { id: 'durable events, batches of 1', value: single.perSecond, unit: '/s' },
    { id: 'p99 of a batch of 1', value: single.p99, unit: 'ms' },
    { id: 'durable events, batches of 100', value: hundreds.perSecond * 100, unit: '/s' },
    { id: 'p99 of a batch of 100', value: hundreds.p99, unit: 'ms' },
    { id: 'memory of the server', value: memory / 2 ** 20, unit: 'MB' },
    { id: 'filling the profiles', value: customers / (shop.filledIn / 1000), unit: 'customers/s' },
  ]
}

function base(shop: ServedShop): Omit<Load, 'next' | 'connections'> {
  return { address: shop.address, token: TOKEN, seconds: 10 }
}

async function idleShare(shop: ServedShop): Promise<number> {
  await pause(SETTLING * 1000)
  const before = await shop.usage()
  await pause(IDLE * 1000)
  return ((await shop.usage()).cpu - before.cpu) / IDLE
}

/** Ours and the constant one after the other, round after round; the first round warms both up. */
async function inTurns(
  shop: ServedShop,
  load: Omit<Load, 'address'>,
  note: (line: string) => void,
): Promise<readonly [readonly Answered[], readonly Answered[]]> {
  const [ours, constant]: [Answered[], Answered[]] = [[], []]
  for (let round = 0; round <= ROUNDS; round += 1) {
    const one = await ask({ ...load, address: shop.address })
    const other = await ask({
      ...load,
      address: shop.constantAddress,
      token: shop.constantToken,
      next: () => ({ path: load.next().path.replace('customers', 'constant') }),
    })
    if (round > 0) ours.push(one)
    if (round > 0) constant.push(other)
    note(
      `round ${round} of ${ROUNDS}: ${one.perSecond.toFixed(0)} customers/s, constant ${other.perSecond.toFixed(0)}/s; the load took ${one.processor.toFixed(2)} and ${other.processor.toFixed(2)} processors`,
    )
  }
  return [ours, constant]
}

interface Pace {
  readonly p50: number
  readonly p99: number
}

/**
 * Ours, the constant and Node's own server at one rate, one after the other, round after round; of each the middle round.
 * What the third of them takes is the machine's and the load's.
 */
async function pacedTurns(
  shop: ServedShop,
  load: Omit<Load, 'address'>,
  note: (line: string) => void,
): Promise<Readonly<Record<'ours' | 'constant' | 'bare', Pace>>> {
  const bare = await serveBare(shop.bytes)
  const paths = { ours: 'customers', constant: 'constant', bare: 'bare' } as const
  const servers = {
    ours: { address: shop.address },
    constant: { address: shop.constantAddress, token: shop.constantToken },
    bare: { address: bare.address },
  }
  const rounds = { ours: [] as Answered[], constant: [] as Answered[], bare: [] as Answered[] }
  for (let round = 1; round <= ROUNDS; round += 1) {
    for (const server of ['ours', 'constant', 'bare'] as const) {
      const next = (): Request => ({ path: load.next().path.replace('customers', paths[server]) })
      rounds[server].push(await ask({ ...load, ...servers[server], next }))
    }
    const last = (server: keyof typeof rounds) => rounds[server].at(-1)?.p99.toFixed(2)
    note(
      `half of the top rate, round ${round}: p99 ${last('ours')} ms, constant ${last('constant')}, node:http ${last('bare')}; the load was late by ${rounds.ours.at(-1)?.lateP99.toFixed(2)}`,
    )
  }
  await bare.stop()
  const middle = (each: readonly Answered[]): Pace => ({
    p50: median(each.map(({ p50 }) => p50)),
    p99: median(each.map(({ p99 }) => p99)),
  })
  return { ours: middle(rounds.ours), constant: middle(rounds.constant), bare: middle(rounds.bare) }
}

/** Bodies of new events, each with an id of its own, of this moment. */
function newEvents(someone: () => string): (count: number) => Request {
  let made = 0
  const startedAt = Date.now()
  const event = () => {
    made += 1
    const at = new Date(NOW + Date.now() - startedAt).toISOString()
    const kind = made % 3
    const customer = someone()
    const id = `bench-${made}`
    if (kind === 0) return { id, customer, event: 'visit', at }
    if (kind === 1)
      return { id, customer, event: 'view', at, properties: { category: `category-${made % 90}` } }
    return { id, customer, event: 'purchase', at, properties: { amount: '12.30', category: 'category-3' } }
  }
  return count => ({
    path: '/v1/events',
    body: JSON.stringify({ events: Array.from({ length: count }, event) }),
  })
}
