import type { Failure } from '@kindred/api'
import { ServerError } from '../errors.ts'

/** A refusal as it goes out: its status and its document. */
export interface FailureAnswer {
  readonly status: number
  readonly failure: Failure
  /** Seconds after which it is worth another try. */
  readonly retryAfter?: number
}

/** Errors of the engine and the stores that are not 404 (`…_unknown`) and not the world's fault (503). */
const statuses: Readonly<Record<string, number>> = {
  bad_option: 400,
  bad_discovery_name: 400,
  cancelled: 499,
  class_missing: 400,
  column_not_readable: 400,
  customer_outside_population: 409,
  discovery_exists: 409,
  discovery_not_applicable: 409,
  discovery_refused: 422,
  discovery_running: 409,
  discovery_without_rules: 409,
  expression_wrong: 422,
  feature_not_measurable: 422,
  feature_twice: 422,
  method_not_for: 422,
  model_broken: 422,
  model_is_no_lifetime: 422,
  model_is_no_champion: 409,
  model_not_trained: 409,
  model_version_exists: 409,
  model_without_formula: 409,
  name_in_use: 409,
  no_features: 422,
  no_prospect_value: 409,
  nobody_to_group: 422,
  nothing_proposed: 422,
  nothing_to_compare: 409,
  compression_broken: 400,
  definitions_moved: 409,
  definitions_have_problems: 422,
  definition_broken: 422,
  email_taken: 409,
  excel_too_large: 400,
  file_broken: 400,
  file_empty: 400,
  file_format_unknown: 400,
  json_not_in_lines: 400,
  file_is_folder: 400,
  file_not_found: 404,
  groups_not_found: 422,
  history_too_long: 400,
  history_too_short: 422,
  idempotency_key_reused: 422,
  import_cancelled: 499,
  import_exists: 409,
  import_has_problems: 422,
  instant_to_come: 400,
  instants_out_of_order: 400,
  live_busy: 429,
  merge_refused: 409,
  customer_erased: 410,
  erasure_unknown: 404,
  consent_unknown: 400,
  not_in_refresh: 409,
  not_owner: 403,
  proposal_closed: 409,
  proposal_outdated: 409,
  nothing_defined: 409,
  nothing_refreshed: 409,
  nobody_to_learn_from: 422,
  nothing_happened: 409,
  nothing_to_group_by: 422,
  nothing_to_roll_back: 409,
  nothing_valued: 409,
  one_answer_only: 422,
  parquet_unreadable: 400,
  refresh_not_running: 409,
  refresh_running: 409,
  rounds_not_comparable: 409,
  sheet_unknown: 400,
  too_few_distinct_to_group: 422,
  target_given_away: 422,
  too_few_to_group: 422,
  too_few_to_learn_from: 422,
  training_refused: 422,
  training_running: 409,
  value_not_storable: 400,
  versions_not_comparable: 409,
}

/**
 * What to answer for an error. An error with a code and a remedy speaks for itself; any other is a defect of
 * ours, and its message is kept back: it may hold a person's data.
 */
export function failureAnswer(error: unknown): FailureAnswer {
  if (error instanceof ServerError) return answerOf(error.status, error)
  if (isNamed(error)) return answerOf(statusOf(error.code), error)
  if (isAbort(error)) return failureAnswer(new ServerError('cancelled', {}))
  return failureAnswer(new ServerError('internal_error', defectOf(error)))
}

interface NamedError {
  readonly code: string
  readonly remedy: string
  readonly says?: string
  readonly message: string
  readonly details?: unknown
}

function answerOf(status: number, error: NamedError): FailureAnswer {
  const { code, remedy, details } = error
  const says = error.says ?? error.message.replace(remedy, '').trim()
  const failure = { code, says, remedy, ...(details === undefined ? {} : { details }) }
  return { status, failure, ...retryAfterOf(details) }
}

function retryAfterOf(details: unknown): { retryAfter?: number } {
  const isTimed = typeof details === 'object' && details !== null && 'seconds' in details
  return isTimed && typeof details.seconds === 'number' ? { retryAfter: Math.ceil(details.seconds) } : {}
}

function isNamed(error: unknown): error is NamedError {
  return (
    error instanceof Error &&
    'code' in error &&
    typeof error.code === 'string' &&
    'remedy' in error &&
    typeof error.remedy === 'string'
  )
}

function statusOf(code: string): number {
  return statuses[code] ?? (code.endsWith('_unknown') ? 404 : 503)
}

function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError'
}

function defectOf(error: unknown): { name: string; place: string } {
  if (!(error instanceof Error)) return { name: typeof error, place: 'thrown as it is' }
  const frame = /\bat .*?([\w.-]+\.[cm]?[jt]s:\d+)/.exec(error.stack ?? '')?.[1]
  return { name: error.name, place: frame ?? 'place unknown' }
}
