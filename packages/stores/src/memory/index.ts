export { MemoryCatalog } from './memory-catalog.ts'
export { MemoryData } from './memory-data.ts'
export { MemoryImports } from './memory-imports.ts'
export { MemoryWarehouse } from './memory-warehouse.ts'
