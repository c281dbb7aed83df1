import { warehouseImportsSuite } from '@kindred/engine/testing'
import { detectFile } from '../files/detect-file.ts'
import { MemoryImports } from './memory-imports.ts'
import { MemoryWarehouse } from './memory-warehouse.ts'

warehouseImportsSuite({
  name: 'memory',
  open: async () => new MemoryWarehouse(data => new MemoryImports(data)),
  detect: detectFile,
})
