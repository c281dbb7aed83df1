export { BatchJournal, type BatchWrite, batchQueryId } from './batches/batch-journal.ts'
export { ClickHouseRecords, type WarehouseRecords } from './clickhouse-records.ts'
export {
  ClickHouseWarehouse,
  type ClickHouseWarehouseParts,
  type WarehousePopulation,
} from './clickhouse-warehouse.ts'
export {
  type EmbeddedOptions,
  type EmbeddedServer,
  type Login,
  startEmbedded,
  startEmbeddedCluster,
} from './embedded/embedded-server.ts'
export { WarehouseError, type WarehouseErrorCode, warehouseErrors } from './errors.ts'
export { ClickHouseImports } from './imports/clickhouse-imports.ts'
export { Nodes, type NodesOptions } from './nodes.ts'
export { type OpenWarehouseOptions, openWarehouse } from './open-warehouse.ts'
export { PopulationQueries } from './population/population-queries.ts'
export { distributedName, shardHash, type Tables, tableName, tablesOf } from './tables.ts'
export {
  type BoundValue,
  type Cell,
  type NodeAddress,
  type Statement,
  WarehouseNode,
} from './warehouse-node.ts'
