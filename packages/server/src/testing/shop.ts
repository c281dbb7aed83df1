import type { Client } from '@kindred/api'
import { createClient } from '@kindred/api'
import type { CustomerPatch, EventRecord } from '@kindred/engine'
import type { FastifyInstance } from 'fastify'
import { composeMemory, type MemoryOptions } from '../compose.ts'
import { IN_PROCESS, inProcessFetch } from '../http/in-process-fetch.ts'

/** 1 June 2026, noon in Prague. */
export const noon = Date.UTC(2026, 5, 1, 10)
export const day = 86_400_000

export const shopFile = {
  name: 'shop.yaml',
  text: `
workspace: shop
timezone: Europe/Prague
currency: EUR
attributes:
  country: { type: text, label: Country }
events:
  purchase: { properties: { amount: money, category: text } }
features:
  spend: { is: "sum(purchase.amount)", label: Spend }
segments:
  buyers: { when: "did(purchase, 30d)", name: Buyers, owner: sales, labels: [core] }
  big_spenders: { when: spend >= 1000 }
segmentations:
  lifecycle:
    first_match:
      - { class: active, when: "did(purchase, 30d)" }
      - { class: lapsing, when: "did(purchase, 90d)" }
    otherwise: lapsed
  tier:
    tiers: { by: spend, method: quantile, classes: [{ class: top, top: 50% }] }
    otherwise: rest
`,
}

/** A shop behind the application, asked through its client; definitions are applied, four customers are in. */
export interface Shop {
  readonly client: Client
  /** The application itself, and the token it asks for. */
  readonly app: FastifyInstance
  readonly authorization: string
  startLive(): Promise<void>
  /** The same, over a socket. */
  readonly remote: () => Promise<Client>
  /** Moves the clock. */
  setNow(at: number): void
  append(events: readonly EventRecord[]): Promise<void>
  close(): Promise<void>
}

export async function openShop(options: Omit<MemoryOptions, 'clock'>): Promise<Shop> {
  let now = noon
  const { app, token, engine, startLive, close } = composeMemory({ ...options, clock: () => now })
  const client = createClient({ fetch: inProcessFetch(app), baseUrl: IN_PROCESS, token })
  await client.apply({ files: [shopFile], complete: true })
  await engine.warehouse.append({ customers, events: purchases })
  return {
    client,
    app,
    authorization: `Bearer ${token}`,
    startLive: () => startLive(),
    remote: async () => {
      const baseUrl = await app.listen({ host: '127.0.0.1', port: 0 })
      return createClient({ fetch: globalThis.fetch, baseUrl, token })
    },
    setNow: at => {
      now = at
    },
    append: async events => void (await engine.warehouse.append({ customers: [], events })),
    close,
  }
}

/** `amount` in currency units. */
export function purchase(id: string, customer: string, at: number, amount: number): EventRecord {
  const properties = new Map<string, string | number>([
    ['amount', amount * 10_000],
    ['category', 'books'],
  ])
  return { id, customer, event: 'purchase', at, properties }
}

const customers: readonly CustomerPatch[] = [
  { id: 'anna', since: 0, attributes: new Map([['country', 'CZ']]) },
  { id: 'dora', since: 0, attributes: new Map([['country', 'SK']]) },
]
const purchases = [
  purchase('p1', 'anna', noon - 3 * day, 700),
  purchase('p2', 'anna', noon - 60 * day, 500),
  purchase('p3', 'bob', noon - 20 * day, 100.5),
  purchase('p4', 'carl', noon - 80 * day, 450),
]
