import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Nodes, startEmbedded } from '@kindred/stores/clickhouse'
import { workspacePaths } from '@kindred/stores/workspace'
import { features } from '../refresh/features.ts'
import { candidates } from '../refresh/segments.ts'
import { makeShop, schema } from '../refresh/shop-data.ts'
import { seededRandom } from '../seeded-random.ts'

/**
 * A workspace folder of the shop that the bench of the refresh is about: its customers and events in the embedded
 * warehouse, its forty features and the first of its segments as a definition file.
 */
export async function makeShopWorkspace(folder: string, customers: number, segments: number): Promise<void> {
  const { warehouse } = workspacePaths(folder)
  await mkdir(warehouse, { recursive: true })
  await writeFile(join(folder, 'kindred.config.yaml'), 'workspace: shop\nwarehouse: { memory: 4 GB }\n')
  await writeFile(join(folder, 'workspace.yaml'), shopDefinitions(segments))
  await using server = await startEmbedded({ folder: warehouse })
  const nodes = new Nodes({ nodes: [{ url: server.url, ...server.app }], database: 'kindred' })
  await makeShop(nodes, customers)
  await nodes.close()
}

/** @example customerOf(7) // 'customer-000000007' */
export function customerOf(position: number): string {
  return `customer-${String(position).padStart(9, '0')}`
}

/** A definition file that says what the shop's customers and events are, and nothing of what is to be known of them. */
export function shopSchema(): string {
  // JSON is YAML.
  return JSON.stringify(declared())
}

function declared() {
  const events = [...schema.events].map(([name, properties]) => [
    name,
    { properties: Object.fromEntries(properties) },
  ])
  return {
    timezone: 'Europe/Prague',
    attributes: Object.fromEntries(schema.attributes),
    events: Object.fromEntries(events),
  }
}

/** A definition file with the shop's features and so many segments. */
export function shopDefinitions(segments: number): string {
  const chosen = candidates(seededRandom(11), segments)
  return JSON.stringify({
    ...declared(),
    value: 'sum(purchase.amount, 365d)',
    features: Object.fromEntries(features.map(({ column, kindred }) => [column, kindred])),
    segments: Object.fromEntries(chosen.map(({ id, kindred }) => [id, kindred])),
  })
}
