import type { WarehouseAddress } from '../workspace/store-addresses.ts'
import type { BatchJournal } from './batches/batch-journal.ts'
import { ClickHouseWarehouse } from './clickhouse-warehouse.ts'
import { startEmbedded } from './embedded/embedded-server.ts'
import { serverPaths } from './embedded/server-files.ts'
import { ClickHouseImports } from './imports/clickhouse-imports.ts'
import { Nodes } from './nodes.ts'
import { PopulationQueries } from './population/population-queries.ts'

export interface OpenWarehouseOptions {
  /** Where the data of an embedded warehouse lies. */
  readonly folder: string
}

/**
 * Opens the warehouse that the configuration names, and starts it where it is our own. Its tables are made or brought
 * up to date by `migrate`, which is the caller's to ask for.
 *
 * @throws WarehouseError those of `startEmbedded`. Whether servers can be reached is told by `health` and `migrate`.
 */
export async function openWarehouse(
  address: WarehouseAddress,
  options: OpenWarehouseOptions,
): Promise<ClickHouseWarehouse> {
  return address.kind === 'embedded' ? openEmbedded(address, options) : openServer(address)
}

async function openEmbedded(
  { memory }: Extract<WarehouseAddress, { kind: 'embedded' }>,
  { folder }: OpenWarehouseOptions,
): Promise<ClickHouseWarehouse> {
  const server = await startEmbedded({ folder, ...(memory === undefined ? {} : { memory }) })
  const { log } = serverPaths(server.folder)
  const stopped = () => (server.stopped === undefined ? undefined : { reason: server.stopped, log })
  const nodes = new Nodes({
    nodes: [{ url: server.url, ...server.app, stopped }],
    database: 'kindred',
    alone: true,
  })
  return new ClickHouseWarehouse({ kind: 'embedded', nodes, imports, population, stop: () => server.stop() })
}

function openServer({
  nodes: addresses,
  database,
  cluster,
}: Extract<WarehouseAddress, { kind: 'server' }>): ClickHouseWarehouse {
  const nodes = new Nodes({ nodes: addresses, database, ...(cluster === undefined ? {} : { cluster }) })
  const kind = addresses.length > 1 ? 'cluster' : 'server'
  return new ClickHouseWarehouse({ kind, nodes, imports, population, stop: () => Promise.resolve() })
}

function imports(nodes: Nodes, journal: BatchJournal): ClickHouseImports {
  return new ClickHouseImports(nodes, journal)
}

function population(nodes: Nodes): PopulationQueries {
  return new PopulationQueries(nodes)
}
