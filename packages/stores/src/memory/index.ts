export { MemoryData } from './memory-data.ts'
export { MemoryWarehouse } from './memory-warehouse.ts'
