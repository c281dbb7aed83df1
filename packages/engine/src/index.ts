export { defaultValue } from './catalog/default-value.ts'
export { type DefinitionProblem, describeProblem, hasErrors } from './catalog/definition-problem.ts'
export { settingKeys } from './catalog/files/definition-file-schema.ts'
export type { DefinitionPlaces } from './catalog/files/definition-places.ts'
export { definitionsJsonSchema } from './catalog/files/definitions-json-schema.ts'
export {
  type DefinitionFile,
  type DefinitionText,
  type ReadDefinitionFile,
  readDefinitionFile,
  type WrittenSettings,
} from './catalog/files/read-definition-file.ts'
export {
  IMPORTED,
  type MergedDefinitions,
  type MergeRequest,
  mergeDefinitions,
  type TakenOver,
} from './catalog/merge-definitions.ts'
export { defaultSettings } from './catalog/merge-settings.ts'
export { standardRfmGroups } from './catalog/standard-rfm-groups.ts'
export { definitionProblems, EngineError, type EngineErrorCode, engineErrors } from './errors.ts'
export type * from './imports/checked-mapping.ts'
export type * from './imports/import-expression.ts'
export type * from './imports/source-shape.ts'
export type * from './ports/catalog.ts'
export type { Clock } from './ports/clock.ts'
export type { SourceFile } from './ports/source-file.ts'
export type * from './ports/warehouse.ts'
export type * from './ports/warehouse-imports.ts'
export type * from './records/customer-record.ts'
export type * from './records/definitions.ts'
export type { ImportRecord } from './records/import-record.ts'
export type * from './records/refresh.ts'
