import { catalogSuite } from '@kindred/engine/testing'
import { MemoryCatalog } from './memory-catalog.ts'

catalogSuite({ name: 'catalog in memory', lasting: false, open: () => Promise.resolve(new MemoryCatalog()) })
