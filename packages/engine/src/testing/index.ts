export { type CatalogUnderTest, catalogSuite } from './catalog-suite.ts'
