export {
  type EmbeddedOptions,
  type EmbeddedServer,
  type Login,
  startEmbedded,
  startEmbeddedCluster,
} from './embedded/embedded-server.ts'
export { WarehouseError, type WarehouseErrorCode, warehouseErrors } from './errors.ts'
