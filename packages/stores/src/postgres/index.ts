export { CatalogError, type CatalogErrorCode, catalogErrors } from './errors.ts'
export { openEmbeddedCatalog } from './open-embedded-catalog.ts'
export { openServerCatalog, type ServerCatalogOptions } from './open-server-catalog.ts'
export { PostgresCatalog } from './postgres-catalog.ts'
