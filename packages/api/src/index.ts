export { type Need, type Noted, type Permission, permissions } from './access/permissions.ts'
export { permissionsOf, type Role, roles } from './access/roles.ts'
export { ApiError } from './client/api-error.ts'
export {
  type CallOptions,
  type Client,
  type ClientOptions,
  createClient,
  type ReceivedFile,
} from './client/create-client.ts'
export { type LongRoute, readJobResult, startJob } from './client/start-job.ts'
export type { Fetch, FetchInit, FetchResponse } from './client/transport.ts'
export type { WireAuditEntry } from './contract/audit.ts'
export { type Contract, contract, type RouteId } from './contract/contract.ts'
export type { WireErasure } from './contract/erasures.ts'
export type { WireDeadLetter, WireHook } from './contract/hooks.ts'
export type { WireMerge } from './contract/identities.ts'
export type { ImportRecord } from './contract/imports.ts'
export { MOST_ITEMS, type WireOutcome } from './contract/ingest.ts'
export type { WireJob } from './contract/jobs.ts'
export type { WireKey } from './contract/keys.ts'
export type { WireLiveStatus, WireParity } from './contract/live.ts'
export { modelMethods } from './contract/models.ts'
export type { WirePersonalData } from './contract/personal-data.ts'
export type { WireProposal } from './contract/proposals.ts'
export type { RefreshSummary } from './contract/refreshes.ts'
export type { About, AnswerOf, GivenOf, InputOf, ProgressOf, Route, Subject } from './contract/route.ts'
export type { MembersPage, WireSegment, WireSegmentation } from './contract/segments.ts'
export type { WireSession } from './contract/session.ts'
export type { WireTransition } from './contract/transitions.ts'
export type { WireUser } from './contract/users.ts'
export type {
  WireCohorts,
  WireEquity,
  WireProspects,
  WireValueComparison,
} from './contract/values.ts'
export { apiErrors } from './errors.ts'
export { type OpenApiDocument, type OpenApiOperation, openApiDocument } from './openapi/open-api-document.ts'
export type { JsonSchema } from './openapi/schema-parts.ts'
export type { DefinitionRef } from './wire/definition-ref.ts'
export type {
  WireCriterion,
  WireDiscoveredGroup,
  WireDiscovery,
  WireDiscoveryChoice,
  WireDiscoverySummary,
} from './wire/discovery.ts'
export type { ExplainedCondition, WireExplanation, WireProposedChange } from './wire/explanation.ts'
export type { Failure, ListedProblem, PlacedProblem } from './wire/failure.ts'
export type { WireFigure, WireFittedModel, WireListedModel, WireModelVersion } from './wire/model.ts'
export type { NamedValue, TypedValue } from './wire/value.ts'
