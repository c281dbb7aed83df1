export { brokenAt, CHAIN_BEGINNING, chained, chainHash } from './access/audit-chain.ts'
export { lockedUntil } from './access/lock-out.ts'
export { type Editor, mayChange, requireOwner } from './access/ownership.ts'
export { passwordProblem } from './access/password-rules.ts'
export { type PersonalNames, personalNames } from './access/personal-names.ts'
export {
  type CompiledDefinitions,
  type CompiledFeature,
  type CompiledModel,
  type CompiledSegment,
  type CompiledSegmentation,
  compileDefinitions,
  type DefinitionReads,
  type Reach,
} from './catalog/compile/compile-definitions.ts'
export { defaultValue } from './catalog/default-value.ts'
export {
  type DefinitionProblem,
  definitionProblem,
  describeProblem,
  hasErrors,
} from './catalog/definition-problem.ts'
export type { ChangedPart } from './catalog/difference/changed-parts.ts'
export type { SettingChange } from './catalog/difference/changed-settings.ts'
export {
  type DefinitionChange,
  type DefinitionsDifference,
  differenceOfDefinitions,
} from './catalog/difference/difference-of-definitions.ts'
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
export { type ReadYaml, readYaml } from './catalog/files/read-yaml.ts'
export {
  IMPORTED,
  type MergedDefinitions,
  type MergeRequest,
  mergeDefinitions,
  type TakenOver,
} from './catalog/merge-definitions.ts'
export { defaultSettings } from './catalog/merge-settings.ts'
export { nameOfDefinition } from './catalog/path-words.ts'
export { standardRfmGroups } from './catalog/standard-rfm-groups.ts'
export { type ComparedRound, compareRounds } from './discovery/compare/compare-rounds.ts'
export { continueRound } from './discovery/compare/continue-round.ts'
export { assessSegment } from './discovery/criteria/assess-segment.ts'
export type { AssessedSegment } from './discovery/criteria/assessed-segment.ts'
export { findGroups } from './discovery/find-groups.ts'
export { type GroupFinder, groupFinderHere, refusalOf } from './discovery/group-finder.ts'
export type { FindGroups, FoundGroups, GroupTask } from './discovery/group-task.ts'
export type { Tried } from './discovery/judging/try-choices.ts'
export { assignGroups } from './discovery/model/assign-groups.ts'
export { groupInputs } from './discovery/model/group-inputs.ts'
export type { PreparedTask } from './discovery/preparing/prepared-task.ts'
export { modelDefinitions } from './discovery/publish/model-definitions.ts'
export { type NextGroup, nextGroup } from './discovery/publish/next-group.ts'
export type { FeatureValues } from './discovery/publish/point-of.ts'
export type { PublishedDefinitions, PublishOptions } from './discovery/publish/published-definitions.ts'
export { ruleDefinitions } from './discovery/publish/rule-definitions.ts'
export type { GroupMove } from './discovery/publish/say-move.ts'
export type { RulesRequest } from './discovery/rules/rules-request.ts'
export { writeRules } from './discovery/rules/write-rules.ts'
export { methodsOf, prepareToTry, type TriedApart, tryMethod } from './discovery/try-method.ts'
export { EngineError, type EngineErrorCode, engineErrors } from './errors.ts'
export type { FeatureValue } from './features/feature-values.ts'
export * from './imports/index.ts'
export { type ModelTrainer, modelTrainerHere, trainingRefusal } from './models/model-trainer.ts'
export { type TrainedModel, trainModel } from './models/train-model.ts'
export type { TrainingTask } from './models/training-task.ts'
export type { HistoryPoint } from './monitoring/history-point.ts'
export { type ApplyReport, type ApplyRequest, applyDefinitions } from './pipeline/apply.ts'
export { type Assessment, type AssessRequest, assess } from './pipeline/assess.ts'
export {
  type CheckedDefinitions,
  checkDefinitions,
  type DefinitionsRequest,
  isStorable,
} from './pipeline/check-definitions.ts'
export { type ComparedDiscovery, compareDiscovery } from './pipeline/compare-discovery.ts'
export {
  type ComparedModels,
  type ComparedVersion,
  compareModels,
} from './pipeline/compare-models.ts'
export {
  type CompareValuesRequest,
  compareValues,
  type ValueComparison,
} from './pipeline/compare-values.ts'
export { type Consent, type ConsentChange, consentIn, consentKind, consentsOf } from './pipeline/consents.ts'
export {
  type CurrentDefinitions,
  currentDefinitions,
  definitionsAt,
  requireDefinitions,
} from './pipeline/current-definitions.ts'
export {
  type CustomerEquity,
  customerEquity,
  type EquityRequest,
} from './pipeline/customer-equity.ts'
export {
  type DiscoverProgress,
  type DiscoverRequest,
  type DiscoveryPorts,
  discoverGroups,
  LEARN_FROM,
} from './pipeline/discover.ts'
export { type DriftReport, reportDrift } from './pipeline/drift.ts'
export type { EnginePorts } from './pipeline/engine-ports.ts'
export {
  continueErasures,
  type EraseRequest,
  eraseCustomer,
  type PlannedErasure,
  planErasure,
} from './pipeline/erase-customer.ts'
export type { ErasePorts } from './pipeline/erase-ports.ts'
export {
  type ExplainedCustomer,
  type ExplainedDefinition,
  type ExplainRequest,
  explainCustomer,
} from './pipeline/explain-customer.ts'
export { type ExplainedScore, explainScore } from './pipeline/explain-score.ts'
export { requireDiscovery } from './pipeline/find-discovery.ts'
export { findLookalikes, type Lookalikes } from './pipeline/find-lookalikes.ts'
export { requireFitted, requireModel } from './pipeline/find-model.ts'
export { findProspects, type Prospects, type ProspectsRequest } from './pipeline/find-prospects.ts'
export { type CohortsRequest, type FollowedCohorts, followCohorts } from './pipeline/follow-cohorts.ts'
export { type History, type HistoryRequest, historyOf } from './pipeline/history.ts'
export { finishImports, type ImportProgress, type ImportReport, importFile } from './pipeline/import.ts'
export {
  type ListedSegment,
  type ListedSegmentation,
  type Listing,
  listSegments,
  type Served,
} from './pipeline/list-segments.ts'
export type * from './pipeline/live.ts'
export {
  type LiveLimits,
  type LivePorts,
  type LiveTimer,
  type LiveTrouble,
  liveLimits,
} from './pipeline/live-ports.ts'
export { type Group, type Members, type MembersRequest, membersOf } from './pipeline/members.ts'
export { type Migration, type MigrationRequest, migrationOf } from './pipeline/migration.ts'
export { type MovedScore, movedScores } from './pipeline/moved-scores.ts'
export { openLive } from './pipeline/open-live.ts'
export { type Overlap, overlapOf } from './pipeline/overlap.ts'
export { type PersonFile, personFile } from './pipeline/person-file.ts'
export { type PlacedCustomer, type PlaceRequest, placeCustomer } from './pipeline/place-customer.ts'
export {
  type Mover,
  type Plan,
  type PlannedEffect,
  type PlanProgress,
  type PlanRequest,
  planDefinitions,
} from './pipeline/plan.ts'
export type { ImportPorts, ImportRequest } from './pipeline/plan-import.ts'
export { type PreviewRequest, previewSegment, type SegmentPreview } from './pipeline/preview-segment.ts'
export { championOf, type PromotionReport, promoteModel, rollBackModel } from './pipeline/promote-model.ts'
export {
  acceptProposal,
  type DecideRequest,
  type ProposeReport,
  type ProposeRequest,
  proposeDefinitions,
  refuseProposal,
} from './pipeline/propose.ts'
export { type PublishReport, type PublishRequest, publishDiscovery } from './pipeline/publish-discovery.ts'
export { type PublishedLookalikes, publishLookalikes } from './pipeline/publish-lookalikes.ts'
export { type PublishedGroups, publishUpliftGroups } from './pipeline/publish-uplift-groups.ts'
export type { MembersSort } from './pipeline/ranked-members.ts'
export { recordedMoves } from './pipeline/recorded-moves.ts'
export {
  type RefreshOptions,
  type RefreshProgress,
  type RefreshReport,
  refreshAll,
} from './pipeline/refresh.ts'
export { registerModel } from './pipeline/register-model.ts'
export { dropUnfinished } from './pipeline/retention.ts'
export { type Retrained, retrainDue } from './pipeline/retrain.ts'
export { type ScoredCustomers, scoreCustomers } from './pipeline/score-customers.ts'
export { type SegmentTrends, segmentTrends } from './pipeline/segment-trends.ts'
export { soundDefinitions } from './pipeline/sound-definitions.ts'
export { summariseWorkspace, type WorkspaceSummary } from './pipeline/summarise-workspace.ts'
export type { TrainingPorts } from './pipeline/train.ts'
export { type TrainReport, trainAndPromote } from './pipeline/train-and-promote.ts'
export { type Belonging, type CustomerView, viewCustomer } from './pipeline/view-customer.ts'
export { warehouseSchema } from './pipeline/warehouse-schema.ts'
export type * from './ports/catalog.ts'
export type * from './ports/catalog-access.ts'
export type { Clock } from './ports/clock.ts'
export type * from './ports/profiles.ts'
export type * from './ports/set-aside-rows.ts'
export type * from './ports/source-file.ts'
export type * from './ports/warehouse.ts'
export type * from './ports/warehouse-imports.ts'
export type * from './ports/warehouse-live.ts'
export type * from './ports/warehouse-privacy.ts'
export type * from './ports/warehouse-tables.ts'
export { erasedHash, wasErased } from './privacy/erased-hash.ts'
export { HiddenCustomers } from './privacy/hidden-customers.ts'
export { hidingWarehouse } from './privacy/hiding-warehouse.ts'
export { lettersWithout } from './privacy/letters-without.ts'
export { withoutTypical } from './privacy/without-typical.ts'
export { ReadRoom } from './profiles/bytes/read-room.ts'
export { membershipSince, type Since } from './profiles/membership-since.ts'
export { readAmount } from './records/amount-text.ts'
export type * from './records/api-key.ts'
export type * from './records/audit-entry.ts'
export { customerId, LONGEST_ID } from './records/customer-id.ts'
export type * from './records/customer-record.ts'
export type * from './records/definitions.ts'
export type * from './records/discovery.ts'
export * from './records/erasure.ts'
export type * from './records/fitted-model.ts'
export type * from './records/hook.ts'
export type { ImportRecord } from './records/import-record.ts'
export type * from './records/live.ts'
export { type ModelMethod, modelMethods } from './records/model-methods.ts'
export type * from './records/proposal.ts'
export type * from './records/refresh.ts'
export type * from './records/role.ts'
export type * from './records/sign-in.ts'
export { summariseDiscovery } from './records/summarise-discovery.ts'
export { summariseModel } from './records/summarise-model.ts'
export type * from './records/user.ts'
export type { FailedDefinition } from './segments/evaluable.ts'
export type { Standing } from './segments/standing.ts'
