export { applySuite } from './apply-suite.ts'
export { type CatalogUnderTest, catalogSuite } from './catalog-suite.ts'
export { hostileCells } from './import-cells.ts'
export { type GeneratedExpression, generatedExpressions } from './import-expressions.ts'
export { fileOf, importInto, stageFile, type TestImport, type WarehouseOfImports } from './import-files.ts'
export { type ImportSuite, importSuite } from './import-suite.ts'
export { liveIdentitySuite } from './live-identity-suite.ts'
export { liveKillSuite } from './live-kill-suite.ts'
export { type LiveLawSuite, liveLawSuite } from './live-law-suite.ts'
export { type LiveSuite, liveSuite } from './live-suite.ts'
export { type LiveStores, LiveWorld } from './live-world.ts'
export { modelSuite } from './model-suite.ts'
export { type PipelineSuite, pipelineSuite } from './pipeline-suite.ts'
export { type ProfilesUnderTest, profilesSuite } from './profiles-suite.ts'
export { valueSuite } from './value-suite.ts'
export { expectAsRead, type WarehouseImportsSuite, warehouseImportsSuite } from './warehouse-imports-suite.ts'
export { type WarehouseLiveSuite, type WarehouseOfLive, warehouseLiveSuite } from './warehouse-live-suite.ts'
export {
  type WarehouseOfPopulation,
  type WarehousePopulationSuite,
  warehousePopulationSuite,
} from './warehouse-population-suite.ts'
export { type WarehouseOfRecords, type WarehouseSuite, warehouseSuite } from './warehouse-suite.ts'
export { hostileTexts, valueCases } from './warehouse-values.ts'
